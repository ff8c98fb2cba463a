import { describe, expect, it } from 'vitest'
import { createRig, textOf, turns, until } from './testRig.ts'

describe('a room', () => {
  it('RM-1 two clients that type at once end equal, and both are acknowledged once on disk', async () => {
    const rig = createRig()
    const [a, b] = [rig.client({ person: 'a' }), rig.client({ person: 'b' })]
    await until(() => a.acked === 1 && b.acked === 1, a, b)
    a.type('fra a')
    b.type('fra b')
    await until(() => a.acked === 2 && b.acked === 2, a, b)
    await turns(3, a, b)
    expect(textOf(a.doc)).toBe(textOf(b.doc))
    expect(textOf(a.doc)).toContain('fra a')
    expect(textOf(a.doc)).toContain('fra b')
    expect(await rig.stored()).toBe(textOf(a.doc))
  })
})
