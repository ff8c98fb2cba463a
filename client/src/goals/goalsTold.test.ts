import { ApolloClient, ApolloLink, InMemoryCache } from '@apollo/client'
import { Observable, type Subscriber } from 'rxjs'
import { expect, test } from 'vitest'
import { type GoalOfPlanFragment, GoalsChangedDocument, GoalsOfPlanDocument } from '../graphql/generated.ts'
import { goalsTold } from './goalsTold.ts'

/** As it comes over the line: with its type. */
const goal = (id: string, order: number, statement: string): GoalOfPlanFragment & { readonly __typename: 'Goal' } => ({
  __typename: 'Goal',
  id,
  code: '',
  order,
  section: 's',
  level: 'result',
  category: null,
  responsible: null,
  parent: null,
  statement,
  verdict: null,
  indicators: [],
})

/** A page that follows a plan's goals; the test answers its questions, in any order, and tells of changes. */
function rig() {
  const asked: Subscriber<ApolloLink.Result>[] = []
  let following: Subscriber<ApolloLink.Result> | null = null
  const server = new ApolloLink(
    ({ operationName }) =>
      new Observable((answer) => {
        if (operationName === 'GoalsChanged') following = answer
        else asked.push(answer)
      }),
  )
  const client = new ApolloClient({
    cache: new InMemoryCache({ typePolicies: { Goal: { keyFields: false } } }),
    link: goalsTold().concat(server),
    queryDeduplication: false,
  })
  client.subscribe({ query: GoalsChangedDocument, variables: { plan: 'p' } }).subscribe({ error: () => undefined })
  const ask = async (after: string | null = null) => {
    const { data } = await client.query({ query: GoalsOfPlanDocument, variables: { plan: 'p', after }, fetchPolicy: 'network-only' })
    return data && { said: data.goals.nodes.map(({ id, statement }) => `${id} ${statement}`), total: data.goals.total }
  }
  const answer = (at: number, nodes: readonly GoalOfPlanFragment[], next: string | null = null, total = nodes.length): void => {
    asked[at]?.next({ data: { goals: { nodes, next, total } } })
    asked[at]?.complete()
  }
  const tell = (changed: readonly GoalOfPlanFragment[], withdrawn: readonly string[] = []): void =>
    following?.next({ data: { goalsChanged: { changed, withdrawn } } })
  return { ask, answer, tell }
}

const old = [goal('a', 0, 'før'), goal('b', 1, 'før')]

test('GQ-31 what was told of goals while an answer was on its way stands in it: changed, new and withdrawn', async () => {
  const { ask, answer, tell } = rig()
  const first = ask()
  tell([goal('b', 1, 'efter'), goal('c', 2, 'ny')])
  tell([], ['a'])
  answer(0, old)
  expect(await first).toEqual({ said: ['b efter', 'c ny'], total: 2 })
})

test('GQ-31 an answer that was asked for after what was told is taken as it is', async () => {
  const { ask, answer, tell } = rig()
  const first = ask()
  tell([goal('a', 0, 'efter')])
  const second = ask()
  answer(0, old)
  answer(1, [goal('a', 0, 'senere')])
  expect([await first, await second].map((one) => one?.said)).toEqual([['a efter', 'b før'], ['a senere']])
})

test('GQ-31 a page of many does not pretend to be all; what is told last counts', async () => {
  const { ask, answer, tell } = rig()
  const first = ask()
  tell([], ['b'])
  tell([goal('b', 1, 'igen')])
  answer(0, old, 'b', 250)
  expect(await first).toEqual({ said: ['a før', 'b igen'], total: 250 })
})
