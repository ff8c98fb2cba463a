import { describe, expect, it } from 'vitest'
import { decode, encode } from './bson.ts'
import { claim } from './ownership.ts'
import type { Store } from './store.ts'

const OWNER = Buffer.from([0, 0])

function memoryStore(): Pick<Store, 'get' | 'put' | 'remove' | 'writeNow'> {
  const values = new Map<string, Buffer>()
  return {
    get: (key) => values.get(key.toString('hex')),
    put: (key, value) => void values.set(key.toString('hex'), value),
    remove: (key) => void values.delete(key.toString('hex')),
    writeNow: (job) => job(),
  }
}

describe('ownership', () => {
  it('OW-1 a dead owner, or a living process that only has its number, owns nothing', () => {
    for (const owner of [
      { pid: 2 ** 22 + 1, began: '1' },
      { pid: process.ppid, began: 'another time' },
    ]) {
      const store = memoryStore()
      store.put(OWNER, encode(owner))
      const release = claim(store, 'folder')
      expect(decode(store.get(OWNER) as Buffer).pid).toBe(process.pid)
      release()
      expect(store.get(OWNER)).toBeUndefined()
    }
  })

  it('OW-2 a living owner keeps the folder, and nothing is written', () => {
    const store = memoryStore()
    claim(store, 'folder')
    const mine = decode(store.get(OWNER) as Buffer)
    // The same record under the number of another living process of the same beginning cannot be made up; so the claim is made as another process.
    const pid = Object.getOwnPropertyDescriptor(process, 'pid') as PropertyDescriptor
    Object.defineProperty(process, 'pid', { ...pid, value: process.ppid })
    try {
      expect(() => claim(store, 'folder')).toThrow(expect.objectContaining({ code: 'locked' }))
    } finally {
      Object.defineProperty(process, 'pid', pid)
    }
    expect(decode(store.get(OWNER) as Buffer)).toEqual(mine)
  })

  it('OW-3 a newer format is refused', () => {
    const store = memoryStore()
    store.put(Buffer.from([0, 2]), Buffer.from([0, 0, 0, 2]))
    expect(() => claim(store, 'folder')).toThrow(expect.objectContaining({ code: 'newer' }))
  })
})
