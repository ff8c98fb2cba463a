/** Owns what is wrong with a plan before it is begun, in words for its fields. Pure. */
import { text } from '../text/da.ts'

export type NewPlan = {
  readonly title: string
  readonly period: string
  readonly owner: string
  readonly route: readonly { readonly id: string; readonly final: boolean }[]
}
export type NewPlanErrors = { readonly title?: string; readonly period?: string; readonly owner?: string; readonly route?: string }

/** "2027" or "2027-2028"; a dash of the typographer is one too. */
export function canonicalPeriod(period: string): string | null {
  const match = /^(\d{4})(?:\s*[-\u2013]\s*(\d{4}))?$/.exec(period.trim())
  if (!match) return null
  const [, from, to] = match
  if (to === undefined) return from ?? null
  return Number(to) > Number(from) ? `${from}-${to}` : null
}

/** The way most plans go: through the first body that recommends to the first that adopts. */
export function usualRoute(bodies: readonly { readonly id: string; readonly final: boolean }[]): readonly string[] {
  const last = bodies.find((body) => body.final)
  if (!last) return []
  const first = bodies.find((body) => !body.final)
  return first ? [first.id, last.id] : [last.id]
}

export function checkNewPlan({ title, period, owner, route }: NewPlan): NewPlanErrors {
  const words = text.people.plan
  const ends = route.length > 0 && route.every((body, index) => body.final === (index === route.length - 1))
  return {
    ...(title.trim() ? {} : { title: words.nameMissing }),
    ...(canonicalPeriod(period) ? {} : { period: words.periodMissing }),
    ...(owner ? {} : { owner: words.ownerMissing }),
    ...(ends ? {} : { route: route.length === 0 ? words.routeMissing : words.routeNotFinal }),
  }
}
