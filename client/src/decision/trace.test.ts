import { describe, expect, it } from 'vitest'
import type { PlanHeadFragment } from '../graphql/generated.ts'
import { traceOf, versionNumber } from './trace.ts'

type Step = PlanHeadFragment['steps'][number]

const route = [
  { id: 'udvalg', name: 'Udvalget', shortName: 'Udvalg', final: false },
  { id: 'byraad', name: 'Byrådet', shortName: 'Byråd', final: true },
]
const draft = { at: 'draft' as const, body: null, version: null }
const before = (body: number, version = 'v1') => ({ at: 'body' as const, body, version })
const adopted = { at: 'adopted' as const, body: null, version: 'v2' }
const step = (seq: number, action: Step['action'], from: Step['from'], to: Step['to'], version: string | null): Step => ({
  seq,
  action,
  from,
  to,
  version,
  at: '2026-11-03T09:00:00.000Z',
  actorName: 'Karen',
  role: 'leader',
  reason: null,
  hash: String(seq),
})
const steps = [
  step(1, 'submit', draft, before(0), 'v1'),
  step(2, 'sendBack', before(0), draft, null),
  step(3, 'submit', draft, before(0, 'v2'), 'v2'),
  step(4, 'onward', before(0, 'v2'), before(1, 'v2'), 'v2'),
  step(5, 'onward', before(1, 'v2'), adopted, 'v2'),
]
const titles = (state: PlanHeadFragment['state'], count: number) =>
  traceOf({ route, state, steps: steps.slice(0, count) }).map((entry) => `${entry.state}: ${entry.title}`)

describe('the trace of a plan', () => {
  it('WF-U2 a draft shows where it is and all that comes', () => {
    expect(titles(draft, 0)).toEqual(['now: Kladden skrives', 'coming: Udvalget', 'coming: Byrådet', 'coming: Vedtaget'])
  })
  it('WF-U2 every step names the body that it concerns', () => {
    expect(titles(before(1, 'v2'), 4)).toEqual([
      'done: Sendt til Udvalget',
      'done: Sendt tilbage fra Udvalget',
      'done: Sendt til Udvalget',
      'done: Sendt videre til Byrådet',
      'now: Byrådet beslutter',
      'coming: Vedtaget',
    ])
  })
  it('WF-U2 an adopted plan ends with its adoption', () => {
    expect(titles(adopted, 5).at(-1)).toBe('done: Vedtaget')
  })
  it('WF-U2 versions are numbered by their submissions', () => {
    expect(versionNumber(steps, 'v1')).toBe(1)
    expect(versionNumber(steps, 'v2')).toBe(2)
    expect(versionNumber(steps, 'v3')).toBeNull()
  })
})
