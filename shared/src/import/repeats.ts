/** Owns goals that a document prints twice, in its text and again in an appendix: they are imported once. */
import type { Piece, ResultGoalPiece } from './draft.ts'
import { likeness, wordsOf } from './words.ts'

const sameEnough = 0.9
/** Past this many goals only equal words count, so that a long text is read in no time. */
const mostCompared = 300

/** The later of two equal result goals is left out; of two, the one that stands under an overall goal stays. */
export function withoutRepeats(pieces: readonly Piece[]): readonly Piece[] {
  const goals = pieces.filter((piece): piece is ResultGoalPiece => piece.kind === 'resultGoal')
  const kept: { readonly piece: ResultGoalPiece; readonly words: readonly string[] }[] = []
  const exact = new Map<string, number>()
  const gone = new Set<string>()
  for (const piece of goals) {
    const words = wordsOf(piece.statement)
    const key = words.join(' ')
    const found =
      exact.get(key) ??
      (goals.length <= mostCompared
        ? kept.findIndex(
            (one) =>
              Math.abs(one.words.length - words.length) <= words.length * 0.25 &&
              likeness(one.words, words) >= sameEnough &&
              onlyDrift(one.words, words),
          )
        : -1)
    const known = kept[found]
    if (!known) {
      exact.set(key, kept.length)
      kept.push({ piece, words })
    } else if (known.piece.under === null && piece.under !== null) {
      gone.add(known.piece.id)
      kept[found] = { piece, words }
    } else gone.add(piece.id)
  }
  return pieces.map((piece): Piece =>
    piece.kind === 'resultGoal' && gone.has(piece.id)
      ? { kind: 'leftOut', id: piece.id, span: piece.span, doubts: [], reason: 'repeatedGoal', text: piece.statement }
      : piece,
  )
}

/** Whether what the two do not share is spelling: other forms of a word and small words. A figure or another word makes another goal. */
function onlyDrift(a: readonly string[], b: readonly string[]): boolean {
  const [only, other] = [without(a, b), without(b, a)]
  const numbers = (words: readonly string[]): boolean => words.some((word) => /\d/.test(word))
  if (numbers(only) || numbers(other)) return false
  const big = (words: readonly string[]): readonly string[] => words.filter((word) => word.length > 4)
  return (
    big(only).every((word) => other.some((one) => sameStem(word, one))) &&
    big(other).every((word) => only.some((one) => sameStem(word, one)))
  )
}

function without(words: readonly string[], others: readonly string[]): readonly string[] {
  const left = [...others]
  return words.filter((word) => {
    const at = left.indexOf(word)
    if (at >= 0) left.splice(at, 1)
    return at < 0
  })
}

function sameStem(a: string, b: string): boolean {
  let common = 0
  while (common < Math.min(a.length, b.length) && a[common] === b[common]) common++
  return common >= Math.max(4, Math.min(a.length, b.length) * 0.6)
}
