/** Owns the parser of a corrected draft as it comes from a browser: behind it the types are true. */
import { z } from 'zod'
import { indicatorAttributeNames } from '@samplan/shared/goal'
import { doubtCodes, type FoundIndicator, type ImportDraft, leftOutReasons } from '@samplan/shared/import/draft'
import type { ContentNode, ElementNode, Mark } from '@samplan/shared/section/content'
import { safeHref } from '@samplan/shared/section/html'

/** Lists in lists in cells; what is deeper was not written by hand. */
const deepest = 20

/** What may stand inside what: the text of a section without its goals. */
const children: Readonly<Record<string, readonly string[]>> = {
  paragraph: ['text', 'hardBreak'],
  heading: ['text', 'hardBreak'],
  bulletList: ['listItem'],
  orderedList: ['listItem'],
  listItem: ['paragraph', 'bulletList', 'orderedList', 'heading', 'blockquote'],
  blockquote: ['paragraph', 'bulletList', 'orderedList'],
  table: ['tableRow'],
  tableRow: ['tableHeader', 'tableCell'],
  tableHeader: ['paragraph', 'bulletList', 'orderedList'],
  tableCell: ['paragraph', 'bulletList', 'orderedList'],
  hardBreak: [],
}
const blocks: readonly string[] = ['paragraph', 'heading', 'bulletList', 'orderedList', 'blockquote', 'table']

const whole = (least: number, most: number) => (value: unknown) =>
  Number.isInteger(value) && Number(value) >= least && Number(value) <= most
const attributes: Readonly<Record<string, Readonly<Record<string, (value: unknown) => boolean>>>> = {
  heading: { depth: whole(1, 2) },
  orderedList: { start: whole(0, 9999) },
  tableHeader: { colspan: whole(1, 100), rowspan: whole(1, 1000) },
  tableCell: { colspan: whole(1, 100), rowspan: whole(1, 1000) },
}

const isRecord = (value: unknown): value is Readonly<Record<string, unknown>> =>
  typeof value === 'object' && value !== null && !Array.isArray(value)

function isMark(value: unknown): value is Mark {
  if (!isRecord(value)) return false
  if (value['type'] === 'bold' || value['type'] === 'italic') return value['attrs'] === undefined || isRecord(value['attrs'])
  return value['type'] === 'link' && isRecord(value['attrs']) && safeHref(value['attrs']['href']) !== null
}

function isNode(value: unknown, allowed: readonly string[], depth: number): value is ContentNode {
  if (!isRecord(value) || depth > deepest) return false
  const { type, text, marks, attrs, content } = value
  if (typeof type !== 'string' || !allowed.includes(type)) return false
  if (type === 'text')
    return typeof text === 'string' && text !== '' && (marks === undefined || (Array.isArray(marks) && marks.every(isMark)))
  const known = attributes[type] ?? {}
  const fits = attrs === undefined || (isRecord(attrs) && Object.entries(attrs).every(([name, given]) => known[name]?.(given) ?? false))
  const inner = children[type] ?? []
  return fits && (content === undefined || (Array.isArray(content) && content.every((child) => isNode(child, inner, depth + 1))))
}

const text = z.string().max(20_000)
const block = z.custom<ElementNode>((value) => isNode(value, blocks, 0))
const base = {
  id: z.string().min(1).max(64),
  span: z.object({ from: z.int(), to: z.int() }),
  doubts: z.array(z.object({ code: z.enum(doubtCodes), words: text.nullable() })).max(100),
}
const level = z.union([z.literal(1), z.literal(2), z.literal(3)])
const fields = Object.fromEntries(
  indicatorAttributeNames.filter((name) => name !== 'id' && name !== 'exclusions').map((name) => [name, text.nullable()]),
)
const indicator = z.object({ ...fields, exclusions: z.array(text).max(100) })
const piece = z.discriminatedUnion('kind', [
  z.object({ ...base, kind: z.literal('section'), level, title: text }),
  z.object({ ...base, kind: z.literal('text'), block }),
  z.object({ ...base, kind: z.literal('overallGoal'), title: text, category: text.nullable() }),
  z.object({ ...base, kind: z.literal('resultGoal'), statement: text, under: text.nullable(), indicators: z.array(indicator).max(50) }),
  z.object({ ...base, kind: z.literal('leftOut'), reason: z.enum(leftOutReasons), text: z.string() }),
])
const draftBody = z.object({
  draft: z.object({ title: text, period: z.string().max(100), doubts: base.doubts, pieces: z.array(piece).max(50_000) }),
  revision: z.int().min(0),
})

/** Null for what is no draft: unknown pieces, nodes or marks, a link that leads to no page. */
export function parseDraft(body: unknown): { readonly draft: ImportDraft; readonly revision: number } | null {
  const parsed = draftBody.safeParse(body)
  if (!parsed.success) return null
  const { draft, revision } = parsed.data
  const pieces = draft.pieces.map((one) =>
    // The record's keys come from the table of attributes, which types of zod do not follow.
    one.kind === 'resultGoal' ? { ...one, indicators: one.indicators as unknown as readonly FoundIndicator[] } : one,
  )
  return { draft: { ...draft, pieces }, revision }
}
