/** Owns the finding: from the lines of a source to a draft of a plan. Deterministic, never throws, loses no word. */
import type { ImportDraft, Piece } from './draft.ts'
import type { SourceLine, SourceText } from './source.ts'

/** What the source holds, as pieces in reading order. What the finder is unsure of carries a doubt. */
export function findPlan(source: SourceText): ImportDraft {
  const pieces: Piece[] = []
  let run: SourceLine[] = []
  const flush = (): void => {
    const [first, last] = [run[0], run.at(-1)]
    if (!first || !last) return
    const text = run.map((line) => line.text.trim()).join(' ')
    const span = { from: first.number, to: last.number }
    const id = `p${pieces.length + 1}`
    const isHeading = run.length === 1 && text.length < 80 && /^\p{Lu}/u.test(text) && !/[.:,;?!]$/.test(text)
    if (isHeading) pieces.push({ kind: 'section', id, span, doubts: [], level: 1, title: text })
    else pieces.push({ kind: 'text', id, span, doubts: [], block: { type: 'paragraph', content: [{ type: 'text', text }] } })
    run = []
  }
  for (const line of source.lines) {
    if (line.text.trim() === '') flush()
    else run.push(line)
  }
  flush()
  return {
    title: '',
    period: '',
    doubts: [
      { code: 'titleMissing', words: null },
      { code: 'periodMissing', words: null },
    ],
    pieces,
  }
}
