/** Owns the words of one pasted line: runs with their marks, white space as a reader sees it, breaks. */
import type { ContentNode, ElementNode, Mark } from '@samplan/shared/section/content'
import { safeHref } from '@samplan/shared/section/html'
import type { Weight } from './pasteStyle.ts'

/** How words stand: what surrounds them in the pasted document. */
export type Look = Weight & { readonly href: string | null; readonly pre: boolean }

export const plainLook: Look = { bold: false, italic: false, href: null, pre: false }

export type Run = { readonly text: string; readonly look: Look } | 'break'

/** The lines that the runs are: two breaks in a row end a line, one stands in it. Lines without a word are left out. */
export function linesOf(runs: readonly Run[]): readonly (readonly ContentNode[])[] {
  const lines: Run[][] = [[]]
  let breaks = 0
  for (const run of runs) {
    if (run !== 'break' && run.text.trim() === '' && breaks > 0) continue
    breaks = run === 'break' ? breaks + 1 : 0
    if (breaks === 2) lines.push([])
    else if (breaks < 2) lines.at(-1)?.push(run)
  }
  return lines.map(lineOf).filter((line) => line.length > 0)
}

function lineOf(runs: readonly Run[]): readonly ContentNode[] {
  const line: ContentNode[] = []
  // As at the beginning of a line, where no space shows.
  let spaced = true
  for (const run of runs) {
    if (run === 'break') {
      trimEnd(line)
      if (line.length > 0) line.push({ type: 'hardBreak' })
      spaced = true
      continue
    }
    let text = oneSpace(run.text)
    if (spaced) text = text.replace(/^[ \u00a0]/, '')
    if (text === '') continue
    spaced = /[ \u00a0]$/.test(text)
    const marks = marksOf(run.look)
    line.push({ type: 'text', text, ...(marks.length > 0 && { marks }) })
  }
  for (;;) {
    trimEnd(line)
    if (line.at(-1)?.type !== 'hardBreak') return line
    line.pop()
  }
}

/** A no-break space alone is meant ("11 %"); in a row they are a tab or an indent. */
function oneSpace(text: string): string {
  return text
    .replace(/[\u200b\ufeff\u2060]|\p{Cc}(?<![\t\n\f\r])/gu, '')
    .replace(/[ \t\n\f\r]+/g, ' ')
    .replace(/[ \u00a0]{2,}/g, ' ')
}

function trimEnd(line: ContentNode[]): void {
  for (let last = line.at(-1); last?.type === 'text'; last = line.at(-1)) {
    const { text, ...rest } = last as { readonly type: 'text'; readonly text: string }
    const trimmed = text.replace(/[ \u00a0]+$/, '')
    line.pop()
    if (trimmed !== '') {
      line.push({ ...rest, text: trimmed })
      return
    }
  }
}

/** In the order of the editor's schema. */
function marksOf({ href, bold, italic }: Look): readonly Mark[] {
  return [
    ...(href === null ? [] : [{ type: 'link', attrs: { href } }]),
    ...(bold ? [{ type: 'bold' }] : []),
    ...(italic ? [{ type: 'italic' }] : []),
  ]
}

/** The address of a pasted link, or null where it leads nowhere from here (anchors, files, scripts). */
export function hrefOf(element: Element): string | null {
  return safeHref(element.getAttribute('href')?.trim())
}

/** The same line without these marks. */
export function withoutMark(node: ElementNode, mark: string): ElementNode {
  const content = (node.content ?? []).map((child): ContentNode => {
    if (!('text' in child)) return withoutMark(child, mark)
    const { marks = [], ...rest } = child
    const left = marks.filter(({ type }) => type !== mark)
    return left.length > 0 ? { ...rest, marks: left } : rest
  })
  return node.content ? { ...node, content } : node
}
