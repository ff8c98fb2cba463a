/** Owns the finding: from the lines of a source to a draft of a plan. Deterministic, never throws, loses no word. */
import { assemble } from './assemble.ts'
import { withoutContents } from './contents.ts'
import type { Doubt, ImportDraft, Piece } from './draft.ts'
import { type Item, itemsOf } from './flow.ts'
import { type Notes, withFootnotes } from './footnotes.ts'
import { type Lexicon, lexiconOf, noteText } from './inline.ts'
import { type Line, prepareLines } from './lines.ts'
import { isCapitals } from './headings.ts'
import { numberedGoalOf } from './overallGoals.ts'
import { type Foot, withoutFeet } from './pageFeet.ts'
import { type Part, spanOf } from './parts.ts'
import { textOf } from './words.ts'
import { type Left, withoutPageFurniture } from './pages.ts'
import { withoutRepeats } from './repeats.ts'
import { withSectionGoals } from './sectionGoals.ts'
import type { SourceText } from './source.ts'
import { otherYear, titleAndPeriodOf } from './titleAndPeriod.ts'
import { chapterWords, planName, titlePage } from './vocabulary/headings.ts'

/**
 * What the source holds, as pieces in reading order. What the finder is unsure of carries a doubt. Every word of the source is in a
 * piece, those of the page's own furniture in pieces that are left out.
 */
export function findPlan(source: SourceText): ImportDraft {
  const prepared = prepareLines(source)
  const paged = withoutPageFurniture(prepared)
  const { lines: bare, left: contentsLeft, entries } = withoutContents(paged.lines)
  const { lines: noted, notes } = withFootnotes(bare, source.notes)
  const { lines, feet } = withoutFeet(noted, prepared.laidOut)
  const lexicon = lexiconOf(prepared.lines)
  const texts = prepared.lines.map(({ text }) => text)
  // A title is often set over two lines.
  const opening = texts.slice(0, 8).map((text, at) => `${text} ${texts[at + 1] ?? ''}`)
  const named = titleAndPeriodOf([
    ...texts.slice(0, 8),
    ...opening.filter((text, at) => !planName.test(texts[at] ?? '') && !planName.test(texts[at + 1] ?? '') && text.length <= 100),
    ...texts.slice(8),
  ])
  const items = itemsOf({ ...prepared, lines }, { contents: entries, tables: source.tables, isDocument: source.kind === 'docx' })
  const parts = withOverviews(withFeet(withoutTitle(items), feet))
  const pieces = withLostNotes(
    withSectionGoals(withoutRepeats(assemble({ parts, lexicon, notes, contents: entries, named }))),
    notes,
    lexicon,
  )
  const left = [...paged.left, ...contentsLeft].sort((a, b) => a.number - b.number)
  const doubts: Doubt[] = [
    ...(named.title === '' ? [{ code: 'titleMissing' as const, words: null }] : []),
    ...(named.period === '' ? [{ code: 'periodMissing' as const, words: null }] : []),
  ]
  return { title: named.title, period: named.period, doubts, pieces: withLeft(pieces, left, named.period) }
}

const titleItems = 6

/** A heading at the very beginning that is nothing but the plan's own name is its title, not a section. */
function withoutTitle(items: readonly Item[]): readonly Part[] {
  let beginning = true
  let named = false
  const texts = items
    .slice(0, titleItems)
    .map((item) => (item.kind === 'heading' || item.kind === 'paragraph' ? item.lines.map(({ text }) => text).join(' ') : ''))
  const nameAt = texts.findIndex((text, at) => text !== '' && planName.test(`${text} ${texts[at + 1] ?? ''}`) && text.length <= 110)
  // The name stands over two lines that were read one by one.
  const over = nameAt >= 0 && !planName.test(texts[nameAt] ?? '') && !planName.test(texts[nameAt + 1] ?? '')
  return items.map((item, at): Part => {
    if (!beginning) return item
    const text = 'lines' in item ? item.lines.map((line) => line.text).join(' ') : ''
    // The name of the plan's owner and how it was decided stand around its title.
    const around =
      texts[at] !== undefined &&
      texts[at] !== '' &&
      text.length <= 80 &&
      (titlePage.test(text) || (at < nameAt && isCapitals(text) && !chapterWords.test(text)))
    // A heading with nothing below it, at the end of the first page, is what the title page says.
    const next = items[1]
    const alone =
      at === 0 &&
      item.kind === 'heading' &&
      (item.form.by === 'plain' || item.form.by === 'capitals') &&
      !chapterWords.test(text) &&
      next?.kind === 'heading' &&
      next.lines[0]?.pageStart === true
    if (alone) return { kind: 'title', lines: item.lines }
    if ('lines' in item && (at === nameAt || at === nameAt + 1) && over && text.length <= 60) {
      named = true
      return { kind: 'title', lines: item.lines }
    }
    if (around && (named || at < nameAt || at === 0)) return { kind: 'title', lines: 'lines' in item ? item.lines : [] }
    const short = text.length <= 110 && (item.kind === 'heading' || item.kind === 'paragraph')
    if (short && at < 6 && planName.test(text) && text.split(' ').length <= 9 && !/[.:]$/.test(text)) {
      named = true
      return { kind: 'title', lines: item.lines }
    }
    if (text.length > 60 || at >= 5) beginning = false
    return item
  })
}

