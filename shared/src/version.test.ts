import { createHash } from 'node:crypto'
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import * as Y from 'yjs'
import type { Step } from './plan.ts'
import { fragmentName } from './section/content.ts'
import { readContent } from './section/read.ts'
import { anyContent, everyNode } from './section/sample.ts'
import { seedUpdate } from './section/seed.ts'
import { brokenStep, hashText, readVersion, stepHash, type Version, versionText } from './version.ts'

/** A version with the given content, branded ids taken as plain text. */
const versionOf = (content: unknown): Version =>
  ({
    format: 1,
    plan: { id: 'p1', title: 'Beskæftigelsesplan', period: '2027', owner: 'job', route: ['udvalg', 'byraad'] },
    units: [
      { id: 'job', name: 'Jobcentret' },
      { id: 'udvalg', name: 'Udvalget' },
      { id: 'byraad', name: 'Byrådet' },
    ],
    revision: 1,
    submittedOn: '2026-11-21',
    outline: [{ id: 's1', level: 1, title: 'Forord', owner: 'job', invited: [] }],
    sections: [{ id: 's1', level: 1, title: 'Forord', owner: 'job', content }],
    goals: [],
    measurements: [],
  }) as unknown as Version // plain ids

const small = versionOf([{ type: 'paragraph', id: '1:0', content: [{ type: 'text', text: 'A\u030a "b"\n' }] }])

/** The kept bytes of format 1: this text must never change. */
const smallText =
  '{"format":1,"goals":[],"measurements":[],"outline":[{"id":"s1","invited":[],"level":1,"owner":"job","title":"Forord"}],' +
  '"plan":{"id":"p1","owner":"job","period":"2027","route":["udvalg","byraad"],"title":"Beskæftigelsesplan"},"revision":1,' +
  '"sections":[{"content":[{"content":[{"text":"\u00c5 \\"b\\"\\n","type":"text"}],"id":"1:0","type":"paragraph"}],"id":"s1","level":1,"owner":"job","title":"Forord"}],' +
  '"submittedOn":"2026-11-21","units":[{"id":"job","name":"Jobcentret"},{"id":"udvalg","name":"Udvalget"},{"id":"byraad","name":"Byrådet"}]}'

const contentOf = (content: typeof everyNode) => {
  const doc = new Y.Doc()
  Y.applyUpdate(doc, seedUpdate(content))
  return readContent(doc.getXmlFragment(fragmentName))
}

describe('a version', () => {
  test('VE-1 the bytes of format 1 are these', () => {
    expect(versionText(small)).toBe(smallText)
    expect(hashText(smallText)).toBe(createHash('sha256').update(smallText, 'utf8').digest('hex'))
  })

  test('VE-1 the bytes of every node type are these', () => {
    expect(hashText(versionText(versionOf(contentOf(everyNode))))).toBe('e37700481749a284bcd3b5a1c54b2c7a5175ee3c0260946866816cda602fa19d')
  })

  test('VE-2 what is written is read back, for any content', () => {
    fc.assert(
      fc.property(anyContent, (content) => {
        const text = versionText(versionOf(contentOf(content)))
        expect(versionText(readVersion(text))).toBe(text)
        expect(text).toBe(text.normalize('NFC'))
      }),
      { numRuns: 50 },
    )
    expect(readVersion(smallText).sections[0]?.title).toBe('Forord')
  })

  test('VE-3 the order of keys, and how letters are composed, change nothing', () => {
    const turned = Object.fromEntries(Object.entries(small).toReversed()) as unknown as Version // the same fields
    expect(versionText(turned)).toBe(smallText)
    expect(versionText(versionOf('Å'.normalize('NFD')))).toBe(versionText(versionOf('Å')))
    expect(versionText(versionOf('half \ud83d'))).toContain('half \ufffd')
  })

  test('VE-4 every fact changes the hash', () => {
    const changes: Partial<Record<keyof Version, unknown>>[] = [
      { plan: { ...small.plan, title: 'Anden plan' } },
      { revision: 2 },
      { submittedOn: '2026-11-22' },
      { outline: [] },
      { sections: [] },
      { units: [] },
      { goals: [{}] },
      { measurements: [{}] },
    ]
    const hashes = changes.map((change) => hashText(versionText({ ...small, ...change } as Version)))
    expect(new Set([...hashes, hashText(smallText)]).size).toBe(changes.length + 1)
  })

  test('VE-5 a format that this program does not know is not read', () => {
    expect(() => readVersion(smallText.replace('"format":1', '"format":2'))).toThrow('format 2')
    expect(() => readVersion('[]')).toThrow('format undefined')
  })
})

describe('the log of steps', () => {
  const step = (seq: number, previous: string | null, change: Partial<Step> = {}): Step => {
    const open = {
      seq,
      action: 'submit',
      from: { at: 'draft' },
      to: { at: 'body', body: 0, version: 'v' },
      actor: 'x',
      actorName: 'X',
      role: 'leader',
      at: '2026-11-21T10:00:00.000Z',
      reason: null,
      version: 'v',
      previous,
      ...change,
    } as Omit<Step, 'hash'>
    return { ...open, hash: stepHash(open) }
  }
  const first = step(1, null)
  const second = step(2, first.hash, { action: 'sendBack', reason: 'Mangler tal' })
  const third = step(3, second.hash)

  test('VE-6 each step seals the one before', () => {
    expect(brokenStep([first, second, third])).toBeNull()
    expect(brokenStep([])).toBeNull()
    expect(brokenStep([first, { ...second, reason: 'Andet' }, third])).toBe(1)
    expect(brokenStep([first, step(2, first.hash, { reason: 'Andet' }), third])).toBe(2)
    expect(brokenStep([first, third])).toBe(1)
    expect(brokenStep([second, third])).toBe(0)
    expect(brokenStep([first, step(3, first.hash)])).toBe(1)
  })

  test('VE-7 every field of a step is under its hash, and only those', () => {
    const changes: Partial<Step>[] = [
      { seq: 9 },
      { action: 'onward' },
      { from: { at: 'adopted', version: 'v' } },
      { to: { at: 'draft' } },
      { actor: 'y' as Step['actor'] },
      { actorName: 'Y' },
      { role: 'secretary' },
      { at: '2027' },
      { reason: 'r' },
      { version: 'w' },
      { previous: 'p' },
    ]
    expect(new Set([first.hash, ...changes.map((change) => stepHash({ ...first, ...change }))]).size).toBe(changes.length + 1)
    expect(stepHash({ ...first, hash: 'other' } as Step)).toBe(first.hash)
  })
})
