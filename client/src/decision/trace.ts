/** Owns how a plan's log of steps reads as its trace: what was, where it is, what comes. Pure. */
import type { PlanHeadFragment } from '../graphql/generated.ts'
import { text } from '../text/da.ts'

type Plan = Pick<PlanHeadFragment, 'route' | 'state' | 'steps'>
type Step = PlanHeadFragment['steps'][number]

export type TraceEntry =
  | { readonly state: 'done'; readonly key: string; readonly title: string; readonly step: Step; readonly versionNumber: number | null }
  | { readonly state: 'now' | 'coming'; readonly key: string; readonly title: string }

/** Oldest first. An adopted plan has nothing to come; its last step is the adoption. */
export function traceOf(plan: Plan): readonly TraceEntry[] {
  const { route, state, steps } = plan
  const words = text.decision
  const nameOf = (body: number | null): string => route[body ?? -1]?.name ?? ''
  const done = steps.map((step): TraceEntry => ({
    state: 'done',
    key: String(step.seq),
    title: titleOf(step, nameOf),
    step,
    versionNumber: versionNumber(steps, step.version),
  }))
  if (state.at === 'adopted') return done
  const here = state.at === 'draft' ? -1 : (state.body ?? 0)
  const now: TraceEntry = {
    state: 'now',
    key: 'now',
    title: state.at === 'draft' ? words.traceNow.draft : words.traceNow.body(nameOf(here)),
  }
  const coming = route.slice(here + 1).map((body): TraceEntry => ({ state: 'coming', key: body.id, title: body.name }))
  return [...done, now, ...coming, { state: 'coming', key: 'adopted', title: words.traceNow.adopted }]
}

function titleOf(step: Step, nameOf: (body: number | null) => string): string {
  const { steps, adopted } = text.shell
  if (step.action === 'onward') return step.to.at === 'adopted' ? adopted : steps.onward(nameOf(step.to.body))
  return steps[step.action](nameOf(step.action === 'submit' ? step.to.body : step.from.body))
}

/** Versions are counted by their submissions, from 1; null for one that no step names. */
export function versionNumber(steps: readonly Pick<Step, 'action' | 'version'>[], hash: string | null | undefined): number | null {
  if (!hash) return null
  const at = steps.filter((step) => step.action === 'submit').findIndex((step) => step.version === hash)
  return at < 0 ? null : at + 1
}
