/**
 * Owns the joining of Yjs updates by their bytes: linear, and without building what is in them. Where it is not certain that
 * the result says the same, Yjs merges them, which takes quadratic time.
 */
import * as encoding from 'lib0/encoding'
import * as Y from 'yjs'
import { outlineOf } from './updateOutline.ts'

type Piece = { readonly client: number; readonly clock: number; readonly end: number; readonly count: number; readonly bytes: Uint8Array }

/** Yjs merges in quadratic time: this many at once, and no more. */
const mergedAtOnce = 64

/** The updates as one that says the same. Throws on none, and on malformed ones. */
export function joined(updates: readonly Uint8Array[]): Uint8Array {
  const [first] = updates
  if (!first) throw new Error('nothing to join')
  return updates.length === 1 ? first : (spliced(updates) ?? merged(updates))
}

/**
 * The updates as one, the structs of each client joined in the order of their clocks; null where an update is not as Yjs writes
 * it, or the clocks of a client overlap or have gaps.
 */
export function spliced(updates: readonly Uint8Array[]): Uint8Array | null {
  const blocks: Piece[] = []
  const deletions: Piece[] = []
  for (const update of updates) {
    const outline = outlineOf(update)
    if (!outline.orderly || outline.skips) return null
    for (const { client, clock, end, count, from, to } of outline.blocks)
      blocks.push({ client, clock, end, count, bytes: update.subarray(from, to) })
    for (const { client, count, from, to } of outline.deletions)
      deletions.push({ client, clock: 0, end: 0, count, bytes: update.subarray(from, to) })
  }
  // Higher clients first: Yjs relies on it where it merges.
  blocks.sort((a, b) => b.client - a.client || a.clock - b.clock)
  for (let at = 1; at < blocks.length; at++) {
    const [before, here] = [blocks[at - 1] as Piece, blocks[at] as Piece] // both are inside
    if (before.client === here.client && before.end !== here.clock) return null
  }
  deletions.sort((a, b) => b.client - a.client)
  const encoder = encoding.createEncoder()
  writePieces(encoder, blocks, ({ client, clock }, count) => {
    encoding.writeVarUint(encoder, count)
    encoding.writeVarUint(encoder, client)
    encoding.writeVarUint(encoder, clock)
  })
  writePieces(encoder, deletions, ({ client }, count) => {
    encoding.writeVarUint(encoder, client)
    encoding.writeVarUint(encoder, count)
  })
  return encoding.toUint8Array(encoder)
}

/** The number of clients, then each client's head and all of its bytes. */
function writePieces(encoder: encoding.Encoder, pieces: readonly Piece[], writeHead: (first: Piece, count: number) => void): void {
  const starts = pieces.flatMap(({ client }, at) => (at === 0 || pieces[at - 1]?.client !== client ? [at] : []))
  encoding.writeVarUint(encoder, starts.length)
  starts.forEach((start, index) => {
    const ofClient = pieces.slice(start, starts[index + 1])
    writeHead(
      ofClient[0] as Piece, // a start has at least one
      ofClient.reduce((sum, { count }) => sum + count, 0),
    )
    for (const { bytes } of ofClient) encoding.writeUint8Array(encoder, bytes)
  })
}

/** Merges in steps, so that many cost little more than few. */
function merged(updates: readonly Uint8Array[]): Uint8Array {
  let few = updates
  while (few.length > 1) {
    const fewer: Uint8Array[] = []
    for (let start = 0; start < few.length; start += mergedAtOnce) fewer.push(Y.mergeUpdates(few.slice(start, start + mergedAtOnce)))
    few = fewer
  }
  return few[0] as Uint8Array // one is left
}
