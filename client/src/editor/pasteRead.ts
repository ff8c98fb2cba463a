/** Owns the walk through a pasted document: what its author meant, as blocks of the section's schema. Nothing that is not built here gets in. */
import type { ElementNode } from '@samplan/shared/section/content'
import { hrefOf, linesOf, type Look, plainLook, type Run, withoutMark } from './pasteLine.ts'
import { isLabel, type Item, nestItems, type Piece, readLabel, wordList } from './pasteLists.ts'
import { classesOf, type Declarations, declarationsOf, isUnseen, type Sheet, sheetOf, tagOf, weightIn } from './pasteStyle.ts'
import { type PastedCell, tableOf } from './pasteTables.ts'

/** Headings carry the level that they had in their document (1 to 9) as `depth`; images are those that a reader saw. */
export type Pasted = { readonly content: readonly ElementNode[]; readonly images: number }

type Place = { readonly look: Look; readonly listLevel: number; readonly inQuote: boolean; readonly dropLabel: boolean }
type Flow = { readonly pieces: Piece[]; runs: Run[] }

const blockTags = new Set(
  'p div section article main header footer aside nav figure figcaption address center form fieldset legend dl dt dd details summary pre hr body html li tr td th thead tbody tfoot caption option'.split(
    ' ',
  ),
)

export function readPasted(doc: Document): Pasted {
  const reader = new Reader(sheetOf(doc))
  const flow = reader.flowOf(doc.body, { look: plainLook, listLevel: 0, inQuote: false, dropLabel: false })
  return { content: nestItems(flow.pieces), images: reader.images }
}

/** One reading: it counts what it leaves out, and numbers the lists. */
class Reader {
  images = 0
  #lists = 0
  readonly #sheet: Sheet

  constructor(sheet: Sheet) {
    this.#sheet = sheet
  }

  flowOf(root: Element, place: Place): Flow {
    const flow: Flow = { pieces: [], runs: [] }
    this.#walkChildren(root, place, flow)
    endLine(flow)
    return flow
  }

