/** Owns the table: medians with min and max, the ratios of the marks, and whether each is reached. */
import type { Figure, Mark, Row } from './figure.ts'
import { ratioOf, reaches, type Round, type Spread, valuesOf } from './rounds.ts'
import { subjects, titles } from './subjects.ts'

export type Done = { readonly figure: Figure; readonly rounds: readonly Round[] }

/** Some lines for each row: who was measured, then its marks. `voidToo`: void rounds are shown all the same. */
export function printTable(done: readonly Done[], voidToo: boolean): string {
  const lines = ['| figure | who | median | min-max | mark | ratio (min-max) | |', '|---|---|---|---|---|---|---|']
  for (const { figure, rounds } of done) {
    for (const row of figure.rows) {
      for (const subject of subjects) {
        const spread = figure.subjects.includes(subject) ? valuesOf(rounds, subject, row.key, voidToo) : null
        if (spread)
          lines.push(
            `| ${row.title} | ${titles[subject]} | ${number(spread.median)} ${row.unit} | ${number(spread.min)}-${number(spread.max)} | | | |`,
          )
        else if (figure.subjects.includes(subject) && whyNone(rounds, subject, row.key))
          lines.push(`| ${row.title} | ${titles[subject]} | none: ${whyNone(rounds, subject, row.key)} | | | | |`)
      }
      for (const mark of row.marks) lines.push(markLine(rounds, row, mark, voidToo))
    }
  }
  return lines.join('\n')
}

function markLine(rounds: readonly Round[], row: Row, mark: Mark, voidToo: boolean): string {
  const ratio = ratioOf(rounds, row, mark, voidToo)
  const against = mark.against === 'quickest' ? 'the quickest peer' : titles[mark.against]
  const wording = `${mark.must === 'atMost' ? '≤' : '≥'} ${mark.ratio} × ${against}${mark.row ? `, ${mark.row}` : ''}${mark.plus ? ` + ${mark.plus} ${row.unit}` : ''}`
  const is = reaches(mark, ratio)
  return `| ${row.title} | ${titles[mark.of ?? 'ours']} | | | ${wording} | ${ratio ? `${number(ratio.median)} (${spreadText(ratio)})` : '-'} | ${is === null ? 'not measured' : is ? 'reached' : 'MISSED'} |`
}

const spreadText = ({ min, max }: Spread): string => `${number(min)}-${number(max)}`

/** A row that is not of this subject has no reason either. */
function whyNone(rounds: readonly Round[], subject: Figure['subjects'][number], key: string): string | null {
  const outcomes = rounds.flatMap((round) => round.get(subject) ?? [])
  const reasons = new Set(
    outcomes.flatMap((outcome) => outcome.fault ?? (Number.isFinite(outcome.values[key]) ? outcome.void : null) ?? []),
  )
  return reasons.size > 0 ? [...reasons].join('; ') : null
}

function number(value: number): string {
  return value >= 100 ? value.toFixed(0) : value >= 10 ? value.toFixed(1) : value.toFixed(2)
}
