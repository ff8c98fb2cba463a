// @vitest-environment happy-dom
import { ApolloClient, ApolloLink, InMemoryCache } from '@apollo/client'
import { ApolloProvider } from '@apollo/client/react'
import { act } from 'react'
import { createRoot } from 'react-dom/client'
import { expect, test } from 'vitest'
import { OutlineAgeFragmentDoc, type PlanOutlineFragment, PlanOutlineFragmentDoc } from '../graphql/generated.ts'
import { type NewestOutline, useNewestOutline } from './useNewestOutline.ts'

Object.assign(globalThis, { IS_REACT_ACT_ENVIRONMENT: true })

/** As it comes over the line: with its type. */
const typed = <Fields extends object>(fields: Fields): Fields & { __typename: 'Plan' } => ({ __typename: 'Plan', ...fields })
const outline = (outlineVersion: number): PlanOutlineFragment => typed({ id: 'p', outlineVersion, sections: [], bin: [] })

async function rig(drawn: PlanOutlineFragment, epoch: number) {
  const client = new ApolloClient({ cache: new InMemoryCache(), link: ApolloLink.empty() })
  const write = (data: PlanOutlineFragment, its = epoch): void => {
    client.cache.writeFragment({ fragment: PlanOutlineFragmentDoc, fragmentName: 'PlanOutline', data })
    client.cache.writeFragment({
      fragment: OutlineAgeFragmentDoc,
      data: typed({ id: data.id, epoch: its, outlineVersion: data.outlineVersion }),
    })
  }
  const version = () =>
    client.cache.readFragment({ from: { __typename: 'Plan', id: 'p' }, fragment: OutlineAgeFragmentDoc })?.outlineVersion
  let newest: NewestOutline | null = null
  const Page = (): null => {
    newest = useNewestOutline({ ...drawn, epoch })
    return null
  }
  write(drawn)
  await act(async () =>
    createRoot(document.createElement('div')).render(
      <ApolloProvider client={client}>
        <Page />
      </ApolloProvider>,
    ),
  )
  if (!newest) throw new Error('nothing was drawn')
  return { write, version, newest: newest as NewestOutline }
}

test('OU-43 an answer older than what was heard, and equal to what is drawn, does not stay', async () => {
  const { write, version, newest } = await rig(outline(1), 7)
  write(outline(2))
  newest.heard(outline(2))
  write(outline(1))
  newest.answered()
  expect(version()).toBe(2)
})

test('OU-43 an answer of another epoch stays, whatever its count', async () => {
  const { write, version, newest } = await rig(outline(5), 7)
  write(outline(1), 8)
  newest.answered()
  expect(version()).toBe(1)
})
