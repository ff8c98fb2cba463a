import { describe, expect, test } from 'vitest'
import type { Doubt, ImportDraft, Piece } from '@samplan/shared/import/draft'
import { changedPiece, doubtsOf, foldOf, lineMarks, nameOf, nextDoubt, rowsOf } from './findings.ts'

const base = (id: string, from: number, to = from, doubts: readonly Doubt[] = []) => ({ id, span: { from, to }, doubts })
const section = (id: string, from: number, title = id, doubts: readonly Doubt[] = []): Piece => ({
  ...base(id, from, from, doubts),
  kind: 'section',
  level: 1,
  title,
})
const text = (id: string, from: number, to = from, doubts: readonly Doubt[] = []): Piece => ({
  ...base(id, from, to, doubts),
  kind: 'text',
  block: { type: 'paragraph', content: [{ type: 'text', text: id }] },
})
const dropped = (id: string, from: number): Piece => ({ ...base(id, from), kind: 'leftOut', reason: 'pageNumber', text: '14' })
const draft = (...pieces: readonly Piece[]): ImportDraft => ({
  title: 'Plan',
  period: '',
  doubts: [{ code: 'periodMissing', words: null }],
  pieces,
})
const juli: Doubt = { code: 'baselineDate', words: 'juli' }

describe('the list', () => {
  const pieces = [section('a', 1), text('b', 2), dropped('c', 3), text('d', 4, 5), section('e', 6), text('f', 7, 7, [juli]), text('g', 8)]

  test('IC-20 text and what was left out are folded between findings; what is doubtful never is', () => {
    const ids = (shown: readonly string[]) => rowsOf(pieces, new Set(shown)).map(({ id }) => id)
    expect(ids([])).toEqual(['a', 'fold-b', 'e', 'f', 'fold-g'])
    expect(ids(['c'])).toEqual(['a', 'fold-b', 'b', 'c', 'd', 'e', 'f', 'fold-g'])
    expect(foldOf(pieces, 'c')).toEqual(['b', 'c', 'd'])
    expect([foldOf(pieces, 'f'), foldOf(pieces, 'a'), foldOf(pieces, 'gone')]).toEqual([[], [], []])
  })

  test('IC-21 a line is marked as what matters most on it, and doubt before all', () => {
    const goal: Piece = { ...base('goal', 1), kind: 'overallGoal', title: 'a', category: null }
    const marks = lineMarks([goal, section('a', 1), text('b', 2, 3), dropped('c', 3), text('d', 4, 5, [juli])])
    expect(marks.get(1)).toMatchObject({ piece: 'a', kind: 'section', isFirst: true })
    expect(marks.get(3)).toMatchObject({ piece: 'b', isFirst: false, isDoubtful: false })
    expect(marks.get(5)).toMatchObject({ piece: 'd', isDoubtful: true, isFirst: false })
    expect(marks.has(6)).toBe(false)
  })

  test('IC-22 the next doubt is the one behind, then the first again', () => {
    const found = draft(section('a', 1), text('b', 2, 2, [juli]), section('c', 3), text('d', 4, 4, [juli, { code: 'order', words: null }]))
    expect(doubtsOf(found).map(({ piece }) => piece)).toEqual([null, 'b', 'd', 'd'])
    expect([nextDoubt(found, null, null), nextDoubt(found, 0, null), nextDoubt(found, 3, null)]).toEqual([0, 1, 0])
    expect([nextDoubt(found, null, 'b'), nextDoubt(found, null, 'c')]).toEqual([1, 2])
    expect(nextDoubt({ ...draft(section('a', 1)), doubts: [] }, null, null)).toBeNull()
  })

  test('IC-23 after an undo one looks at what changed', () => {
    const [a, b, c] = [section('a', 1), section('b', 2), section('c', 3)]
    expect(changedPiece(draft(a, b, c), draft(a, section('b', 2, 'ny'), c))).toBe('b')
    expect(changedPiece(draft(a, b, c), draft(a, c))).toBe('c')
    expect(changedPiece(draft(a), draft(a))).toBeNull()
  })

  test('IC-24 a name is one line and ends between words', () => {
    expect(nameOf(section('a', 1, 'Flere  i\njob'))).toBe('Flere i job')
    expect(nameOf(section('a', 1, 'Flere flygtninge skal forsørge sig selv'), 20)).toBe('Flere flygtninge …')
  })
})
