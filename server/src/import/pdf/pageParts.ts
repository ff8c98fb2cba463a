/** Owns what is taken out of one page of a PDF: its pieces of text with their places and looks, and the lines drawn on it. */
import type { PDFPageProxy } from 'pdfjs-dist'

/** Lengths in points from the page's top left; `base` is where the letters stand. */
export type Piece = {
  readonly text: string
  readonly left: number
  readonly right: number
  readonly base: number
  readonly size: number
  readonly bold: boolean
  readonly italic: boolean
  readonly href: string | null
  /** The file has a blank before it. */
  readonly spaced: boolean
}

/** A drawn line, horizontal or vertical; the edges of a box are four. */
export type Ruling = { readonly x0: number; readonly y0: number; readonly x1: number; readonly y1: number }

export type PageParts = {
  readonly pieces: readonly Piece[]
  /** What is written upwards or aslant: in no line with the rest. */
  readonly turned: readonly string[]
  readonly rulings: readonly Ruling[]
}

type Matrix = readonly [number, number, number, number, number, number]
type Looks = ReadonlyMap<string, { readonly bold: boolean; readonly italic: boolean }>
type Link = Ruling & { readonly href: string }
type Ops = Readonly<Record<string, number>>

const times = (m: Matrix, n: Matrix): Matrix => [
  m[0] * n[0] + m[2] * n[1],
  m[1] * n[0] + m[3] * n[1],
  m[0] * n[2] + m[2] * n[3],
  m[1] * n[2] + m[3] * n[3],
  m[0] * n[4] + m[2] * n[5] + m[4],
  m[1] * n[4] + m[3] * n[5] + m[5],
]
const place = (m: Matrix, x: number, y: number): readonly [number, number] => [m[0] * x + m[2] * y + m[4], m[1] * x + m[3] * y + m[5]]
const asMatrix = (value: unknown): Matrix | null =>
  value !== null && typeof value === 'object' && 'length' in value && value.length === 6
    ? (Array.from(value as ArrayLike<number>) as unknown as Matrix) // six of them, as was just asked
    : null

/** `ops`: the numbers of pdf.js's operators. Looks and drawn lines may be missing where a page is damaged; its text is not. */
export async function readPage(page: PDFPageProxy, ops: Ops): Promise<PageParts> {
  const view = asMatrix(page.getViewport({ scale: 1 }).transform) ?? [1, 0, 0, 1, 0, 0]
  const content = await page.getTextContent()
  const drawn = await page.getOperatorList().catch(() => null)
  const looks: Looks = new Map(Object.keys(content.styles).map((name) => [name, lookOf(page, name)]))
  const links = await linksOf(page, view)
  const pieces: Piece[] = []
  const turned: string[] = []
  let blank: { readonly base: number } | null = null
  for (const item of content.items) {
    if (!('str' in item)) continue
    const m = times(view, asMatrix(item.transform) ?? [1, 0, 0, 1, 0, 0])
    const size = Math.hypot(m[2], m[3])
    const text = item.str.replaceAll('\u0000', '')
    if (text.trim() === '') {
      if (text !== '') blank = { base: m[5] }
      continue
    }
    if (Math.abs(m[1]) > Math.abs(m[0]) * 0.1 || m[0] < 0) {
      turned.push(text.trim())
      continue
    }
    const leading = /^\s*/.exec(text)?.[0].length ?? 0
    const step = item.width / Math.max(1, text.length)
    const [left, right] = [m[4] + leading * step, m[4] + item.width]
    const spaced = leading > 0 || (blank !== null && Math.abs(blank.base - m[5]) < size)
    const middle = (left + right) / 2
    const link = links.find((one) => middle >= one.x0 && middle <= one.x1 && m[5] >= one.y0 - 1 && m[5] - size / 2 <= one.y1)
    const look = looks.get(item.fontName) ?? { bold: false, italic: false }
    pieces.push({ text: text.trimStart(), left, right, base: m[5], size, ...look, href: link?.href ?? null, spaced })
    blank = /\s$/.test(text) ? { base: m[5] } : null
  }
  return { pieces, turned, rulings: drawn ? rulingsOf(drawn.fnArray, drawn.argsArray as readonly unknown[], view, ops) : [] }
}

