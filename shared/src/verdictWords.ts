/** Owns the Danish sentence of a verdict's reason. */
import type { IndicatorAttributes } from './goal.ts'
import { printDate, printDecimal, readDecimal } from './goalValues.ts'
import type { JudgedOperator, Reason } from './verdict.ts'

const attributeNames: Readonly<Record<keyof IndicatorAttributes, string>> = {
  id: 'id',
  targetKind: 'slags mål',
  indicator: 'indikator',
  operator: 'sammenligning',
  target: 'måltal',
  offset: 'margin',
  better: 'retning',
  unit: 'enhed',
  reference: 'sammenligningsgrundlag',
  exclusions: 'undtagelser',
  baseline: 'udgangspunkt',
  baselineDate: 'dato for udgangspunktet',
  deadline: 'frist',
  source: 'kilde',
}

const missing: Readonly<Partial<Record<keyof IndicatorAttributes, string>>> = {
  targetKind: 'Det er ikke valgt, hvilken slags mål det er.',
  operator: 'Det er ikke valgt, om tallet skal være mindst eller højst måltallet.',
  target: 'Målet har ikke noget måltal endnu.',
}

const operatorWords: Readonly<Record<JudgedOperator, string>> = {
  atLeast: 'mindst',
  atMost: 'højst',
  above: 'over',
  below: 'under',
  equal: 'præcis',
}

/** The reason as one or more whole sentences, ready to stand under the goal. */
export function reasonSentence(reason: Reason): string {
  switch (reason.why) {
    case 'kindNotYet':
      return 'Denne slags mål kan ikke bedømmes endnu.'
    case 'missing':
      return missing[reason.attribute] ?? `Der mangler: ${attributeNames[reason.attribute]}.`
    case 'unreadable':
      return `Feltet ${attributeNames[reason.attribute]} kan ikke læses: »${reason.text}«.`
    case 'noFigure':
      return 'Der er ingen måling endnu.'
    case 'noIndicator':
      return 'Målet har ingen indikator, der kan måles.'
    case 'compared':
      return [comparison(reason), path(reason), freshness(reason)].filter((sentence) => sentence !== '').join(' ')
  }
}

type Compared = Extract<Reason, { why: 'compared' }>

function comparison(reason: Compared): string {
  const unit = reason.unit ? `\u00a0${reason.unit}` : ''
  const sides = `${printDecimal(reason.figure.value)}${unit} mod ${operatorWords[reason.operator]} ${printDecimal(reason.target)}${unit}`
  const distance = distanceText(reason)
  const where =
    reason.fulfilled === 'border' || reason.distance === '0'
      ? 'præcis på grænsen'
      : reason.fulfilled === 'yes'
        ? `${distance} bedre end målet`
        : `${distance} fra målet`
  return `${sides}: ${where}${deadlineText(reason)}.`
}

/** Shares differ by percentage points, not by per cent. */
function distanceText({ unit, distance }: Compared): string {
  const points = unit === '%' || unit === 'pct.' || unit === 'procent'
  return `${printDecimal(distance)}${points ? '\u00a0procentpoint' : unit ? `\u00a0${unit}` : ''}`
}

function deadlineText({ monthsLeft }: Compared): string {
  if (monthsLeft === null) return ''
  if (monthsLeft === 0) return ', mindre end en måned før fristen'
  return `, ${monthsLeft}\u00a0${monthsLeft === 1 ? 'måned' : 'måneder'} før fristen`
}

function path({ expected, unit, fulfilled }: Compared): string {
  if (expected === null || fulfilled !== 'no') return ''
  const rounded = readDecimal(expected)?.toDecimalPlaces(1).toFixed() ?? expected
  return `På en lige vej fra udgangspunktet ville tallet være ${printDecimal(rounded)}${unit ? `\u00a0${unit}` : ''}.`
}

function freshness({ figure, startingPoint, outdated }: Compared): string {
  if (startingPoint) return `Tallet er fra ${printDate(figure.period)}, før planens periode.`
  return outdated ? 'Fristen er gået, og der er ikke kommet et nyere tal.' : ''
}
