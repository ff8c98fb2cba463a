/** Owns how a plan's state and steps become the stations of its route: Kladde, its bodies in order, Vedtaget. Pure. */
import type { PlanHeadFragment } from '../graphql/generated.ts'
import { text } from '../text/da.ts'
import { shortDate } from '../text/format.ts'

export type Station = {
  readonly key: string
  readonly name: string
  readonly state: 'done' | 'now' | 'coming'
  /** What to say under the name; empty for what has not come. */
  readonly note: string
}

type Plan = Pick<PlanHeadFragment, 'route' | 'state' | 'steps' | 'pending'>

/** `today` is an instant in ISO 8601: dates of another year carry it. */
export function routeStations(plan: Plan, today: string): readonly Station[] {
  const { state, route } = plan
  const last = route.length + 1
  const now = state.at === 'draft' ? 0 : state.at === 'adopted' ? last : (state.body ?? 0) + 1
  const names = [text.shell.stations.draft, ...route.map((body) => body.shortName), text.shell.stations.adopted]
  return names.map((name, index) => ({
    key: index === 0 ? 'draft' : (route[index - 1]?.id ?? 'adopted'),
    name,
    state: index < now ? 'done' : index === now ? 'now' : 'coming',
    note: index > now ? '' : noteOf(plan, index, now, today),
  }))
}

/** The station at which the plan is now. */
export function stationNow(plan: Plan, today: string): Station {
  const now = routeStations(plan, today).find((station) => station.state === 'now')
  if (!now) throw new Error('a plan stands at one station')
  return now
}

function noteOf({ steps, route, pending }: Plan, index: number, now: number, today: string): string {
  const notes = text.shell.stationNotes
  const date = (instant: string | undefined) => (instant ? shortDate(instant, today) : '')
  const newest = steps.at(-1)
  if (index === 0) {
    if (now > 0) return notes.sent(date(steps.findLast((step) => step.action === 'submit')?.at))
    if (pending) return notes.sending
    if (newest?.action === 'sendBack') return notes.sentBack(date(newest.at))
    if (newest?.action === 'withdraw') return notes.withdrawn(date(newest.at))
    if (newest?.action === 'reopen') return notes.reopened(date(newest.at))
    return notes.drafting
  }
  if (index === now) return notes.since(date(newest?.at))
  const decided = steps.findLast((step) => step.action === 'onward' && step.from.body === index - 1)
  if (!decided) return ''
  return route[index - 1]?.final ? notes.approved(date(decided.at)) : notes.recommended(date(decided.at))
}
