import { expect, test } from 'vitest'
import { gather, gatherMany } from './gather.ts'

test('ST-20 reads of one moment become one, and each gets its own', async () => {
  const loads: (readonly number[])[] = []
  const read = gatherMany(async (keys: readonly number[]) => {
    loads.push(keys)
    return new Map(keys.filter((key) => key > 0).map((key) => [key, key * 10]))
  })
  expect(await Promise.all([read(1), read(2), read(1), read(-1)])).toEqual([10, 20, 10, null])
  expect(await read(3)).toBe(30)
  expect(loads).toEqual([[1, 2, -1], [3]])
})

test('ST-21 a gathered read begins after every call that gets its answer: nobody gets what was there before they asked', async () => {
  let stored = 'old'
  const read = gather(async (_key: string) => stored)
  const many = gatherMany(async (keys: readonly string[]) => new Map(keys.map((key) => [key, stored])))
  const early = [read('a'), many('a')]
  stored = 'new'
  const late = [read('a'), many('a')]
  expect(await Promise.all([...early, ...late])).toEqual(['new', 'new', 'new', 'new'])
  stored = 'newer'
  expect(await Promise.all([read('a'), many('a')])).toEqual(['newer', 'newer'])
})

test('ST-20 while reads are under way others gather, and one that hangs keeps nobody from the next', async () => {
  const loads: (readonly string[])[] = []
  const answers: (() => void)[] = []
  const load = async (keys: readonly string[]): Promise<ReadonlyMap<string, string>> => {
    loads.push(keys)
    await new Promise<void>((resolve) => answers.push(resolve))
    return new Map(keys.map((key) => [key, key]))
  }
  const many = gatherMany(load)
  const one = gather(async (key: string) => (await load([key])).get(key))
  for (const read of [many, one]) {
    const done: Promise<unknown>[] = []
    const come = async (): Promise<void> => {
      done.push(read('a'))
      await new Promise((resolve) => setImmediate(resolve))
    }
    for (let times = 0; times < 6; times++) await come()
    expect(loads).toEqual([['a'], ['a']])
    // The first hangs; the second is answered, and all that have come since go in one.
    answers[1]?.()
    await done[1]
    await expect.poll(() => loads.length).toBe(3)
    answers[2]?.()
    expect(await Promise.all(done.slice(1))).toEqual(['a', 'a', 'a', 'a', 'a'])
    answers[0]?.()
    expect(await done[0]).toBe('a')
    await come()
    expect(loads).toHaveLength(4)
    answers[3]?.()
    await done.at(-1)
    loads.length = answers.length = 0
  }
})

test('ST-22 a failed read fails its calls, and no later one', async () => {
  let fails = true
  const load = async (): Promise<ReadonlyMap<string, string>> => {
    if (fails) throw new Error('down')
    return new Map([['a', 'up']])
  }
  const [read, many] = [gather(load), gatherMany(load)]
  const results = await Promise.allSettled([read('a'), read('a'), many('a'), many('b')])
  expect(results.map(({ status }) => status)).toEqual(['rejected', 'rejected', 'rejected', 'rejected'])
  fails = false
  expect([(await read('a')).get('a'), await many('a')]).toEqual(['up', 'up'])
})
