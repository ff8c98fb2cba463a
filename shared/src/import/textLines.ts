/** Owns how plain text becomes lines of a source: from a file, or pasted. */
import type { SourceLine, SourceText } from './source.ts'

/**
 * The lines of a plain text, numbered as an editor numbers them; a form feed begins a page. Text that was taken out of a PDF often
 * marks a page by nothing but one blank before its first line, right behind the last line of the page before: that is read too,
 * unless such blanks are what is left of bullets. Never throws.
 */
export function textLines(
  text: string,
  from: { readonly kind: 'text' | 'paste'; readonly name: string | null } = { kind: 'text', name: null },
): SourceText {
  const raw = text.replace(/^\uFEFF/, '').split(/\r\n|\r|\n/)
  while (raw.length > 1 && raw.at(-1)?.trim() === '') raw.pop()
  const starts = raw.some((line) => line.includes('\f')) ? formFeeds(raw) : blankStarts(raw)
  let page = 1
  const lines = raw.map((line, at): SourceLine => {
    if (at > 0) page += starts.get(at) ?? 0
    const shown = line.replaceAll('\f', '').trimEnd()
    const content = shown.trim() === '' ? '' : shown
    return {
      number: at + 1,
      page: starts.size > 0 ? page : null,
      text: content,
      runs: content === '' ? [] : [{ text: content }],
      layout: null,
      style: null,
    }
  })
  return { kind: from.kind, name: from.name, pages: starts.size > 0 ? page : null, lines, tables: [], notes: [] }
}

/** Index of the line, how many pages begin there. */
type Starts = ReadonlyMap<number, number>

function formFeeds(raw: readonly string[]): Starts {
  const starts = new Map<number, number>()
  raw.forEach((line, at) => {
    const feeds = line.split('\f').length - 1
    // A feed that ends a line begins the next one's page.
    const behind =
      feeds > 0 && line.trimEnd() !== '' && line.replace(/[ \t]+$/, '').endsWith('\f') && line.replaceAll('\f', '').trim() !== ''
    if (feeds > 0) starts.set(behind ? at + 1 : at, (starts.get(behind ? at + 1 : at) ?? 0) + feeds)
  })
  return starts
}

const oneBlank = /^ \S/
const leastLinesOfPage = 12

function blankStarts(raw: readonly string[]): Starts {
  const starts = new Map<number, number>()
  let inList = false
  raw.forEach((line, at) => {
    const before = raw[at - 1] ?? ''
    const behindBlank = before.trim() === ''
    if (oneBlank.test(line)) {
      if (behindBlank) inList = true
      else if (!inList && at > 0) starts.set(at, 1)
    } else if (behindBlank && line.trim() !== '' && !/^\s*\p{Ll}/u.test(line)) inList = false
  })
  return raw.length / (starts.size + 1) < leastLinesOfPage ? new Map() : starts
}
