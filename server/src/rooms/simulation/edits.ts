/** Owns what is known of one edit: what it consists of, who made it where and when, and what became of it. */
import type { SectionId, SubmissionId } from '@samplan/shared/ids'
import * as Y from 'yjs'

/** Structs of one Yjs client, from `clock` to before `end`. */
export type Span = { readonly client: number; readonly clock: number; readonly end: number }

export type Parts = { readonly structs: readonly Span[]; readonly deletes: readonly Span[] }

export type Edit = Parts & {
  readonly name: string
  readonly person: string
  readonly section: SectionId
  /** Of the plan when its author's text was opened. */
  readonly epoch: number
  readonly update: Uint8Array
  /** The text it was made in. */
  readonly seen: ReadonlyMap<number, number>
  /** Made while all rooms were known to hold for this submission. */
  readonly heldBy: SubmissionId | null
  /** Sent by somebody who had the right to write then, or got it while the connection stood. */
  offered: boolean
  /** `unsettled`: nobody was told anything of it, and nobody will be. */
  fate: 'open' | 'acknowledged' | 'refused' | 'unsettled'
}

export function partsOf(update: Uint8Array): Parts {
  const { structs, ds } = Y.decodeUpdate(update)
  return {
    structs: structs
      .filter((struct) => !(struct instanceof Y.Skip))
      .map(({ id, length }) => ({ client: id.client, clock: id.clock, end: id.clock + length })),
    deletes: [...ds.clients].flatMap(([client, ranges]) => ranges.map(({ clock, len }) => ({ client, clock, end: clock + len }))),
  }
}

/** All that is deleted in the document, each item as "client:clock". */
export function deletedIn(doc: Y.Doc): ReadonlySet<string> {
  const deleted = new Set<string>()
  for (const [client, ranges] of Y.createDeleteSetFromStructStore(doc.store).clients)
    for (const { clock, len } of ranges) for (let at = clock; at < clock + len; at++) deleted.add(`${client}:${at}`)
  return deleted
}

export function stateOf(doc: Y.Doc): ReadonlyMap<number, number> {
  return Y.decodeStateVector(Y.encodeStateVector(doc))
}

/** Whether a text with this state and these deletions has all of the edit. */
export function isIn({ structs, deletes }: Parts, state: ReadonlyMap<number, number>, deleted: ReadonlySet<string>): boolean {
  return (
    structs.every(({ client, end }) => (state.get(client) ?? 0) >= end) &&
    deletes.every(({ client, clock, end }) => {
      for (let at = clock; at < end; at++) if (!deleted.has(`${client}:${at}`)) return false
      return true
    })
  )
}

/** What the documents say to a reader, and what is in them. */
export function sameText(one: Y.Doc, other: Y.Doc): boolean {
  return Y.equalSnapshots(Y.snapshot(one), Y.snapshot(other)) && fragmentOf(one).toString() === fragmentOf(other).toString()
}

export function fragmentOf(doc: Y.Doc): Y.XmlFragment {
  return doc.getXmlFragment('default')
}