function lookOf(page: PDFPageProxy, name: string): { readonly bold: boolean; readonly italic: boolean } {
  // It is there once the page's operators have been read.
  const font: unknown = page.commonObjs.has(name) ? page.commonObjs.get(name) : null
  if (typeof font !== 'object' || font === null) return { bold: false, italic: false }
  const { name: given, bold, black, italic } = font as Readonly<Record<'name' | 'bold' | 'black' | 'italic', unknown>>
  const own = typeof given === 'string' ? given : ''
  return {
    bold: bold === true || black === true || /bold|black|heavy|demi/i.test(own),
    italic: italic === true || /italic|oblique|kursiv/i.test(own),
  }
}

async function linksOf(page: PDFPageProxy, view: Matrix): Promise<readonly Link[]> {
  const annotations = (await page.getAnnotations().catch(() => [])) as readonly {
    readonly url?: unknown
    readonly rect?: readonly number[]
  }[]
  return annotations.flatMap(({ url, rect }) => {
    if (typeof url !== 'string' || !rect || !/^(https?|mailto|tel):/i.test(url)) return []
    const [a, b] = [place(view, rect[0] ?? 0, rect[1] ?? 0), place(view, rect[2] ?? 0, rect[3] ?? 0)]
    return [{ href: url, x0: Math.min(a[0], b[0]), x1: Math.max(a[0], b[0]), y0: Math.min(a[1], b[1]), y1: Math.max(a[1], b[1]) }]
  })
}

/** A page with more is a drawing. */
const mostRulings = 5_000
/** A line is straight when it leaves its direction by less. Points. */
const slack = 1.5

function rulingsOf(names: readonly number[], args: readonly unknown[], view: Matrix, ops: Ops): readonly Ruling[] {
  const rulings: Ruling[] = []
  const stack: Matrix[] = []
  let m = view
  for (const [at, name] of names.entries()) {
    if (rulings.length > mostRulings) return []
    if (name === ops['save']) stack.push(m)
    else if (name === ops['restore'] || name === ops['paintFormXObjectEnd']) m = stack.pop() ?? m
    else if (name === ops['transform']) m = times(m, asMatrix(args[at]) ?? [1, 0, 0, 1, 0, 0])
    else if (name === ops['paintFormXObjectBegin']) {
      stack.push(m)
      m = times(m, asMatrix((args[at] as readonly unknown[] | null)?.[0]) ?? [1, 0, 0, 1, 0, 0])
    } else if (name === ops['constructPath']) addPath(args[at] as readonly unknown[], m, ops, rulings)
  }
  return rulings
}

/** How many numbers follow each step of a path: move, line, curve, quadratic curve, close. */
const numbers = [2, 2, 6, 4, 0]

function addPath([paint, paths]: readonly unknown[], m: Matrix, ops: Ops, rulings: Ruling[]): void {
  // Only for cutting: nothing is seen of it.
  if (paint === ops['endPath'] || !Array.isArray(paths) || typeof paths[0] !== 'object' || paths[0] === null) return
  const path = Array.from(paths[0] as ArrayLike<number>)
  let [start, now]: (readonly [number, number])[] = [place(m, 0, 0), place(m, 0, 0)]
  const to = (next: readonly [number, number]): void => {
    if (now) addLine(now, next, rulings)
    now = next
  }
  for (let at = 0; at < path.length;) {
    const step = path[at] ?? -1
    const count = numbers[step]
    if (count === undefined) return
    const end = place(m, path[at + count - 1] ?? 0, path[at + count] ?? 0)
    if (step === 0) start = now = end
    else if (step === 1) to(end)
    else if (step === 4 && start) to(start)
    else now = end
    at += 1 + count
  }
}

function addLine([ax, ay]: readonly [number, number], [bx, by]: readonly [number, number], rulings: Ruling[]): void {
  const [x0, x1, y0, y1] = [Math.min(ax, bx), Math.max(ax, bx), Math.min(ay, by), Math.max(ay, by)]
  if (x1 - x0 <= slack !== y1 - y0 <= slack) rulings.push({ x0, y0, x1, y1 })
}
