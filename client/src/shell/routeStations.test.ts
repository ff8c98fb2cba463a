import { describe, expect, it } from 'vitest'
import type { PlanHeadFragment } from '../graphql/generated.ts'
import { routeStations, stationNow } from './routeStations.ts'

type Step = PlanHeadFragment['steps'][number]

const today = '2026-11-21T10:00:00.000Z'
const route = [
  { id: 'udvalg', name: 'Udvalget', shortName: 'Udvalg', final: false },
  { id: 'byraad', name: 'Byrådet', shortName: 'Byråd', final: true },
]
const draft = { at: 'draft' as const, body: null, version: null }
const before = (body: number) => ({ at: 'body' as const, body, version: 'v1' })
const adopted = { at: 'adopted' as const, body: null, version: 'v1' }

function step(seq: number, action: Step['action'], from: Step['from'], to: Step['to'], at: string): Step {
  return { seq, action, from, to, at, actorName: 'Karen', role: 'leader', reason: null, version: 'v1', hash: String(seq) }
}
const submit = step(1, 'submit', draft, before(0), '2026-11-03T09:00:00.000Z')
const onward = step(2, 'onward', before(0), before(1), '2026-11-10T09:00:00.000Z')
const adopt = step(3, 'onward', before(1), adopted, '2026-11-17T09:00:00.000Z')

const shown = (state: PlanHeadFragment['state'], steps: readonly Step[], pending = false) =>
  routeStations({ route, state, steps: [...steps], pending }, today).map((station) =>
    `${station.name} ${station.state} ${station.note}`.trim(),
  )

describe('the stations of a plan', () => {
  it('WF-U1 a new draft stands at Kladde and nothing else has a note', () => {
    expect(shown(draft, [])).toEqual(['Kladde now skrives nu', 'Udvalg coming', 'Byråd coming', 'Vedtaget coming'])
  })
  it('WF-U1 a submitted plan stands at the first body', () => {
    expect(shown(before(0), [submit])).toEqual(['Kladde done sendt 3. nov.', 'Udvalg now siden 3. nov.', 'Byråd coming', 'Vedtaget coming'])
  })
  it('WF-U1 a body that is not final has recommended', () => {
    expect(shown(before(1), [submit, onward])).toEqual([
      'Kladde done sendt 3. nov.',
      'Udvalg done anbefalet 10. nov.',
      'Byråd now siden 10. nov.',
      'Vedtaget coming',
    ])
  })
  it('WF-U1 the final body has approved', () => {
    expect(shown(adopted, [submit, onward, adopt])).toEqual([
      'Kladde done sendt 3. nov.',
      'Udvalg done anbefalet 10. nov.',
      'Byråd done godkendt 17. nov.',
      'Vedtaget now siden 17. nov.',
    ])
  })
  it.each([
    ['sendBack', 'sendt tilbage 12. nov.'],
    ['withdraw', 'trukket tilbage 12. nov.'],
    ['reopen', 'åbnet igen 12. nov.'],
  ] as const)('WF-U1 a draft after %s says so', (action, note) => {
    const back = step(2, action, before(0), draft, '2026-11-12T09:00:00.000Z')
    expect(shown(draft, [submit, back])[0]).toBe(`Kladde now ${note}`)
  })
  it('WF-U1 a submission under way is said at Kladde', () => {
    expect(shown(draft, [], true)[0]).toBe('Kladde now bliver sendt …')
  })
  it('WF-U1 a date of another year carries the year', () => {
    expect(routeStations({ route, state: before(0), steps: [submit], pending: false }, '2027-01-05T10:00:00.000Z')[1]?.note).toBe(
      'siden 3. nov. 2026',
    )
  })
  it('WF-U1 exactly one station is now', () => {
    expect(stationNow({ route, state: before(1), steps: [submit, onward], pending: false }, today).name).toBe('Byråd')
  })
})
