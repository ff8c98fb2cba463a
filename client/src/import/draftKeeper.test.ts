import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import type { ImportDraft } from '@samplan/shared/import/draft'
import type { Refusal } from '@samplan/shared/refusal'
import { DraftKeeper } from './draftKeeper.ts'

const draft = (title: string): ImportDraft => ({ title, period: '', doubts: [], pieces: [] })
type Answer = { readonly revision: number } | Refusal

type Stored = { readonly draft: ImportDraft | null; readonly revision: number }

/** A keeper whose requests the test answers by hand. `stored`: what the server says when it is asked what it has. */
function keeper(stored: () => Promise<Stored> = () => Promise.reject(new Error('nobody asks'))) {
  const sent: {
    readonly title: string
    readonly revision: number
    readonly outlives: boolean
    readonly answer: (answer: Answer | Error) => void
  }[] = []
  const said: string[] = []
  const made: DraftKeeper = new DraftKeeper(
    'i1',
    0,
    () => said.push(made.keeping.is),
    (_id, { title }, revision, outlives) => {
      const { promise, resolve, reject } = Promise.withResolvers<Answer>()
      sent.push({ title, revision, outlives, answer: (answer) => (answer instanceof Error ? reject(answer) : resolve(answer)) })
      return promise
    },
    stored,
  )
  return { made, sent, said }
}

beforeEach(() => void vi.useFakeTimers())
afterEach(() => void vi.useRealTimers())

test('IC-25 many corrections become one request, and those made meanwhile the next, with the newest revision', async () => {
  const { made, sent, said } = keeper()
  made.keep(draft('a'))
  made.keep(draft('b'))
  expect(sent).toEqual([])
  const kept = made.flush()
  expect(sent.map(({ title, revision }) => [title, revision])).toEqual([['b', 0]])
  made.keep(draft('c'))
  expect(made.isKept()).toBe(false)
  sent[0]?.answer({ revision: 1 })
  await vi.waitFor(() => expect(sent.length).toBe(2))
  expect(sent[1]).toMatchObject({ title: 'c', revision: 1 })
  sent[1]?.answer({ revision: 2 })
  expect(await kept).toBe(true)
  expect([said, made.isKept()]).toEqual([['keeping', 'kept'], true])
})

test('IC-26 another tab kept another draft: told, and nothing more is sent', async () => {
  const { made, sent } = keeper()
  made.keep(draft('a'))
  const kept = made.flush()
  sent[0]?.answer({ refused: 'importChanged', revision: 7 })
  expect([await kept, made.keeping.is]).toEqual([false, 'conflict'])
  made.keep(draft('b'))
  await vi.advanceTimersByTimeAsync(60_000)
  expect(sent.length).toBe(1)
})

test('IC-27 without a connection it is told, and tried again with the newest', async () => {
  const { made, sent } = keeper()
  made.keep(draft('a'))
  const kept = made.flush()
  sent[0]?.answer(new TypeError('offline'))
  expect([await kept, made.keeping.is, made.isKept()]).toEqual([false, 'failed', false])
  await vi.advanceTimersByTimeAsync(60_000)
  expect(sent.map(({ title }) => title)).toEqual(['a', 'a'])
  sent[1]?.answer({ revision: 1 })
  await vi.waitFor(() => expect(made.keeping.is).toBe('kept'))
})

test('IC-28 when the page goes, what waits is sent at once behind what has no answer yet, as the revision that it makes', async () => {
  const { made, sent, said } = keeper()
  made.keep(draft('a'))
  const kept = made.flush()
  made.keep(draft('b'))
  expect(made.leave()).toBe(true)
  expect(sent.map(({ title, revision }) => [title, revision])).toEqual([
    ['a', 0],
    ['b', 1],
  ])
  expect(made.leave()).toBe(true)
  expect(sent.length).toBe(2)
  // One stayed after all: nothing is sent again.
  sent[1]?.answer({ revision: 2 })
  sent[0]?.answer({ revision: 1 })
  expect([await kept, said, made.isKept()]).toEqual([true, ['keeping', 'kept'], true])
  made.keep(draft('c'))
  void made.flush()
  expect(sent[2]).toMatchObject({ title: 'c', revision: 2 })
})

test('IC-29 a draft that is too large to be sent behind the page is told, so that the page can ask', async () => {
  const { made, sent } = keeper()
  made.keep(draft('æ'.repeat(31 * 1024)))
  expect(made.leave()).toBe(false)
  sent[0]?.answer({ revision: 1 })
  await vi.waitFor(() => expect(made.isKept()).toBe(true))
  expect(made.leave()).toBe(true)
})

const changed: Refusal = { refused: 'importChanged', revision: 0 }

/** Two requests on their way: a, and behind it b. */
function twoSent() {
  const one = keeper()
  one.made.keep(draft('a'))
  const kept = one.made.flush()
  one.made.keep(draft('b'))
  one.made.leave()
  return { ...one, kept }
}

test('IC-80 a request that comes before the one that it counts on is sent again, and no other tab is blamed', async () => {
  const { sent, said, made, kept } = twoSent()
  sent[1]?.answer(changed)
  await vi.advanceTimersByTimeAsync(0)
  expect(said).toEqual(['keeping'])
  sent[0]?.answer({ revision: 1 })
  await vi.waitFor(() => expect(sent.length).toBe(3))
  expect(sent[2]).toMatchObject({ title: 'b', revision: 1 })
  sent[2]?.answer({ revision: 2 })
  expect([await kept, said, made.isKept()]).toEqual([true, ['keeping', 'kept'], true])
})

