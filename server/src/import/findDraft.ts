/** Owns the step from a text to its draft, and the refusal of a text in which there is no plan. */
import type { ImportDraft } from '@samplan/shared/import/draft'
import type { SourceText } from '@samplan/shared/import/source'
import type { Content } from '@samplan/shared/section/content'
import type { Level } from '@samplan/shared/plan'
import type { Refusal } from '@samplan/shared/refusal'

/** The draft, or a refusal where neither a section nor a goal was found. */
export function findDraft(source: SourceText): ImportDraft | Refusal {
  const pieces = source.lines
    .filter(({ text }) => text.trim() !== '')
    .map(({ number, text }, at) => {
      const base = { id: `p${at}`, span: { from: number, to: number }, doubts: [] }
      if (at === 0) return { ...base, kind: 'section', level: 1, title: text.trim().slice(0, 200) } as const
      return { ...base, kind: 'text', block: { type: 'paragraph', content: [{ type: 'text', text: text.trim() }] } } as const
    })
  return { title: pieces[0]?.kind === 'section' ? pieces[0].title : '', period: '', doubts: [], pieces }
}

export function sectionsOf(
  draft: ImportDraft,
  _newId: () => string,
): readonly { readonly level: Level; readonly title: string; readonly content: Content }[] {
  return draft.pieces.flatMap((piece) => (piece.kind === 'section' ? [{ level: piece.level, title: piece.title, content: [] }] : []))
}
