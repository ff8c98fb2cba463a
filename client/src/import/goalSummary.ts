/** Owns a goal's figures as one line of words: "Andel, mindst 60 %, frist december 2026." Pure. */
import type { FoundIndicator } from '@samplan/shared/import/draft'
import { targetText, valueText } from '@samplan/shared/section/goalBlock'
import { goalWords } from '@samplan/shared/section/goalWords'
import { importing } from '../text/da/import.ts'
import { text } from '../text/da.ts'
import { period } from '../text/format.ts'

const words = importing.piece

export function goalSummary(indicators: readonly FoundIndicator[]): string {
  const sentences = indicators.map(ofIndicator).filter(Boolean)
  return sentences.length > 0 ? sentences.join(' ') : words.noFigures
}

function ofIndicator(indicator: FoundIndicator): string {
  const { targetKind, unit, baseline, baselineDate, deadline, exclusions, ...rest } = indicator
  const kinds: Readonly<Record<string, string>> = text.plan.goal.kinds
  const facts = [
    indicator.indicator ?? (targetKind ? (kinds[targetKind] ?? targetKind) : null),
    targetText({ ...rest, targetKind, unit }, goalWords),
    baseline && words.baseline(valueText(baseline, unit ?? ''), baselineDate && period(baselineDate)),
    deadline && words.deadline(period(deadline)),
  ].filter((fact) => typeof fact === 'string' && fact !== '')
  const line = facts.join(', ')
  const first = line ? `${line.slice(0, 1).toLocaleUpperCase('da-DK')}${line.slice(1)}.` : ''
  return [first, exclusions.length > 0 && words.excludes(exclusions.join(', '))].filter(Boolean).join(' ')
}