function withFeet(parts: readonly Part[], feet: readonly Foot[]): readonly Part[] {
  if (feet.length === 0) return parts
  const byStart = new Map(feet.map((foot) => [foot.before, foot]))
  const byEnd = new Map(feet.map((foot) => [foot.behind, foot]))
  return parts.flatMap((part): Part[] => {
    const lines = 'label' in part ? [...part.label, ...part.lines] : 'lines' in part ? part.lines : []
    const above = lines.map(({ number }) => byStart.get(number)).find((foot) => foot !== undefined)
    const below = lines.map(({ number }) => byEnd.get(number)).find((foot) => foot !== undefined)
    return [
      ...(above ? [{ kind: 'foot', foot: above } as const] : []),
      part,
      ...(below && below.box.length > 0 ? [{ kind: 'box', lines: below.box } as const] : []),
    ]
  })
}

/** Goals named one after the other with nothing between are a list of them. The last of a row may be the heading of what follows. */
function withOverviews(parts: readonly Part[]): readonly Part[] {
  const out: Part[] = []
  const keys = parts.map((part) => (part.kind === 'heading' && part.form.by === 'goal' ? goalKey(part.lines) : null))
  for (let at = 0; at < parts.length;) {
    let end = at
    while (keys[end] !== null && keys[end] !== undefined) end++
    const next = parts[end]
    const last = keys[end - 1] ?? null
    const headsText = next !== undefined && next.kind !== 'heading' && next.kind !== 'foot' && next.kind !== 'title'
    const again = last !== null && keys.indexOf(last, end) >= 0
    const stop = end - at >= 2 && headsText && !again ? end - 1 : end
    if (stop - at >= 2 || (stop - at === 1 && end - at >= 2)) {
      out.push({ kind: 'overview', goals: parts.slice(at, stop).flatMap((part) => (part.kind === 'heading' ? [part.lines] : [])) })
      at = stop
      continue
    }
    const part = parts[at]
    if (part) out.push(part)
    at++
  }
  return out
}

function goalKey(lines: readonly Line[]): string | null {
  const goal = numberedGoalOf(lines.map(({ text }) => text).join(' '))
  return goal ? (goal.number === null ? `${goal.label} ${goal.title}` : goal.label).toLowerCase() : null
}

/** A note whose mark stands where no note can be written, in a table or in another note, comes behind the text of its lines. */
function withLostNotes(pieces: readonly Piece[], notes: Notes, lexicon: Lexicon): readonly Piece[] {
  if (notes.size === 0) return pieces
  const written = new Map<string, number>()
  for (const piece of pieces) {
    if (piece.kind !== 'text') continue
    const text = textOf([piece.block])
    for (const [mark] of text.matchAll(/\[Note [^:\]]{1,12}:/g)) written.set(mark, (written.get(mark) ?? 0) + 1)
  }
  const lost: Piece[] = []
  for (const note of notes.values()) {
    const text = noteText(note, lexicon)
    const mark = text.slice(0, text.indexOf(':') + 1)
    const left = written.get(mark) ?? 0
    if (left > 0) {
      written.set(mark, left - 1)
      continue
    }
    const span = typeof note.text === 'string' ? { from: pieces.at(-1)?.span.to ?? 1, to: pieces.at(-1)?.span.to ?? 1 } : spanOf(note.text)
    lost.push({
      kind: 'text',
      id: `n${lost.length + 1}`,
      span,
      doubts: [{ code: 'order', words: null }],
      block: { type: 'paragraph', content: [{ type: 'text', text }] },
    })
  }
  if (lost.length === 0) return pieces
  const all: Piece[] = []
  let next = 0
  for (const piece of pieces) {
    for (let one = lost[next]; one && one.span.from < piece.span.from; one = lost[++next]) all.push(one)
    all.push(piece)
  }
  return [...all, ...lost.slice(next)]
}

/** The page's furniture among the pieces, where its lines stood. */
function withLeft(pieces: readonly Piece[], left: readonly Left[], period: string): readonly Piece[] {
  // A title from a page's foot stands before its page: what counts is the first line of all that follows.
  const firstBehind: number[] = []
  let first = Number.POSITIVE_INFINITY
  for (let at = pieces.length - 1; at >= 0; at--) {
    first = Math.min(first, pieces[at]?.span.from ?? first)
    firstBehind[at] = first
  }
  const all: Piece[] = []
  let next = 0
  const take = (before: number): void => {
    for (let one = left[next]; one && one.number < before; one = left[++next]) {
      const year = one.reason === 'pageHeader' ? otherYear(one.text, period) : null
      const doubts: readonly Doubt[] = year === null ? one.doubts : [...one.doubts, { code: 'otherYear', words: year }]
      all.push({
        kind: 'leftOut',
        id: `l${next + 1}`,
        span: { from: one.number, to: one.number },
        doubts,
        reason: one.reason,
        text: one.text,
      })
    }
  }
  pieces.forEach((piece, at) => {
    take(firstBehind[at] ?? 0)
    all.push(piece)
  })
  take(Number.POSITIVE_INFINITY)
  return all
}
