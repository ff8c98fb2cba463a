/** Owns the growing list of pieces: ids, texts and lists as blocks, what is left out, notes behind the lines that carry their mark. */
import { listNode, paragraphNode } from './blocks.ts'
import type { Doubt, LeftOutReason, Piece, Span } from './draft.ts'
import type { ListItem } from './flow.ts'
import type { Notes } from './footnotes.ts'
import { inlineOf, type Lexicon, notesIn } from './inline.ts'
import type { Line } from './lines.ts'
import { spanOf } from './parts.ts'

export type WithoutId = Piece extends infer One ? (One extends Piece ? Omit<One, 'id'> : never) : never

/** Identity: the list and its count of ids. Lifecycle: one document. */
export class PieceList {
  readonly pieces: Piece[] = []
  private count = 0
  private readonly lexicon: Lexicon
  private readonly notes: Notes

  constructor(lexicon: Lexicon, notes: Notes) {
    this.lexicon = lexicon
    this.notes = notes
  }

  /** The id that the piece got. */
  add(piece: WithoutId): string {
    const id = `p${++this.count}`
    this.pieces.push({ ...piece, id } as Piece)
    return id
  }

  leave(lines: readonly Line[], reason: LeftOutReason, doubts: readonly Doubt[]): void {
    for (const line of lines)
      if (line.text !== '') this.add({ kind: 'leftOut', span: { from: line.number, to: line.number }, doubts, reason, text: line.text })
  }

  /** Words of a line that are in no other piece; none are no piece. */
  leaveWords(text: string, span: Span): void {
    if (text.trim() !== '') this.add({ kind: 'leftOut', span, doubts: [], reason: 'label', text: text.trim() })
  }

  text(lines: readonly Line[], doubts: readonly Doubt[]): void {
    const block = paragraphNode(inlineOf(lines, this.lexicon, this.notes))
    if (block) this.add({ kind: 'text', span: spanOf(lines), doubts, block })
  }

  list(items: readonly ListItem[]): void {
    const block = listNode(items, this.lexicon, this.notes)
    this.add({ kind: 'text', span: spanOf(items.flatMap(({ lines }) => lines)), doubts: [], block })
  }

  notesBehind(lines: readonly Line[]): void {
    for (const text of notesIn(lines, this.lexicon, this.notes))
      this.add({ kind: 'text', span: spanOf(lines), doubts: [], block: { type: 'paragraph', content: [{ type: 'text', text }] } })
  }
}
