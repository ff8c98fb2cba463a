// @vitest-environment happy-dom
import { ApolloClient, ApolloLink, InMemoryCache, Observable } from '@apollo/client'
import { ApolloProvider } from '@apollo/client/react'
import { act } from 'react'
import { createRoot } from 'react-dom/client'
import { expect, test } from 'vitest'
import { usePlanText } from './usePlanText.ts'

Object.assign(globalThis, { IS_REACT_ACT_ENVIRONMENT: true })

test('OU-45 the text that a failing network did not bring is asked for again', async () => {
  let asked = 0
  let came: (sections: number) => void = () => undefined
  const shown = new Promise<number>((resolve) => (came = resolve))
  const link = new ApolloLink(
    () =>
      new Observable((observer) => {
        asked++
        if (asked === 1) return observer.error(new TypeError('Failed to fetch'))
        const sections = [{ __typename: 'Section', id: 's', blocks: ['<p>Her.</p>'] }]
        observer.next({ data: { plan: { __typename: 'Plan', id: 'p', sections } } })
        observer.complete()
      }),
  )
  const desk = { setText: (sections: readonly unknown[]) => came(sections.length) }
  let drawn: ReturnType<typeof usePlanText> = null
  const Page = (): null => {
    drawn = usePlanText({ plan: 'p', textKey: 'draft', first: null, desk })
    return null
  }
  const root = createRoot(document.createElement('div'))
  await act(async () =>
    root.render(
      <ApolloProvider client={new ApolloClient({ cache: new InMemoryCache(), link })}>
        <Page />
      </ApolloProvider>,
    ),
  )
  await act(async () => expect(await shown).toBe(1))
  expect([asked, [...(drawn ?? [])]]).toEqual([2, [['s', ['<p>Her.</p>']]]])
  await act(async () => root.unmount())
})
