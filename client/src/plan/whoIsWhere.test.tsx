// @vitest-environment happy-dom
import { ApolloClient, ApolloLink, InMemoryCache } from '@apollo/client'
import { ApolloProvider } from '@apollo/client/react'
import { act } from 'react'
import { createRoot } from 'react-dom/client'
import { expect, test } from 'vitest'
import type { PlanOutlineFragment } from '../graphql/generated.ts'
import { Outline } from './Outline.tsx'
import { useOutlineWork } from './useOutlineWork.ts'
import { othersOf, type PeopleBySection, whereSentences } from './whoIsWhere.ts'

Object.assign(globalThis, { IS_REACT_ACT_ENVIRONMENT: true })

const owner = { id: 'job', name: 'Jobcenter', letter: 'J', colour: 'plum' }
const plan: PlanOutlineFragment = {
  id: 'p',
  outlineVersion: 1,
  sections: ['Forord', 'Indsatser'].map((title) => ({ id: title, level: 1, title, mayDo: [], owner, invited: [] })),
  bin: [],
}
const person = (name: string) => ({ id: name, name, letter: 'J', colour: 'plum' })

function Page({ people }: { readonly people: PeopleBySection }) {
  const work = useOutlineWork(plan)
  const nothing = (): void => undefined
  return (
    <Outline
      plan={plan}
      mayChange={false}
      current={null}
      people={people}
      legend={[]}
      work={work}
      owner={null}
      onOwner={nothing}
      onGo={nothing}
    />
  )
}

test('OU-46 the outline shows the others in the section they are in, three by their mark and the rest by number, and follows them', async () => {
  const client = new ApolloClient({ cache: new InMemoryCache(), link: ApolloLink.empty() })
  const page = document.createElement('div')
  const root = createRoot(page)
  const draw = (people: PeopleBySection) =>
    act(async () =>
      root.render(
        <ApolloProvider client={client}>
          <Page people={othersOf(people, 'Karen')} />
        </ApolloProvider>,
      ),
    )
  const seen = () =>
    [...page.querySelectorAll('[role="treeitem"]')].map((row) => [
      ...[...row.querySelectorAll('.avatar')].map((mark) => mark.getAttribute('aria-label')),
      ...[...row.querySelectorAll('.end > span:not(.avatar)')].map((rest) => rest.textContent),
    ])
  await draw(new Map([['Indsatser', ['Karen', 'Mads', 'Sofie', 'Jens', 'Birgit', 'Lone'].map(person)]]))
  expect(seen()).toEqual([[], ['Mads', 'Sofie', 'Jens', '+2']])
  await draw(
    new Map([
      ['Forord', [person('Mads')]],
      ['Indsatser', [person('Karen')]],
    ]),
  )
  expect(seen()).toEqual([['Mads'], []])
  await act(async () => root.unmount())
})

test('OU-47 who asks where the others are hears a sentence for each, in the order of the plan', () => {
  const people = new Map([
    ['Indsatser', [person('Sofie')]],
    ['Forord', [person('Mads')]],
  ])
  expect(whereSentences(people, plan.sections)).toBe('Mads er i »Forord«. Sofie er i »Indsatser«.')
  expect(whereSentences(new Map(), plan.sections)).toBe('Du er alene i planen.')
})
