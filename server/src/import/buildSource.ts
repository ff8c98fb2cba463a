/** Owns how a reader with layout or style puts a source together: numbered lines, runs joined, tables with their rows as lines. */
import type { SourceCell, SourceLayout, SourceLine, SourceNote, SourceRun, SourceTable, SourceText } from '@samplan/shared/import/source'

export type LineFacts = {
  readonly page?: number
  readonly layout?: SourceLayout
  readonly style?: SourceLine['style']
  readonly size?: number
}

export type SourceBuilder = {
  /** One line, empty where there are no runs. */
  readonly line: (runs: readonly SourceRun[], facts?: LineFacts) => void
  /** One line per row. `layouts` has that of each row. */
  readonly table: (rows: readonly (readonly SourceCell[])[], headerRows: number, page?: number, layouts?: readonly SourceLayout[]) => void
  readonly note: (note: SourceNote) => void
  readonly end: (pages: number | null) => SourceText
}

export function buildSource(kind: SourceText['kind'], name: string | null): SourceBuilder {
  const lines: SourceLine[] = []
  const tables: SourceTable[] = []
  const notes: SourceNote[] = []
  const line: SourceBuilder['line'] = (given, facts = {}) => {
    const { page = null, layout = null, style = null, size } = facts
    const runs = trimmed(joinRuns(given))
    lines.push({
      number: lines.length + 1,
      page,
      text: runs.map(({ text }) => text).join(''),
      runs,
      layout,
      style,
      ...(size !== undefined && { size }),
    })
  }
  return {
    line,
    table(rows, headerRows, page, layouts) {
      const from = lines.length + 1
      rows.forEach((row, at) => {
        const layout = layouts?.[at]
        const text = row.map((cell) => cell.text.replaceAll('\n', ' ')).join('\t')
        line(text.trim() === '' ? [] : [{ text }], { ...(page !== undefined && { page }), ...(layout && { layout }) })
      })
      tables.push({ from, to: lines.length, headerRows, rows })
    },
    note: (note) => void notes.push(note),
    end(pages) {
      while (lines.at(-1)?.runs.length === 0 && (tables.at(-1)?.to ?? 0) < lines.length) lines.pop()
      return { kind, name, pages, lines, tables, notes }
    },
  }
}

/** Neighbours that look the same become one; a note ends its run. */
export function joinRuns(runs: readonly SourceRun[]): readonly SourceRun[] {
  const joined: SourceRun[] = []
  for (const run of runs) {
    const last = joined.at(-1)
    if (run.text === '' && run.note === undefined) continue
    const { note: _, ...look } = run
    const same = last && last.note === undefined && last.bold === run.bold && last.italic === run.italic && last.href === run.href
    // A mark that stands alone belongs to the words before it.
    if (last && last.note === undefined && run.text === '' && run.note !== undefined)
      joined[joined.length - 1] = { ...last, note: run.note }
    else if (same) joined[joined.length - 1] = { ...look, text: last.text + run.text, ...(run.note !== undefined && { note: run.note }) }
    else joined.push(run)
  }
  return joined
}

/** Without blanks at the end of the line. */
function trimmed(runs: readonly SourceRun[]): readonly SourceRun[] {
  const kept = [...runs]
  for (let last = kept.at(-1); last; last = kept.at(-1)) {
    const text = last.text.trimEnd()
    if (text === '' && last.note === undefined) kept.pop()
    else {
      kept[kept.length - 1] = { ...last, text }
      break
    }
  }
  return kept
}

/** A run with its look; what is not so is left out. */
export function runOf(
  text: string,
  look: { readonly bold?: boolean; readonly italic?: boolean; readonly href?: string | null },
): SourceRun {
  return { text, ...(look.bold && { bold: true }), ...(look.italic && { italic: true }), ...(look.href && { href: look.href }) }
}

/** The rows that head a table where the file does not say it: the first, when every cell has words and none is a figure. */
export function guessedHeaderRows(rows: readonly (readonly SourceCell[])[]): number {
  const [first] = rows
  if (!first || rows.length < 2) return 0
  return first.every(({ text }, at) => (at === 0 || text.trim() !== '') && !/^[\d.,%\s]+$/.test(text)) ? 1 : 0
}
