/** Owns how goals are found in a section's content. */
import { type GoalAttributes, goalAttributeNames, type GoalInText, type IndicatorAttributes, indicatorAttributeNames } from '../goal.ts'
import { type Content, type ContentNode, type ElementNode, isText, type Json, plainText } from './content.ts'

type Unknown = Readonly<Record<string, string>>

/** The goals of a section in reading order, wherever they stand (a list, a quotation). Content must come from the reader: goals without a Yjs id are a bug. */
export function goalsInText(content: Content): readonly GoalInText[] {
  return content.flatMap(goalsBelow)
}

function goalsBelow(node: ContentNode): readonly GoalInText[] {
  if (isText(node)) return []
  const below = (node.content ?? []).flatMap(goalsBelow)
  return node.type === 'goal' ? [goalOf(node), ...below] : below
}

function goalOf(node: ElementNode): GoalInText {
  const attrs = node.attrs ?? {}
  const attributes: GoalAttributes = {
    id: textOf(attrs['id']) ?? '',
    level: textOf(attrs['level']) ?? 'result',
    category: textOf(attrs['category']),
    responsible: textOf(attrs['responsible']),
    parentId: textOf(attrs['parentId']),
  }
  const children = (node.content ?? []).filter((child) => child.type !== 'goal')
  const statement = plainText(children.filter((child) => child.type !== 'goalIndicator'))
  return {
    element: elementOf(node),
    attributes,
    unknown: unknownOf(attrs, goalAttributeNames),
    statement: statement.replace(/\s+/g, ' ').trim(),
    indicators: children.filter((child): child is ElementNode => !isText(child) && child.type === 'goalIndicator').map(indicatorOf),
  }
}

function indicatorOf(node: ElementNode): GoalInText['indicators'][number] {
  const attrs = node.attrs ?? {}
  const values = Object.fromEntries(indicatorAttributeNames.map((name) => [name, textOf(attrs[name])])) as Record<
    keyof IndicatorAttributes,
    string | null
  >
  return { element: elementOf(node), attributes: { ...values, id: values.id ?? '' }, unknown: unknownOf(attrs, indicatorAttributeNames) }
}

function elementOf(node: ElementNode): string {
  if (node.id === undefined) throw new Error('content with goals must come from the reader')
  return node.id
}

function unknownOf(attrs: Readonly<Record<string, Json>>, known: readonly string[]): Unknown {
  return Object.fromEntries(
    Object.keys(attrs).flatMap((name) => {
      const value = textOf(attrs[name])
      return known.includes(name) || value === null ? [] : [[name, value]]
    }),
  )
}

/** An attribute as text; blank is absent. */
function textOf(value: Json | undefined): string | null {
  if (value === null || value === undefined) return null
  const text = typeof value === 'string' ? value.trim() : JSON.stringify(value)
  return text === '' ? null : text
}