test('IC-81 where two requests fail, the newest is sent again', async () => {
  const { sent, made, kept } = twoSent()
  sent[0]?.answer(new TypeError('offline'))
  await vi.advanceTimersByTimeAsync(0)
  sent[1]?.answer(new TypeError('offline'))
  expect(await kept).toBe(false)
  await vi.advanceTimersByTimeAsync(60_000)
  expect(sent.slice(2)).toMatchObject([{ title: 'b', revision: 0 }])
  sent[2]?.answer({ revision: 1 })
  await vi.waitFor(() => expect([made.keeping.is, made.isKept()]).toEqual(['kept', true]))
})

test.each([
  ['before', [0, 1]],
  ['behind', [1, 0]],
] as const)('IC-82 an older draft whose answer is lost %s the newest is kept is not sent again', async (_, order) => {
  const { sent, made, kept } = twoSent()
  for (const at of order) {
    sent[at]?.answer(at === 0 ? new TypeError('offline') : { revision: 2 })
    await vi.advanceTimersByTimeAsync(0)
  }
  expect([await kept, made.keeping.is, made.isKept()]).toEqual([true, 'kept', true])
  await vi.advanceTimersByTimeAsync(60_000)
  expect(sent.length).toBe(2)
})

test('IC-83 another tab is told, whatever a request behind is answered', async () => {
  for (const order of [
    [0, 1],
    [1, 0],
  ]) {
    const { sent, made, kept } = twoSent()
    for (const at of order) {
      sent[at]?.answer(changed)
      await vi.advanceTimersByTimeAsync(0)
    }
    expect([await kept, made.keeping.is]).toEqual([false, 'conflict'])
    await vi.advanceTimersByTimeAsync(60_000)
    expect(sent.length).toBe(2)
  }
})

test('IC-84 what outlives the page is judged with all that is on its way', () => {
  const { made, sent } = keeper()
  made.keep(draft('a'.repeat(40 * 1024)))
  void made.flush()
  made.keep(draft('b'.repeat(40 * 1024)))
  expect(made.leave()).toBe(false)
  expect(sent.map(({ outlives }) => outlives)).toEqual([true, false])
})

/** A keeper whose first request reached the server, which says so when it is asked; its answer was lost, and it is sent again. */
async function answerLost(stored: () => Promise<Stored>) {
  const one = keeper(stored)
  one.made.keep(draft('a'))
  const kept = one.made.flush()
  one.sent[0]?.answer(new TypeError('offline'))
  await kept
  return one
}

test('IC-85 a draft whose answer was lost is found to be stored: no other tab is blamed, and the next correction has its revision', async () => {
  const { made, sent, said } = await answerLost(() => Promise.resolve({ draft: draft('a'), revision: 1 }))
  await vi.advanceTimersByTimeAsync(5000)
  expect(sent[1]).toMatchObject({ title: 'a', revision: 0 })
  sent[1]?.answer({ refused: 'importChanged', revision: 1 })
  await vi.waitFor(() => expect(made.isKept()).toBe(true))
  made.keep(draft('b'))
  void made.flush()
  expect(sent[2]).toMatchObject({ title: 'b', revision: 1 })
  sent[2]?.answer({ revision: 2 })
  await vi.waitFor(() => expect([made.isKept(), said.includes('conflict')]).toEqual([true, false]))
})

test.each([1, 2])('IC-86 what was corrected after the lost answer is sent behind it, after %i lost answers', async (lost) => {
  const { made, sent } = await answerLost(() => Promise.resolve({ draft: draft('a'), revision: 1 }))
  made.keep(draft('b'))
  await vi.advanceTimersByTimeAsync(700)
  if (lost === 2) {
    sent[1]?.answer(new TypeError('offline'))
    await vi.advanceTimersByTimeAsync(5000)
  }
  expect(sent[lost]).toMatchObject({ title: 'b', revision: 0 })
  sent[lost]?.answer({ refused: 'importChanged', revision: 1 })
  await vi.waitFor(() => expect(sent.length).toBe(lost + 2))
  expect(sent[lost + 1]).toMatchObject({ title: 'b', revision: 1 })
  sent[lost + 1]?.answer({ revision: 2 })
  await vi.waitFor(() => expect([made.keeping.is, made.isKept()]).toEqual(['kept', true]))
})

test('IC-87 after a lost answer another tab is told all the same, where the server has its draft', async () => {
  const { made, sent } = await answerLost(() => Promise.resolve({ draft: draft('theirs'), revision: 1 }))
  await vi.advanceTimersByTimeAsync(5000)
  sent[1]?.answer({ refused: 'importChanged', revision: 1 })
  await vi.waitFor(() => expect(made.keeping.is).toBe('conflict'))
  await vi.advanceTimersByTimeAsync(60_000)
  expect(sent.length).toBe(2)
})

test('IC-88 where the server cannot be asked what it has, it is tried again', async () => {
  let asked = 0
  const { made, sent } = await answerLost(() =>
    asked++ === 0 ? Promise.reject(new TypeError('offline')) : Promise.resolve({ draft: draft('a'), revision: 1 }),
  )
  await vi.advanceTimersByTimeAsync(5000)
  sent[1]?.answer({ refused: 'importChanged', revision: 1 })
  await vi.waitFor(() => expect(made.keeping.is).toBe('failed'))
  await vi.advanceTimersByTimeAsync(5000)
  expect(sent[2]).toMatchObject({ title: 'a', revision: 0 })
  sent[2]?.answer({ refused: 'importChanged', revision: 1 })
  await vi.waitFor(() => expect([made.keeping.is, made.isKept()]).toEqual(['kept', true]))
})
