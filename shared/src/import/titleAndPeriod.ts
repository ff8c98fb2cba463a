/** Owns the plan's own title and period, and which years belong to another plan. */
import type { Doubt } from './draft.ts'
import { likelyPlan, planDefinite, planName, policyWord } from './vocabulary/headings.ts'

export type TitleAndPeriod = { readonly title: string; readonly period: string }

/** The name of the plan that the text says most often with a year; empty where it says none. A plan outweighs a policy. */
export function titleAndPeriodOf(texts: readonly string[]): TitleAndPeriod {
  const names = new Map<string, { count: number; title: string; period: string; first: number }>()
  texts.forEach((text, at) => {
    if (!/20\d\d/.test(text)) return
    for (const match of text.matchAll(new RegExp(planName.source, 'giu'))) {
      const name = (match[1] ?? '').replace(planDefinite, '$1').toLowerCase()
      const said = (match[2] ?? '').replace(/\s+/g, ' ')
      const whole = /\p{Ll}/u.test(said) ? said : said.toLowerCase()
      const start = match[3] ?? ''
      const end = match[4] === undefined ? start : match[4].length === 2 ? `${start.slice(0, 2)}${match[4]}` : match[4]
      if (name === '' || Number(end) < Number(start) || Number(end) - Number(start) > 12) continue
      const period = end === start ? start : `${start}-${end}`
      const key = `${name}${whole.toLowerCase()} ${period}`
      const known = names.get(key) ?? {
        count: 0,
        title: `${name.charAt(0).toUpperCase()}${name.slice(1)}${whole} ${period}`,
        period,
        first: at,
      }
      // What stands at the very beginning is the likeliest title.
      known.count += policyWord.test(name) ? 0.4 : likelyPlan.test(name) ? (at < 12 ? 3 : 1.5) : at < 12 ? 1 : 0.5
      names.set(key, known)
    }
  })
  const best = [...names.values()].sort((a, b) => b.count - a.count || a.first - b.first)[0]
  return best ? { title: best.title, period: best.period } : { title: '', period: '' }
}

/** The first year in the text that lies outside the period; null where there is none, or no period. */
export function otherYear(text: string, period: string): string | null {
  if (period === '') return null
  const [start = '', end = start] = period.split('-')
  return [...text.matchAll(/(?<!\d)20\d\d(?!\d)/g)].map(([year]) => year).find((year) => year < start || year > end) ?? null
}

/** The doubt that a heading or title names another plan's year. */
export function yearDoubts(text: string, period: string): readonly Doubt[] {
  const year = planName.test(text) ? otherYear(text, period) : null
  return year === null ? [] : [{ code: 'otherYear', words: year }]
}