  #blocksIn(root: Element, place: Place): readonly ElementNode[] {
    return nestItems(this.flowOf(root, place).pieces)
  }

  #walkChildren(root: Element, place: Place, flow: Flow): void {
    for (const child of root.childNodes) this.#walk(child, place, flow)
  }

  #walk(node: Node, place: Place, flow: Flow): void {
    if (node.nodeType === 3) return addText(flow, node.nodeValue ?? '', place.look)
    if (node.nodeType !== 1) return
    const element = node as Element
    const tag = tagOf(element)
    const own = declarationsOf(element.getAttribute('style'))
    if (isUnseen(element, own) || (place.dropLabel && isLabel(element))) return
    if (tag === 'img' || tag === 'image') {
      // One pixel is a counter, not a picture.
      if (!/^[01](?:px)?$/.test(element.getAttribute('width') ?? '')) this.images++
      return
    }
    if (tag === 'br') return void (own.get('page-break-before') === 'always' || flow.runs.push('break'))
    if (own.has('mso-tab-count')) return addText(flow, ' ', place.look)
    const inside: Place = { ...place, look: this.#lookIn(element, tag, own, place.look) }
    const classes = classesOf(element)
    const level = headingLevel(element, tag, classes)
    if (level !== null) return this.#heading(element, level, inside, flow)
    if (tag === 'ul' || tag === 'ol' || tag === 'menu') return this.#list(element, tag === 'ol', inside, flow)
    if (tag === 'table') return this.#table(element, inside, flow)
    if ((tag === 'blockquote' || classes.some((name) => /^mso(?:intense)?quote$/.test(name))) && !place.inQuote)
      return this.#quote(element, inside, flow)
    const list = tag === 'p' || tag === 'div' ? wordList(own) : null
    if (list) return this.#wordItem(element, list, inside, flow)
    if (tag === 'p' && classes.some((name) => /^msolist(?:paragraph|continue)/.test(name))) {
      const content = this.#blocksIn(element, inside)
      endLine(flow)
      if (content.length > 0) flow.pieces.push({ is: 'more', level: Number.POSITIVE_INFINITY, content })
      return
    }
    const isBlock = blockTags.has(tag) || /^(?:block|list-item|flex|grid|table|flow-root)/.test(own.get('display') ?? '')
    if (isBlock) endLine(flow)
    this.#walkChildren(element, inside, flow)
    if (isBlock) endLine(flow)
  }

  #lookIn(element: Element, tag: string, own: Declarations, outside: Look): Look {
    const space = own.get('white-space')
    return {
      ...weightIn(element, own, this.#sheet, outside),
      href: tag === 'a' && element.hasAttribute('href') ? hrefOf(element) : outside.href,
      pre: tag === 'pre' || (space ? /^(?:pre|break-spaces)/.test(space) : outside.pre),
    }
  }

  #heading(element: Element, level: number, place: Place, flow: Flow): void {
    endLine(flow)
    // A heading's letters are heavy anyway: what the document says of their weight is its style.
    for (const block of this.#blocksIn(element, place)) {
      const line = withoutMark(block, 'bold')
      flow.pieces.push({ is: 'block', node: line.type === 'paragraph' ? headingOf(line, level) : line })
    }
  }

  #quote(element: Element, place: Place, flow: Flow): void {
    endLine(flow)
    const content = this.#blocksIn(element, { ...place, inQuote: true, listLevel: 0 })
    const last = flow.pieces.at(-1)
    if (content.length === 0) return
    // Word's quotes are paragraphs of a style: those that follow each other are one quote.
    if (tagOf(element) === 'p' && last?.is === 'block' && last.node.type === 'blockquote')
      flow.pieces[flow.pieces.length - 1] = {
        is: 'block',
        node: { ...last.node, content: [...(last.node.content ?? []), ...content] },
      }
    else flow.pieces.push({ is: 'block', node: { type: 'blockquote', content } })
  }

  #wordItem(element: Element, { list, id, level }: NonNullable<ReturnType<typeof wordList>>, place: Place, flow: Flow): void {
    endLine(flow)
    const label = [...element.querySelectorAll('*')].find(isLabel)?.textContent ?? ''
    const content = this.#blocksIn(element, { ...place, dropLabel: true })
    const item: Item = { is: 'item', list, level, ...readLabel(label, this.#sheet, `${id}:level${level}`), content }
    if (content.length > 0) flow.pieces.push(item)
  }

  #list(element: Element, ordered: boolean, place: Place, flow: Flow): void {
    endLine(flow)
    const own = `list ${this.#lists++}`
    let number = wholeNumber(element.getAttribute('start')) ?? 1
    for (const child of element.childNodes) {
      const isItem = child.nodeType === 1 && tagOf(child as Element) === 'li'
      if (!isItem) {
        // A list straight in a list, as some programs nest them.
        this.#walk(child, { ...place, listLevel: place.listLevel + 1 }, flow)
        continue
      }
      const li = child as Element
      if (isUnseen(li, declarationsOf(li.getAttribute('style')))) continue
      endLine(flow)
      number = wholeNumber(li.getAttribute('value')) ?? number
      const said = wholeNumber(li.getAttribute('data-aria-level') ?? li.getAttribute('aria-level'))
      const level = said ?? place.listLevel + 1
      const inside = { ...place, look: this.#lookIn(li, 'li', declarationsOf(li.getAttribute('style')), place.look), listLevel: level }
      const posinset = wholeNumber(li.getAttribute('data-aria-posinset'))
      this.#item(li, inside, flow, {
        list: li.getAttribute('data-listid') ?? own,
        level,
        ordered,
        numbers: ordered ? [number, ...(posinset === null ? [] : [posinset])] : [],
      })
      number++
    }
    endLine(flow)
  }

  /** The item's own blocks, its lists one level deeper, and what comes after them. */
  #item(li: Element, place: Place, flow: Flow, item: Omit<Item, 'is' | 'content'>): void {
    const { pieces } = this.flowOf(li, place)
    const first = pieces.findIndex((piece) => piece.is !== 'block')
    const own = nodesOf(pieces.slice(0, first < 0 ? pieces.length : first))
    if (own.length > 0) flow.pieces.push({ is: 'item', ...item, content: own })
    for (const piece of first < 0 ? [] : pieces.slice(first))
      flow.pieces.push(piece.is === 'block' ? { is: 'more', level: item.level, content: [piece.node] } : piece)
  }

  #table(table: Element, place: Place, flow: Flow): void {
    endLine(flow)
    const inCell: Place = { ...place, listLevel: 0 }
    const isLayout = table.querySelector('table') !== null || /^(?:presentation|none)$/.test(table.getAttribute('role') ?? '')
    const rows: { readonly node: Node; readonly header: boolean; readonly look: Look }[] = []
    const gather = (element: Element, header: boolean, look: Look): void => {
      for (const child of element.childNodes) {
        const tag = child.nodeType === 1 ? tagOf(child as Element) : ''
        const own = declarationsOf(child.nodeType === 1 ? (child as Element).getAttribute('style') : null)
        const isPart = tag === 'tr' || tag === 'thead' || tag === 'tbody' || tag === 'tfoot'
        if (isPart && isUnseen(child as Element, own)) continue
        if (!isPart) {
          // A caption stands above; what a page has lost between its rows stays there.
          if (rows.length === 0) this.#walk(child, { ...inCell, look }, flow)
          else rows.push({ node: child, header: false, look })
          continue
        }
        const part = child as Element
        const inside = this.#lookIn(part, tag, own, look)
        if (tag === 'tr') rows.push({ node: part, header, look: inside })
        else gather(part, header || tag === 'thead', inside)
      }
    }
    gather(table, false, place.look)
    endLine(flow)
    if (isLayout) {
      for (const { node, look } of rows) this.#walkLayout(node, { ...inCell, look }, flow)
      return
    }
    const lines = rows.map(({ node, header, look }) => this.#row(node, header, { ...inCell, look })).filter((row) => row.length > 0)
    const only = lines.length === 1 && lines[0]?.length === 1 ? lines[0][0] : undefined
    if (only) for (const node of only.content) flow.pieces.push({ is: 'block', node })
    else if (lines.length > 0) flow.pieces.push({ is: 'block', node: tableOf(lines) })
  }

  #walkLayout(row: Node, place: Place, flow: Flow): void {
    this.#walk(row, place, flow)
    endLine(flow)
  }

  #row(row: Node, header: boolean, place: Place): readonly PastedCell[] {
    const cells: PastedCell[] = []
    const isRow = row.nodeType === 1 && tagOf(row as Element) === 'tr'
    for (const child of isRow ? row.childNodes : [row]) {
      const tag = child.nodeType === 1 ? tagOf(child as Element) : ''
      const own = declarationsOf(child.nodeType === 1 ? (child as Element).getAttribute('style') : null)
      if ((tag !== 'td' && tag !== 'th') || isUnseen(child as Element, own)) {
        const flow: Flow = { pieces: [], runs: [] }
        this.#walk(child, place, flow)
        endLine(flow)
        if (flow.pieces.length > 0) cells.push({ header, colspan: 1, rowspan: 1, content: nestItems(flow.pieces) })
        continue
      }
      const cell = child as Element
      const inside = { ...place, look: this.#lookIn(cell, tag, own, place.look) }
      const colspan = wholeNumber(cell.getAttribute('colspan')) ?? 1
      // Not merged: a text that Excel lets run over the empty cells beside it.
      const overflows = own.get('mso-ignore') === 'colspan'
      const content = this.#blocksIn(cell, inside)
      cells.push({
        header: header || tag === 'th',
        colspan: overflows ? 1 : colspan,
        rowspan: wholeNumber(cell.getAttribute('rowspan')) ?? 1,
        content,
      })
      for (let more = 1; overflows && more < Math.min(colspan, 50); more++) cells.push({ header, colspan: 1, rowspan: 1, content: [] })
    }
    return cells
  }
}

