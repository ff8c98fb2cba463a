/** Owns the reading of Word files, through mammoth's document: styles, lists, tables, notes, links; changes as accepted, comments dropped. */
import mammoth from 'mammoth'
import type { SourceCell, SourceRun, SourceText } from '@samplan/shared/import/source'
import type { Refusal } from '@samplan/shared/refusal'
import { safeHref } from '@samplan/shared/section/html'
import { buildSource, guessedHeaderRows, type LineFacts, runOf, type SourceBuilder } from './buildSource.ts'
import type { ReadLimits } from './limits.ts'
import { unpackDocx } from './unpackDocx.ts'

/** What we read of a node of mammoth's document, which has no types. */
type Node = {
  readonly type: string
  readonly children?: readonly Node[]
  readonly value?: string
  readonly styleName?: string | null
  readonly styleId?: string | null
  readonly numbering?: { readonly level: string | number; readonly isOrdered: boolean } | null
  readonly isBold?: boolean
  readonly isItalic?: boolean
  readonly fontSize?: number | null
  readonly isHeader?: boolean
  readonly colSpan?: number
  readonly rowSpan?: number
  readonly href?: string
  readonly breakType?: string
  readonly noteType?: string
  readonly noteId?: string
  readonly body?: readonly Node[]
}
type Document = Node & { readonly notes: { readonly resolve: (reference: Node) => Node | null } }

/** One line per paragraph, empty ones too. */
export async function readDocx(bytes: Uint8Array, name: string | null, limits: ReadLimits): Promise<SourceText | Refusal> {
  const unpacked = unpackDocx(bytes, limits)
  if (!(unpacked instanceof Uint8Array)) return unpacked
  const read: { document?: Document } = {}
  try {
    await mammoth.convertToHtml(
      { buffer: Buffer.from(unpacked.buffer, unpacked.byteOffset, unpacked.byteLength) },
      {
        transformDocument(document: Document) {
          read.document = document
          // The HTML is not wanted.
          return { ...document, children: [] }
        },
      },
    )
  } catch {
    return { refused: 'importUnreadable' }
  }
  return read.document ? linesOf(read.document, name) : { refused: 'importUnreadable' }
}

type Reading = { readonly source: SourceBuilder; readonly markOf: (reference: Node) => string }

function linesOf(document: Document, name: string | null): SourceText {
  const source = buildSource('docx', name)
  const marks = new Map<string, string>()
  const markOf = (reference: Node): string => {
    const key = `${reference.noteType} ${reference.noteId}`
    const known = marks.get(key)
    if (known) return known
    const mark = String(marks.size + 1)
    marks.set(key, mark)
    const body = document.notes.resolve(reference)?.body ?? []
    source.note({ mark, text: textOf(body, '\n').trim() })
    return mark
  }
  addBlocks(document.children ?? [], { source, markOf })
  return source.end(null)
}

function addBlocks(nodes: readonly Node[], reading: Reading): void {
  for (const node of nodes) {
    if (node.type === 'paragraph') addParagraph(node, reading)
    else if (node.type === 'table') addTable(node, reading)
    else addBlocks(node.children ?? [], reading)
  }
}

function addParagraph(node: Node, { source, markOf }: Reading): void {
  const style = styleOf(node)
  const parts = runsOf(node.children ?? [], { bold: isTitle(node), markOf })
  // A heading over two lines, or an item of a list, is one thing; other lines are as one sees them.
  const size = sizeOf(node)
  for (const runs of style ? [parts.flatMap((part, at) => (at === 0 ? part : [{ text: ' ' }, ...part]))] : parts)
    source.line(runs, { style, ...(size !== null && { size }) })
}

/** The size that the paragraph's runs say, where all with words say the same. */
function sizeOf(node: Node): number | null {
  const sizes = new Set(sizesIn(node))
  const [size] = sizes
  return sizes.size === 1 && typeof size === 'number' && size > 0 ? size : null
}

function sizesIn({ type, children = [], fontSize }: Node): readonly (number | null)[] {
  if (type !== 'run') return children.flatMap(sizesIn)
  return textOf(children, ' ').trim() === '' ? [] : [fontSize ?? null]
}

const isTitle = ({ styleName }: Node): boolean => /^(title|titel)$/i.test(styleName ?? '')

function styleOf({ styleName, styleId, numbering }: Node): NonNullable<LineFacts['style']> | null {
  const heading = /^(?:heading|overskrift) ?([1-9])$/i.exec(styleName ?? '') ?? /^(?:heading|overskrift)([1-9])$/i.exec(styleId ?? '')
  if (heading) return { heading: Number(heading[1]) }
  if (numbering) return { listDepth: Number(numbering.level) || 0, ordered: numbering.isOrdered }
  const list = /^list (bullet|number)(?: ([2-9]))?$/i.exec(styleName ?? '')
  return list ? { listDepth: Number(list[2] ?? 1) - 1, ordered: list[1]?.toLowerCase() === 'number' } : null
}

type Look = { readonly bold?: boolean; readonly italic?: boolean; readonly href?: string | null; readonly markOf: Reading['markOf'] }

/** The runs of each line: breaks part them. */
function runsOf(nodes: readonly Node[], look: Look): SourceRun[][] {
  const lines: SourceRun[][] = [[]]
  const put = (run: SourceRun): void => void lines.at(-1)?.push(run)
  const add = ([first = [], ...more]: readonly SourceRun[][]): void => {
    lines.at(-1)?.push(...first)
    lines.push(...more)
  }
  for (const node of nodes) {
    const inner = node.children ?? []
    switch (node.type) {
      case 'text':
        put(runOf(node.value ?? '', look))
        break
      case 'tab':
        put(runOf('\t', look))
        break
      case 'break':
        lines.push([])
        break
      case 'run':
        add(runsOf(inner, { ...look, bold: look.bold || node.isBold === true, italic: look.italic || node.isItalic === true }))
        break
      case 'hyperlink':
        add(runsOf(inner, { ...look, href: safeHref(node.href) }))
        break
      case 'noteReference':
        put({ text: '', note: look.markOf(node) })
        break
      default:
        // Pictures and marks of comments have no words; what may come with a later mammoth keeps its own.
        add(runsOf(inner, look))
    }
  }
  return lines
}

function addTable(node: Node, { source, markOf }: Reading): void {
  const rowNodes = (node.children ?? []).filter(({ type }) => type === 'tableRow')
  const rows = rowNodes.map((row) =>
    (row.children ?? []).map((cell): SourceCell => {
      for (const reference of referencesIn(cell)) markOf(reference)
      return { text: textOf(cell.children ?? [], '\n').trim(), colspan: cell.colSpan ?? 1, rowspan: cell.rowSpan ?? 1 }
    }),
  )
  const named = rowNodes.findIndex(({ isHeader }) => isHeader !== true)
  if (rows.length > 0) source.table(rows, named > 0 ? named : guessedHeaderRows(rows))
}

const referencesIn = (node: Node): readonly Node[] => (node.type === 'noteReference' ? [node] : (node.children ?? []).flatMap(referencesIn))

/** All words below the nodes; paragraphs and rows are parted. */
function textOf(nodes: readonly Node[], parted: string): string {
  return nodes
    .map((node) => {
      if (node.type === 'text') return node.value ?? ''
      if (node.type === 'tab' || node.type === 'tableCell') return `${textOf(node.children ?? [], ' ')}\t`
      if (node.type === 'break') return parted
      const inner = textOf(node.children ?? [], parted)
      return node.type === 'paragraph' || node.type === 'tableRow' ? `${inner}${parted}` : inner
    })
    .join('')
}
