/**
 * Owns what the page says about saving: one pure transition over all sections. "Gemt" comes only from the server's acknowledgements.
 * It speaks of the edits that live; refused ones are counted beside it.
 */

/** What is known now, over all sections. Times in milliseconds. */
export type SaveFacts = {
  /** Own edits without acknowledgement. */
  readonly unsent: number
  /** When the oldest of them was written. */
  readonly since: number | null
  /** When the server last said that everything is on disk. */
  readonly confirmedAt: number | null
  /** Since when there is no connection, also while the first one is being made; null: there is one. */
  readonly offlineSince: number | null
  /** The connection was ended by a server that stops and leaves its clients to the next one. */
  readonly handedOver: boolean
  /** The server says that it cannot store. */
  readonly storeFails: boolean
  /** A submission is under way: the server holds what is written until it is decided. */
  readonly held: boolean
  /** The plan can be written in by this person now. */
  readonly writes: boolean
}

export type SaveWord =
  /** Nothing to say yet: no section has loaded. */
  | { readonly is: 'quiet' }
  | { readonly is: 'reading' }
  | { readonly is: 'saved'; readonly at: number }
  | { readonly is: 'saving' }
  | { readonly is: 'onlyHere' }
  | { readonly is: 'cannotSave' }

/** What is shown, since when, and when to look again although nothing has happened (null: never). */
export type SaveShown = { readonly word: SaveWord; readonly changedAt: number; readonly lookAgainAt: number | null }

export const nothingShown: SaveShown = { word: { is: 'quiet' }, changedAt: Number.NEGATIVE_INFINITY, lookAgainAt: null }

/** "Gemmer …" is worth saying only after this. */
export const savingAfter = 800
/** The word changes at most this often. */
export const calm = 1000
/** The first connection of a page may take so long before it is said to be missing. */
export const connecting = 3000
/** So long may the next server take that one was left to: what is on disk stays there, and what is not is being saved. */
export const handOver = 5000
/** Online and without an acknowledgement for so long: it cannot be saved, whatever the reason. */
export const patience = 15_000

/** The next word. Call it with every change of the facts and at `lookAgainAt`. */
export function nextShown(shown: SaveShown, facts: SaveFacts, now: number): SaveShown {
  const { word, lookAgainAt } = wordFor(shown.word, facts, now)
  if (sameWord(word, shown.word)) return { ...shown, word, lookAgainAt }
  const calmAt = shown.changedAt + calm
  if (now < calmAt && shown.word.is !== 'quiet') return { ...shown, lookAgainAt: Math.min(calmAt, lookAgainAt ?? calmAt) }
  return { word, changedAt: now, lookAgainAt }
}

function wordFor(old: SaveWord, facts: SaveFacts, now: number): { readonly word: SaveWord; readonly lookAgainAt: number | null } {
  const { unsent, since, confirmedAt, offlineSince } = facts
  const missedAt = facts.handedOver && offlineSince !== null ? offlineSince + handOver : now
  if (now < missedAt) {
    const { word, lookAgainAt } = wordFor(old, { ...facts, offlineSince: null }, now)
    return { word, lookAgainAt: Math.min(lookAgainAt ?? missedAt, missedAt) }
  }
  const still = (word: SaveWord): { readonly word: SaveWord; readonly lookAgainAt: null } => ({ word, lookAgainAt: null })
  if (!facts.writes && unsent === 0) return still({ is: 'reading' })
  if (unsent === 0 || since === null) {
    if (offlineSince !== null) {
      const saidAt = offlineSince + connecting
      return old.is === 'quiet' && now < saidAt ? { word: old, lookAgainAt: saidAt } : still({ is: 'onlyHere' })
    }
    if (facts.storeFails) return still({ is: 'cannotSave' })
    return still(confirmedAt === null ? { is: 'quiet' } : { is: 'saved', at: confirmedAt })
  }
  if (offlineSince !== null) return still({ is: 'onlyHere' })
  if (facts.storeFails || (now - since >= patience && !facts.held)) return still({ is: 'cannotSave' })
  const waited = now - since
  if (waited >= savingAfter) return { word: { is: 'saving' }, lookAgainAt: facts.held ? null : since + patience }
  // Between two quick acknowledgements the last true word stays: it names an earlier time.
  const word: SaveWord = old.is === 'saved' || old.is === 'quiet' || old.is === 'saving' ? old : { is: 'saving' }
  return { word, lookAgainAt: since + savingAfter }
}

function sameWord(a: SaveWord, b: SaveWord): boolean {
  if (a.is !== b.is) return false
  return a.is !== 'saved' || b.is !== 'saved' || minuteOf(a.at) === minuteOf(b.at)
}

/** The clock shows minutes. */
function minuteOf(at: number): number {
  return Math.floor(at / 60_000)
}
