/** Owns the reading of HTML, from a clipboard or a file: what a browser, Word or Excel puts there. */
import { type DefaultTreeAdapterTypes, html as spec, parse } from 'parse5'
import type { SourceCell, SourceRun, SourceText } from '@samplan/shared/import/source'
import { safeHref } from '@samplan/shared/section/html'
import { buildSource, guessedHeaderRows, type LineFacts, runOf, type SourceBuilder } from './buildSource.ts'

type Node = DefaultTreeAdapterTypes.Node
type Element = DefaultTreeAdapterTypes.Element

const blocks = new Set(
  'address article aside blockquote body center dd details dialog div dl dt fieldset figcaption figure footer form h1 h2 h3 h4 h5 h6 header hgroup hr html li main nav ol p pre section summary table tbody td tfoot th thead tr ul'.split(
    ' ',
  ),
)
/** No words of the text stand in them; deleted text is read as accepted. */
const silent = new Set('head script style template noscript iframe object svg math del s strike select textarea button title'.split(' '))

type Look = { readonly bold: boolean; readonly italic: boolean; readonly href: string | null; readonly lists: readonly ('ol' | 'ul')[] }
type Style = NonNullable<LineFacts['style']>

const isElement = (node: Node): node is Element => 'tagName' in node
const attribute = (node: Element, name: string): string => node.attrs.find((one) => one.name === name)?.value ?? ''
const childrenOf = (node: Node): readonly Node[] => ('childNodes' in node ? node.childNodes : [])

/** One line per block, or per line where the block has breaks. */
export function readHtml(text: string, kind: SourceText['kind'], name: string | null): SourceText {
  const source = buildSource(kind, name)
  const lines = openLines(source)
  walk(parse(text), { bold: false, italic: false, href: null, lists: [] }, lines, null)
  lines.end()
  return source.end(null)
}

type Lines = {
  readonly put: (run: SourceRun) => void
  /** Ends the line; an empty one is none. */
  readonly end: () => void
  readonly style: (style: Style | null) => void
  readonly source: SourceBuilder
}

function openLines(source: SourceBuilder): Lines {
  let runs: SourceRun[] = []
  let style: Style | null = null
  return {
    source,
    put(run) {
      // Blanks between blocks are layout of the markup, not of the text.
      const atStart = runs.length === 0
      const text = run.text.replace(/[ \t\r\n\f]+/g, ' ')
      const kept = atStart || runs.at(-1)?.text.endsWith(' ') ? text.replace(/^ /, '') : text
      if (kept !== '') runs.push({ ...run, text: kept })
    },
    end() {
      if (runs.some(({ text }) => text.trim() !== '')) source.line(runs, { style })
      runs = []
    },
    style(next) {
      style = next
    },
  }
}

function walk(node: Node, look: Look, lines: Lines, inherited: Style | null): void {
  if (node.nodeName === '#text' && 'value' in node) return lines.put(runOf(node.value, look))
  if (!isElement(node)) return walkChildren(node, look, lines, inherited)
  const { tagName } = node
  const css = attribute(node, 'style').toLowerCase().replaceAll(/\s/g, '')
  if (silent.has(tagName) || /display:none|mso-hide:all|mso-element:comment|mso-list:ignore/.test(css)) return
  if (tagName === 'br') return lines.end()
  if (tagName === 'table') return addTable(node, lines)
  const isBlock = blocks.has(tagName)
  const style = isBlock ? (styleOf(node, css, look) ?? inherited) : inherited
  if (isBlock) {
    lines.end()
    lines.style(style)
  }
  walkChildren(node, lookOf(node, css, look), lines, style)
  if (isBlock) {
    lines.end()
    lines.style(inherited)
  }
}

function walkChildren(node: Node, look: Look, lines: Lines, style: Style | null): void {
  for (const child of childrenOf(node)) walk(child, look, lines, style)
}

function styleOf({ tagName, attrs }: Element, css: string, { lists }: Look): Style | null {
  const heading = /^h([1-6])$/.exec(tagName)
  if (heading) return { heading: Number(heading[1]) }
  if (tagName === 'li') return { listDepth: Math.max(0, lists.length - 1), ordered: lists.at(-1) === 'ol' }
  // Word writes lists as paragraphs; what kind of mark they have stands in what it tells browsers to ignore.
  const word = /mso-list:l\d+level(\d)/.exec(css)
  const named = attrs.some(({ name, value }) => name === 'class' && /MsoListNumber/.test(value))
  return word ? { listDepth: Number(word[1]) - 1, ordered: named } : null
}

function lookOf(node: Element, css: string, look: Look): Look {
  const { tagName } = node
  const weight = /font-weight:(bold|bolder|normal|\d+)/.exec(css)?.[1]
  const slant = /font-style:(italic|oblique|normal)/.exec(css)?.[1]
  const bold = weight ? weight.startsWith('bold') || Number(weight) >= 600 : look.bold || tagName === 'b' || tagName === 'strong'
  const italic = slant ? slant !== 'normal' : look.italic || tagName === 'i' || tagName === 'em'
  const href = tagName === 'a' ? safeHref(attribute(node, 'href')) : look.href
  const lists = tagName === 'ol' || tagName === 'ul' ? [...look.lists, tagName as 'ol' | 'ul'] : look.lists
  return { bold, italic, href, lists }
}

function addTable(node: Element, lines: Lines): void {
  lines.end()
  const rows = elementsIn(node, 'tr', 'table').map((row) => ({ row, cells: elementsIn(row, 'td|th', 'table') }))
  const texts = rows.map(({ cells }) =>
    cells.map((cell): SourceCell => ({ text: textOf(cell), colspan: span(cell, 'colspan'), rowspan: span(cell, 'rowspan') })),
  )
  const headed = rows.findIndex(({ cells }) => !cells.every(({ tagName }) => tagName === spec.TAG_NAMES.TH))
  const most = Math.max(0, ...texts.map((cells) => cells.length))
  // A table of one column is how mail and web pages place things.
  if (most > 1) lines.source.table(texts, headed > 0 ? headed : guessedHeaderRows(texts))
  else
    for (const { cells } of rows)
      for (const cell of cells) walkChildren(cell, { bold: false, italic: false, href: null, lists: [] }, lines, null)
  lines.end()
}

/** Those below the node, but not those of a table inside it. */
function elementsIn(node: Element, names: string, stop: string): readonly Element[] {
  const wanted = names.split('|')
  return childrenOf(node).flatMap((child) => {
    if (!isElement(child) || child.tagName === stop) return []
    return wanted.includes(child.tagName) ? [child] : elementsIn(child, names, stop)
  })
}

const span = (cell: Element, name: string): number => Math.min(100, Math.max(1, Number.parseInt(attribute(cell, name), 10) || 1))

function textOf(node: Node): string {
  const parts: string[] = []
  const add = (one: Node): void => {
    if (one.nodeName === '#text' && 'value' in one) parts.push(one.value.replaceAll(/[ \t\r\n\f]+/g, ' '))
    else if (!isElement(one) || !silent.has(one.tagName)) {
      const parted = isElement(one) && (blocks.has(one.tagName) || one.tagName === 'br')
      if (parted) parts.push('\n')
      for (const child of childrenOf(one)) add(child)
      if (parted) parts.push('\n')
    }
  }
  for (const child of childrenOf(node)) add(child)
  return parts
    .join('')
    .replaceAll(/ *\n[ \n]*/g, '\n')
    .replaceAll(/ {2,}/g, ' ')
    .trim()
}
