/** Owns the rounds: every subject once in each, in random order; ratios are drawn within a round, then their median. */
import type { Figure, Mark, Outcome, Row, Surroundings } from './figure.ts'
import type { Subject } from './subjects.ts'

export type Round = ReadonlyMap<Subject, Outcome>

export async function runRounds(figure: Figure, rounds: number, surroundings: Surroundings): Promise<readonly Round[]> {
  const done: Round[] = []
  for (let round = 1; round <= rounds; round++) {
    const outcomes = new Map<Subject, Outcome>()
    for (const subject of shuffled(figure.subjects)) {
      const outcome = await figure.measure(subject, surroundings).catch((error: unknown) => failed(error))
      outcomes.set(subject, outcome)
      const values = Object.entries(outcome.values).map(([key, value]) => `${key} ${value.toFixed(1)}`)
      const notes = [outcome.fault && `FAULT: ${outcome.fault}`, outcome.void && `void: ${outcome.void}`].filter(Boolean)
      surroundings.say(`${figure.name}, round ${round}, ${subject}: ${[...values, ...notes].join(', ')}`)
    }
    done.push(outcomes)
  }
  return done
}

function failed(error: unknown): Outcome {
  return { values: {}, fault: error instanceof Error ? error.message : String(error), void: null, raw: {} }
}

export function shuffled<Item>(items: readonly Item[]): readonly Item[] {
  return items
    .map((item) => ({ item, at: Math.random() }))
    .sort((a, b) => a.at - b.at)
    .map(({ item }) => item)
}

export type Spread = { readonly median: number; readonly min: number; readonly max: number }

/** Null: no number. */
export function spreadOf(values: readonly number[]): Spread | null {
  const sorted = values.filter(Number.isFinite).sort((a, b) => a - b)
  const middle = sorted.length >> 1
  const [low, high] = [sorted[sorted.length % 2 === 0 ? middle - 1 : middle], sorted[middle]]
  if (low === undefined || high === undefined) return null
  return { median: (low + high) / 2, min: sorted[0] ?? low, max: sorted.at(-1) ?? high }
}

/** The value of a subject in a round, where it counts: a void round or a faulty server gives none. */
function counted(round: Round, subject: Subject, key: string, voidToo: boolean): number {
  const outcome = round.get(subject)
  if (!outcome || outcome.fault || (outcome.void && !voidToo)) return Number.NaN
  return outcome.values[key] ?? Number.NaN
}

export const valuesOf = (rounds: readonly Round[], subject: Subject, key: string, voidToo: boolean): Spread | null =>
  spreadOf(rounds.map((round) => counted(round, subject, key, voidToo)))

const peers: readonly Subject[] = ['yWebsocket', 'hocuspocus', 'relay', 'yWebsocketKept', 'hocuspocusKept']

/** Ours through the other, in each round. */
export function ratioOf(rounds: readonly Round[], row: Row, mark: Mark, voidToo: boolean): Spread | null {
  return spreadOf(
    rounds.map((round) => {
      const of = (subject: Subject): number => counted(round, subject, mark.row ?? row.key, voidToo)
      const other = mark.against === 'quickest' ? least(peers.map(of)) : of(mark.against)
      return counted(round, mark.of ?? 'ours', row.key, voidToo) / (other + (mark.plus ?? 0))
    }),
  )
}

/** Of those that count; where none does, there is nothing to compare with. */
function least(values: readonly number[]): number {
  const counting = values.filter(Number.isFinite)
  return counting.length > 0 ? Math.min(...counting) : Number.NaN
}

/** Null: cannot be said. */
export function reaches(mark: Mark, ratio: Spread | null): boolean | null {
  if (!ratio) return null
  return mark.must === 'atMost' ? ratio.median <= mark.ratio : ratio.median >= mark.ratio
}
