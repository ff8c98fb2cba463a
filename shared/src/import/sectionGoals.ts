/** Owns overall goals that no number and no label names: the sections in which result goals stand, told from where they stand. */
import { keyOf } from './contents.ts'
import type { OverallGoalPiece, Piece, SectionPiece } from './draft.ts'
import { isCapitals } from './headings.ts'
import { asSentence, categoryOf, isResultLabel } from './overallGoals.ts'
import { goalChapter, goalHeading, goalQuestion } from './vocabulary/goals.ts'
import { appendix, chapterWords, closingWords } from './vocabulary/headings.ts'

type Node = {
  readonly piece: SectionPiece
  readonly at: number
  /** Behind the last piece of its part of the document. */
  readonly end: number
  readonly parent: Node | null
  /** Result goals without an overall goal that stand in it, or in a part of it that is named after what it holds. */
  readonly own: readonly number[]
}

const leastSiblings = 2

/**
 * The pieces with the overall goals that their order shows: the sections of a chapter that speaks of goals, or, in a document that names
 * no overall goal, the sections of one level that hold result goals. They carry the doubt `goal`.
 */
export function withSectionGoals(pieces: readonly Piece[]): readonly Piece[] {
  const loose = pieces.some((piece) => piece.kind === 'resultGoal' && piece.under === null)
  if (!loose) return pieces
  const nodes = nodesOf(pieces)
  const named = pieces.some(({ kind }) => kind === 'overallGoal')
  const chosen = inChapter(nodes) ?? (named ? null : alike(nodes))
  return chosen ? placed(pieces, chosen) : pieces
}

const bareTitle = (title: string): string => title.replace(/^(?:\d+(?:\.\d+)*|[A-ZÆØÅ])[.)]?\s+(?=\S)/u, '')

/** A section that is named after what it holds, not after what is wanted. */
function isPart(title: string): boolean {
  const bare = bareTitle(title)
  return isResultLabel(bare) || goalHeading.test(title) || goalHeading.test(bare) || goalQuestion.test(title)
}

function isChapter(title: string): boolean {
  const bare = bareTitle(title)
  return chapterWords.test(bare) || closingWords.test(bare) || appendix.test(bare)
}

function nodesOf(pieces: readonly Piece[]): readonly Node[] {
  const nodes: Node[] = []
  const path: Node[] = []
  pieces.forEach((piece, at) => {
    if (piece.kind !== 'section') return
    while ((path.at(-1)?.piece.level ?? 0) >= piece.level) path.pop()
    const end = pieces.findIndex((other, place) => place > at && other.kind === 'section' && other.level <= piece.level)
    const node: Node = { piece, at, end: end < 0 ? pieces.length : end, parent: path.at(-1) ?? null, own: [] }
    nodes.push(node)
    path.push(node)
  })
  // The parts of every goal are called the same.
  const titles = nodes.map(({ piece }) => keyOf(piece.title))
  const again = new Set(titles.filter((title, at) => titles.indexOf(title) < at))
  const goals = new Map<Node, number[]>()
  pieces.forEach((piece, at) => {
    if (piece.kind !== 'resultGoal' || piece.under !== null) return
    let holder = nodes.findLast((node) => node.at < at && at < node.end) ?? null
    while (holder?.parent && (isPart(holder.piece.title) || again.has(keyOf(holder.piece.title)))) holder = holder.parent
    if (holder) goals.set(holder, [...(goals.get(holder) ?? []), at])
  })
  return nodes.map((node) => ({ ...node, own: goals.get(node) ?? [] }))
}

/** The sections of a chapter that speaks of goals, when most of them hold some. */
function inChapter(nodes: readonly Node[]): readonly Node[] | null {
  for (const chapter of nodes) {
    if (!goalChapter.test(bareTitle(chapter.piece.title)) || chapter.own.length > 0) continue
    const inside = nodes.filter(({ parent, piece }) => parent?.at === chapter.at && !isChapter(piece.title))
    const holding = inside.filter(({ own }) => own.length > 0)
    if (inside.length >= leastSiblings && holding.length > 0 && holding.length >= inside.length / 2) return inside
  }
  return null
}

/** The sections of one level that hold result goals: at least two, and no goal stands elsewhere in a section of another level. */
function alike(nodes: readonly Node[]): readonly Node[] | null {
  const holding = nodes.filter(({ own }) => own.length > 0)
  const [first] = holding
  if (!first || holding.length < leastSiblings) return null
  const same = holding.every(({ piece }) => piece.level === first.piece.level && !isPart(piece.title) && !isChapter(piece.title))
  return same ? holding : null
}

function placed(pieces: readonly Piece[], chosen: readonly Node[]): readonly Piece[] {
  const behind = new Map<number, OverallGoalPiece>()
  const under = new Map<number, string>()
  chosen.forEach(({ piece, at, own, parent }, count) => {
    const bare = bareTitle(piece.title)
    const goal: OverallGoalPiece = {
      kind: 'overallGoal',
      id: `s${count + 1}`,
      span: piece.span,
      doubts: [{ code: 'goal', words: null }],
      title: isCapitals(bare) ? asSentence(bare) : bare,
      category: categoryOf(parent?.piece.title ?? ''),
    }
    behind.set(at, goal)
    for (const one of own) under.set(one, goal.id)
  })
  return pieces.flatMap((piece, at): Piece[] => {
    const goal = under.get(at)
    const own: Piece = piece.kind === 'resultGoal' && goal !== undefined ? { ...piece, under: goal } : piece
    const more = behind.get(at)
    return more ? [own, more] : [own]
  })
}
