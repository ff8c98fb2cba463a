import { ApolloClient, ApolloLink, gql, InMemoryCache } from '@apollo/client'
import { Observable, type Subscriber } from 'rxjs'
import { expect, test } from 'vitest'
import { answersInOrder } from './answersInOrder.ts'

const query = gql`
  query Now {
    now
  }
`

/** A client on a server whose answers the test gives, in any order. */
function rig() {
  const asked: Subscriber<ApolloLink.Result>[] = []
  const server = new ApolloLink(() => new Observable((answer) => void asked.push(answer)))
  const link = ApolloLink.from([answersInOrder(), server])
  const client = new ApolloClient({ cache: new InMemoryCache(), link, queryDeduplication: false })
  const ask = () => client.query<{ now: number }>({ query, fetchPolicy: 'network-only' }).then(({ data }) => data?.now)
  const answer = (at: number, now: number): void => {
    asked[at]?.next({ data: { now } })
    asked[at]?.complete()
  }
  return { asked, ask, answer }
}

const until = (is: () => boolean): Promise<void> => new Promise((resolve) => (is() ? resolve() : setTimeout(() => resolve(until(is)))))

test('GQ-30 a query asked again while it is under way is sent after its answer: the newest answer comes last', async () => {
  const { asked, ask, answer } = rig()
  const first = ask()
  const [second, third] = [ask(), ask()]
  expect(asked.length).toBe(1)
  answer(0, 1)
  expect(await first).toBe(1)
  await until(() => asked.length === 2)
  const fourth = ask()
  answer(1, 2)
  expect(await Promise.all([second, third])).toEqual([2, 2])
  await until(() => asked.length === 3)
  answer(2, 3)
  expect(await fourth).toBe(3)
})

test('GQ-30 a query that failed does not hold up the next one', async () => {
  const { asked, ask, answer } = rig()
  const first = ask().catch(() => 'failed')
  const second = ask()
  asked[0]?.error(new Error('no line'))
  expect(await first).toBe('failed')
  await until(() => asked.length === 2)
  answer(1, 2)
  expect(await second).toBe(2)
})
