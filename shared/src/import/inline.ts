/** Owns how lines become running text: words broken at a line's end closed up, marks of letters kept, footnotes at their marks. */
import type { Mark, TextNode } from '../section/content.ts'
import type { Notes } from './footnotes.ts'
import type { Line } from './lines.ts'
import type { SourceRun } from './source.ts'
import { hyphenStays, noteWord } from './vocabulary/headings.ts'

/** Words of the document that stand with a hyphen inside a line, and all words: what a broken word was is looked up here. */
export type Lexicon = { readonly hyphened: ReadonlySet<string>; readonly plain: ReadonlySet<string> }

export function lexiconOf(lines: readonly Line[]): Lexicon {
  const hyphened = new Set<string>()
  const plain = new Set<string>()
  for (const { text } of lines) {
    for (const [word] of text.toLowerCase().matchAll(/[\p{L}\p{N}]+(?:-[\p{L}\p{N}]+)*/gu))
      (word.includes('-') ? hyphened : plain).add(word)
  }
  return { hyphened, plain }
}

/**
 * How two lines meet: nothing, a blank, or with the hyphen gone. A hyphen at a line's end goes when the next line begins with a small
 * letter, unless it stands before "og", "eller" and the like ("social- og"), behind a single letter or capitals ("a-", "CV-"), before
 * digits or a capital, or where the document has the word with its hyphen elsewhere and never without.
 */
export function meeting(before: string, next: string, lexicon: Lexicon): 'close' | 'keep' | 'blank' {
  if (before.endsWith('\u00ad')) return 'close'
  const broken = /[-\u2010/]$/.test(before.slice(-1)) ? /([\p{L}\p{N}]+)[-\u2010]$/u.exec(before.slice(-60)) : null
  if (!broken) return /[\p{L}\p{N}]\/$/u.test(before.slice(-2)) && /^\p{Ll}/u.test(next) ? 'keep' : 'blank'
  const start = /^[\p{L}\p{N}]+/u.exec(next)?.[0] ?? ''
  if (start === '' || hyphenStays.has(start.toLowerCase())) return 'blank'
  const head = broken[1] ?? ''
  if (!/^\p{Ll}/u.test(start))
    return /^\p{N}/u.test(start) || head.length === 1 || /^\p{Lu}+$/u.test(head) === /^\p{Lu}+$/u.test(start)
      ? upperMeeting(head, start)
      : 'keep'
  if (head.length === 1 || (/^[\p{Lu}\p{N}]+$/u.test(head) && head.length <= 5)) return 'keep'
  const whole = `${head}-${start}`.toLowerCase()
  return lexicon.hyphened.has(whole) && !lexicon.plain.has(`${head}${start}`.toLowerCase()) ? 'keep' : 'close'
}

/** A heading in capitals is broken like any other; a number or a name is not. */
function upperMeeting(head: string, start: string): 'close' | 'keep' {
  return /^\p{Lu}{3,}$/u.test(head) && /^\p{Lu}{3,}$/u.test(start) ? 'close' : 'keep'
}

/** The text of the lines, without footnotes. */
export function plainOf(lines: readonly Line[], lexicon: Lexicon): string {
  let text = ''
  for (const line of lines) {
    if (line.text === '') continue
    if (text === '') text = line.text
    else {
      const how = meeting(text, line.text, lexicon)
      text = how === 'close' ? text.slice(0, -1) + line.text : how === 'keep' ? text + line.text : `${text} ${line.text}`
    }
  }
  return text.replaceAll('\u00ad', '')
}

/** The same as text nodes with bold, italic and links; each footnote stands in brackets at its mark. */
export function inlineOf(lines: readonly Line[], lexicon: Lexicon, notes: Notes): readonly TextNode[] {
  const nodes: TextNode[] = []
  let before = ''
  for (const line of lines) {
    if (line.text === '') continue
    const how = before === '' ? 'keep' : meeting(before, line.text, lexicon)
    if (how === 'close') cutLast(nodes)
    if (how === 'blank') add(nodes, ' ', nodes.at(-1)?.marks ?? [])
    for (const run of line.runs) {
      add(nodes, run.text, marksOf(run))
      const note = run.note === undefined ? undefined : notes.get(run.note)
      if (note) add(nodes, ` ${noteText(note, lexicon)}`, [])
    }
    before = line.text
  }
  return nodes.map((node) => ({ ...node, text: node.text.replaceAll('\u00ad', '') })).filter(({ text }) => text !== '')
}

/** "[Note 3: ...]", as it stands at the mark. */
export function noteText(note: { readonly mark: string; readonly text: readonly Line[] | string }, lexicon: Lexicon): string {
  return `[${noteWord} ${note.mark}: ${typeof note.text === 'string' ? note.text : plainOf(note.text, lexicon)}]`
}

/** The footnotes whose marks stand in the lines, for text whose own words must stay clean of them. */
export function notesIn(lines: readonly Line[], lexicon: Lexicon, notes: Notes): readonly string[] {
  return lines.flatMap(({ runs }) =>
    runs.flatMap(({ note: key }) => {
      const note = key === undefined ? undefined : notes.get(key)
      return note ? [noteText(note, lexicon)] : []
    }),
  )
}

function marksOf(run: SourceRun): readonly Mark[] {
  return [
    ...(run.href !== undefined && /^(?:https?:|mailto:)/i.test(run.href) ? [{ type: 'link', attrs: { href: run.href } }] : []),
    ...(run.bold === true ? [{ type: 'bold' }] : []),
    ...(run.italic === true ? [{ type: 'italic' }] : []),
  ]
}

function add(nodes: TextNode[], text: string, marks: readonly Mark[]): void {
  if (text === '') return
  const last = nodes.at(-1)
  if (last && JSON.stringify(last.marks ?? []) === JSON.stringify(marks)) nodes[nodes.length - 1] = { ...last, text: last.text + text }
  else nodes.push(marks.length > 0 ? { type: 'text', text, marks } : { type: 'text', text })
}

function cutLast(nodes: TextNode[]): void {
  const last = nodes.at(-1)
  if (last) nodes[nodes.length - 1] = { ...last, text: last.text.slice(0, -1) }
}
