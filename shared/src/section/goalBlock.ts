/**
 * Owns the drawn goal: the head and the facts around its statement, as HTML. The renderer and the editor's node views both ask here,
 * so that a goal has the same box asleep and awake; rows that wait for facts are there from the start.
 *
 *   div.goal                          goalElement()
 *     div.goal-head                   goalHeadHtml()        not editable
 *     div.goal-body                   the node's children (the node view's contentDOM)
 *       p.goal-say                    the statement
 *       div.goal-indicator            indicatorHtml()       one per indicator, an atom
 */
import type { TargetKind } from '../goal.ts'
import { printDate, printDecimal } from '../goalValues.ts'
import type { VerdictWord } from '../verdict.ts'
import type { Json } from './content.ts'
import { escapeHtml } from './escapeHtml.ts'
import type { GoalWords } from './goalWords.ts'

/** What the page knows of an indicator beyond the text; every part may come later. */
export type IndicatorFacts = {
  readonly latest?: { readonly value: string; readonly period: string } | undefined
  /** The figure of what is compared with: the country's, for example. */
  readonly reference?: { readonly value: string; readonly period: string } | undefined
  /** The verdict's reason as a sentence. */
  readonly reason?: string | undefined
}

/** What the page knows of a goal beyond the text. */
export type GoalFacts = {
  readonly code?: string | undefined
  readonly verdict?: VerdictWord | undefined
  /** By the indicator's id. */
  readonly indicators?: ReadonlyMap<string, IndicatorFacts> | undefined
}

type Attributes = Readonly<Record<string, Json>>

/** The attributes of the goal's outer element, in both its DOMs. */
export function goalElement(attributes: Attributes, facts: GoalFacts | undefined, words: GoalWords): Readonly<Record<string, string>> {
  return {
    class: 'goal',
    role: 'group',
    'aria-label': facts?.code ? words.goal(facts.code) : levelWord(attributes, words),
    'data-goal': textOf(attributes, 'id'),
    'data-level': textOf(attributes, 'level') === 'overall' ? 'overall' : 'result',
  }
}

/** The inside of div.goal-head: code, level or category, verdict. */
export function goalHeadHtml(attributes: Attributes, facts: GoalFacts | undefined, words: GoalWords): string {
  return `<span class="goal-code">${escapeHtml(facts?.code ?? '')}</span><span>${escapeHtml(levelWord(attributes, words))}</span>${verdictHtml(facts?.verdict, words)}`
}

const verdictClass: Readonly<Record<VerdictWord, string>> = {
  met: 'met',
  metNow: 'metnow',
  notMet: 'notmet',
  onTrack: 'ontrack',
  behind: 'behind',
  notYet: 'notyet',
  unknown: 'unknown',
}

/** A verdict with its mark; an empty one keeps the place. */
export function verdictHtml(verdict: VerdictWord | undefined, words: GoalWords): string {
  if (!verdict) return '<span class="verdict"></span>'
  const name = verdictClass[verdict]
  return `<span class="verdict ${name}"><span class="verdict-mark v-${name}" aria-hidden="true"></span>${escapeHtml(words.verdict[verdict])}</span>`
}

/** The inside of div.goal-indicator: what is measured, its facts, the reason. */
export function indicatorHtml(attributes: Attributes, facts: IndicatorFacts | undefined, words: GoalWords): string {
  const text = (name: string): string => textOf(attributes, name)
  const unit = text('unit')
  const latest = facts?.latest
  const now = latest
    ? fact(words.now, valueText(latest.value, unit), printDate(latest.period))
    : fact(words.now, words.noFigure, '', 'none')
  const target = targetText(attributes, words)
  const rows = [
    now,
    target === null
      ? fact(words.target, words.noTarget, dateText(text('deadline')), 'none')
      : fact(words.target, target, dateText(text('deadline'))),
  ]
  if (text('baseline')) rows.push(fact(words.baseline, valueText(text('baseline'), unit), dateText(text('baselineDate'))))
  const reference = text('reference')
  if (reference) {
    const name = words.reference[reference] ?? reference
    const figure = facts?.reference
    rows.push(figure ? fact(name, valueText(figure.value, unit), printDate(figure.period)) : fact(name, words.noFigure, '', 'none'))
  }
  const measure = text('indicator')
  return `${measure ? `<p class="goal-measure">${escapeHtml(measure)}</p>` : ''}<dl class="facts">${rows.join('')}</dl><p class="goal-why">${escapeHtml(facts?.reason ?? '') || '\u00a0'}</p>`
}

/** What these ask for is their reference; a number that is left over from another kind is none of theirs. */
const comparedKinds: ReadonlySet<string> = new Set<TargetKind>(['national', 'nationalMargin', 'region'])

/** The target in words, "højst 11 %", "mindst landet"; null where there is none yet. */
export function targetText(attributes: Attributes, words: GoalWords): string | null {
  const text = (name: string): string => textOf(attributes, name)
  const [kind, operator, target, unit] = [text('targetKind'), text('operator'), text('target'), text('unit')]
  const ofKind = words.kindTarget[kind] ?? words.kindTarget[operator]
  if (ofKind !== undefined) return ofKind
  const number = target ? printDecimal(target) : ''
  if (operator === 'rankTopN' || kind === 'rankTopN') return number ? words.rank(number) : null
  if (operator === 'rankTopPercent' || kind === 'rankTopPercent' || kind === 'rankTopPercentChange')
    return number ? words.best(number) : null
  if (operator === 'relativeReduction' || kind === 'relativeReduction') return number ? words.reduced(number) : null
  const reference = text('reference')
  const comparison = words.operator[operator] ?? operator
  if (reference && (!target || comparedKinds.has(kind))) {
    const offset = text('offset')
    const margin = offset ? ` ${offset.startsWith('-') ? printDecimal(offset) : `+${printDecimal(offset)}`}` : ''
    return `${comparison} ${words.referenceInText[reference] ?? reference}${margin}`.trim()
  }
  return number ? `${comparison} ${valueText(target, unit)}`.trim() : null
}

/** A stored number with its unit: "12,4 %", "540 personer". */
export function valueText(value: string, unit: string): string {
  return `${printDecimal(value)}${unit ? `\u00a0${unit}` : ''}`
}

function levelWord(attributes: Attributes, words: GoalWords): string {
  const category = textOf(attributes, 'category')
  if (category) return words.category[category] ?? category
  return textOf(attributes, 'level') === 'overall' ? words.level.overall : words.level.result
}

function fact(name: string, value: string, small: string, style = ''): string {
  return `<div><dt>${escapeHtml(name)}</dt><dd${style ? ` class="${style}"` : ''}>${escapeHtml(value)}<small>${escapeHtml(small) || '\u00a0'}</small></dd></div>`
}

function dateText(date: string): string {
  return date ? printDate(date) : ''
}

function textOf(attributes: Attributes, name: string): string {
  const value = attributes[name]
  return typeof value === 'string' ? value : typeof value === 'number' ? String(value) : ''
}
