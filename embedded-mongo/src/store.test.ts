import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { CommandError } from './commandError.ts'
import { after, failureOf, openStore, type Store } from './store.ts'

const key = (name: string): Buffer => Buffer.from(`k${name}`)

describe('store', () => {
  let folder: string
  let store: Store
  let rollbacks: number
  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'store-'))
    rollbacks = 0
    store = openStore(folder, {
      onRollback: () => {
        rollbacks++
      },
      onDead: () => {},
    })
  })
  afterEach(async () => {
    await store.drain()
    await store.close()
    rmSync(folder, { recursive: true, force: true })
  })

  it('JS-1 a job sees what those before it in the same commit have written', async () => {
    const results = await Promise.all(
      Array.from({ length: 5 }, (_, i) =>
        store.write(() => {
          const before = [...store.range(key(''), after(key('')))].length
          store.put(key(String(i)), Buffer.from('x'))
          return before
        }),
      ),
    )
    expect(results).toEqual([0, 1, 2, 3, 4])
  })

  it('JS-2 a job with a bug loses its own writes only; a refused one keeps what it wrote before', async () => {
    const results = await Promise.allSettled([
      store.write(() => store.put(key('a'), Buffer.from('1'))),
      store.write(() => {
        store.put(key('b'), Buffer.from('1'))
        throw new TypeError('a bug')
      }),
      store.write(() => {
        store.put(key('c'), Buffer.from('1'))
        throw new CommandError(2, 'BadValue', 'no')
      }),
      store.write(() => store.put(key('d'), Buffer.from('1'))),
    ])
    expect(results.map((result) => result.status)).toEqual(['fulfilled', 'rejected', 'rejected', 'fulfilled'])
    expect(results[1]).toMatchObject({ reason: { message: 'a bug' } })
    expect([...store.range(key(''), after(key('')))].map((pair) => String(pair.key))).toEqual(['ka', 'kc', 'kd'])
    expect(rollbacks).toBeGreaterThan(0)
  })

  it('JS-3 ranges run in both directions, without their end', async () => {
    await store.write(() => {
      for (const name of ['1', '2', '3']) store.put(key(name), Buffer.from(name))
    })
    const names = (pairs: Iterable<{ value: Buffer }>): string[] => [...pairs].map((pair) => String(pair.value))
    expect(names(store.range(key('1'), key('3')))).toEqual(['1', '2'])
    expect(names(store.range(key(''), after(key('')), true))).toEqual(['3', '2', '1'])
  })

  it('JS-4 errors of the disk are told apart', () => {
    expect(
      ['No space left on device', 'File too large', 'EROFS: read-only', 'MDB_PANIC: Update of meta page failed', 'x'].map((text) =>
        failureOf(new Error(text)),
      ),
    ).toEqual(['full', 'full', 'readOnly', 'dead', 'unknown'])
  })

  it('JS-5 after the drain nothing more is taken', async () => {
    const last = store.write(() => 1)
    await store.drain()
    expect(await last).toBe(1)
    await expect(store.write(() => 2)).rejects.toMatchObject({ code: 91 })
  })
})