function addText(flow: Flow, text: string, look: Look): void {
  if (!look.pre || text.trim() === '') return void flow.runs.push({ text, look })
  for (const [at, line] of text.split(/\r\n?|\n/).entries()) {
    if (at > 0) flow.runs.push('break')
    flow.runs.push({ text: line, look })
  }
}

function endLine(flow: Flow): void {
  for (const content of linesOf(flow.runs)) flow.pieces.push({ is: 'block', node: { type: 'paragraph', content } })
  flow.runs = []
}

function nodesOf(pieces: readonly Piece[]): readonly ElementNode[] {
  return pieces.flatMap((piece) => (piece.is === 'block' ? [piece.node] : []))
}

function headingLevel(element: Element, tag: string, classes: readonly string[]): number | null {
  const byTag = /^h([1-6])$/.exec(tag)
  if (byTag) return Number(byTag[1])
  if (element.getAttribute('role') === 'heading') return Math.min(9, wholeNumber(element.getAttribute('aria-level')) ?? 2)
  if (classes.includes('msotitle')) return 1
  const byClass = classes.map((name) => /^msoheading([1-9])$/.exec(name)).find((found) => found !== null)
  return byClass ? Number(byClass[1]) : null
}

function headingOf(line: ElementNode, level: number): ElementNode {
  const content = (line.content ?? []).map((node) => (node.type === 'hardBreak' ? { type: 'text' as const, text: ' ' } : node))
  return { type: 'heading', attrs: { depth: level }, content }
}

function wholeNumber(text: string | null): number | null {
  return text !== null && /^\d{1,4}$/.test(text.trim()) && Number(text) > 0 ? Number(text) : null
}
