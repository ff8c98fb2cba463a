/** Owns one section's live document and its way to the server and back: an unmodified y-websocket provider on a channel of the shared socket. */
import * as decoding from 'lib0/decoding'
import { Awareness } from 'y-protocols/awareness'
import { WebsocketProvider } from 'y-websocket'
import * as Y from 'yjs'
import {
  closeCodes,
  messageAck,
  messageFullness,
  messageInText,
  messageStoreState,
  messageSync,
  readInTextAnswer,
} from '@samplan/shared/roomWire'
import { fragmentName, sectionSchema } from '@samplan/shared/section/content'
import type { DeviceRow, DeviceStore, RowKind } from './deviceStore.ts'
import { inTextQuestion } from './inText.ts'
import type { SharedSocket } from './sharedSocket.ts'
import { acknowledged, foundInText, nothingUnsent, reconnected, stepSent, type Unsent, updateSent, written } from './unsent.ts'

export type LinkSettings = {
  readonly section: string
  readonly epoch: number
  readonly person: string
  readonly writes: boolean
  /** Of the page: "ws://host". */
  readonly origin: string
  readonly socket: SharedSocket
  readonly device: DeviceStore
  /** Milliseconds. */
  readonly now: () => number
}

/** What a link says about itself; `closed` is the final close code. */
export type LinkEvent =
  | { readonly tells: 'synced' }
  | { readonly tells: 'unsent' }
  | { readonly tells: 'confirmed' }
  | { readonly tells: 'store' }
  | { readonly tells: 'fullness' }
  | { readonly tells: 'closed'; readonly code: number }

/** The origin of edits that come back from the device's store. */
const restored = 'restored'

export class SectionLink {
  readonly settings: LinkSettings
  readonly doc = new Y.Doc()
  readonly fragment = this.doc.getXmlFragment(fragmentName)
  readonly awareness = new Awareness(this.doc)
  /** The final close code, or null. */
  closed: number | null = null
  /** Whether the first sync has been: from then on the document can be shown. */
  loaded = false
  /** Whether the server says that it cannot store. */
  storeFails = false
  /** How full the section is, in percent, as the server has told its writers; 0: there is room. */
  full = 0

  readonly #provider: WebsocketProvider
  readonly #listeners = new Set<(event: LinkEvent) => void>()
  readonly #beforeRemote = new Set<() => void>()
  readonly #link: string
  #unsent: Unsent = nothingUnsent
  readonly #rows = new Map<string, DeviceRow>()
  #seq = 0
  /** The section without the unconfirmed edits, in parts that make one update. */
  #before: readonly Uint8Array[] = []
  /** The edits that this connection has asked about. */
  #asked: readonly string[] = []

  constructor(settings: LinkSettings) {
    this.settings = settings
    this.#link = `${this.doc.clientID.toString(36)}-${settings.now().toString(36)}`
    // Nobody is anywhere before the section has the focus; a state of {} would be renewed every 15 s.
    this.awareness.setLocalState(null)
    this.#restore()
    if (settings.writes) {
      this.doc.on('beforeTransaction', this.#keepBefore)
      // Before the provider's own handler: the edit is known when its frame is sent.
      this.doc.on('update', this.#updated)
    }
    const sent = (bytes: Uint8Array): void => this.#sent(bytes)
    const receives = (): void => {
      for (const listener of [...this.#beforeRemote]) listener()
    }
    class CountedChannel extends settings.socket.Channel {
      override send(bytes: Uint8Array): void {
        sent(bytes)
        super.send(bytes)
      }
      override received(payload: Uint8Array): void {
        receives()
        super.received(payload)
      }
    }
    this.#provider = new WebsocketProvider(`${settings.origin}/room`, settings.section, this.doc, {
      WebSocketPolyfill: CountedChannel as unknown as typeof WebSocket, // the provider uses no more than a channel has
      awareness: this.awareness,
      disableBc: true,
      params: { schema: String(sectionSchema), epoch: String(settings.epoch), person: settings.person, acks: '1' },
      shouldReconnect: ({ code }) => code !== closeCodes.accessChanged && !(code >= 4400 && code < 4500),
    })
    this.#provider.messageHandlers[messageAck] = (_encoder, decoder) => this.#acknowledged(decoding.readVarUint(decoder))
    this.#provider.messageHandlers[messageInText] = (_encoder, decoder) => this.#inText(readInTextAnswer(decoder))
    this.#provider.messageHandlers[messageStoreState] = (_encoder, decoder) => {
      this.storeFails = decoding.readVarUint(decoder) === 0
      this.#tell({ tells: 'store' })
    }
    this.#provider.messageHandlers[messageFullness] = (_encoder, decoder) => {
      this.full = decoding.readVarUint(decoder)
      this.#tell({ tells: 'fullness' })
    }
    sendOnlyOwnAwareness(this.#provider)
    this.#provider.on('status', ({ status }: { status: string }) => {
      if (status === 'connecting') return
      this.#unsent = reconnected(this.#unsent)
      if (status !== 'connected') return
      // The server tells it to who comes in, where there is anything to tell.
      if (this.full !== 0) {
        this.full = 0
        this.#tell({ tells: 'fullness' })
      }
      this.#ask()
    })
    this.#provider.on('sync', (is: boolean) => {
      if (!is) return
      this.loaded = true
      this.closed = null
      this.#tell({ tells: 'synced' })
    })
    this.#provider.on('closed', ({ code }: { code: number }) => {
      this.closed = code
      this.#tell({ tells: 'closed', code })
    })
  }

  /** Own edits without confirmation: how many, and when the oldest was written. */
  get unsent(): { readonly count: number; readonly since: number | null } {
    return { count: this.#unsent.edits.length, since: this.#unsent.edits[0]?.at ?? null }
  }

  get synced(): boolean {
    return this.#provider.synced
  }

  on(listener: (event: LinkEvent) => void): () => void {
    this.#listeners.add(listener)
    return () => void this.#listeners.delete(listener)
  }

  /** Told before a message of the server is taken in. */
  beforeRemote(listener: () => void): () => void {
    this.#beforeRemote.add(listener)
    return () => void this.#beforeRemote.delete(listener)
  }

  /** Goes on with the same document after a final close, where nothing of it was refused: signed in again, rights looked up. */
  resume(): void {
    this.closed = null
    this.#provider.connect()
  }

  /** Takes the unconfirmed edits out, as the section without and with them; null where there are none. They are never sent again. */
  takeRefused(): { readonly before: Uint8Array; readonly after: Uint8Array; readonly from: number; readonly to: number } | null {
    const { edits } = this.#unsent
    const [first, last] = [edits[0], edits.at(-1)]
    if (!first || !last) return null
    const before = this.#mergedBefore()
    const after = Y.mergeUpdates([before, ...edits.map((edit) => edit.update)])
    this.#unsent = nothingUnsent
    this.#forgetRows()
    this.#tell({ tells: 'unsent' })
    return { before, after, from: first.at, to: last.at }
  }

  destroy(): void {
    this.#listeners.clear()
    this.#provider.destroy()
    this.awareness.destroy()
    this.doc.destroy()
  }

  /** Edits kept from an earlier visit go into the document before it connects, so that the first SyncStep2 carries them. */
  #restore(): void {
    const { device, section, epoch, writes } = this.settings
    if (!writes) return
    const kept = device
      .rows()
      .filter((row) => row.section === section && row.epoch === epoch && row.schema === sectionSchema)
      .sort((a, b) => a.at - b.at || a.seq - b.seq)
    const own = kept.filter((row) => row.kind === 'own')
    if (own.length === 0) {
      if (kept.length > 0) device.remove(kept.map((row) => row.id))
      return
    }
    const before = kept.filter((row) => row.kind !== 'own').map((row) => row.update)
    this.doc.transact(() => {
      for (const update of [...before, ...own.map((row) => row.update)]) Y.applyUpdate(this.doc, update, restored)
    }, restored)
    this.#before = before
    device.remove(kept.map((row) => row.id))
    if (before.length > 0) this.#keep('base', this.#mergedBefore(), own[0]?.at ?? 0)
    for (const row of own)
      this.#unsent = written(this.#unsent, { id: this.#keep('own', row.update, row.at), update: row.update, at: row.at })
  }

  readonly #keepBefore = (transaction: Y.Transaction): void => {
    if (transaction.origin !== this.#provider && this.#unsent.edits.length === 0) this.#before = [Y.encodeStateAsUpdate(this.doc)]
  }

  readonly #updated = (update: Uint8Array, origin: unknown): void => {
    const dirty = this.#unsent.edits.length > 0
    if (origin === this.#provider) {
      if (!dirty) return
      this.#keep('theirs', update, this.settings.now())
      this.#before = [...this.#before, update]
      return
    }
    const at = this.settings.now()
    if (!dirty && this.#before.length > 0) this.#keep('base', this.#mergedBefore(), at)
    this.#unsent = written(this.#unsent, { id: this.#keep('own', update, at), update, at })
    this.#tell({ tells: 'unsent' })
  }

  #sent(bytes: Uint8Array): void {
    if (bytes[0] !== messageSync) return
    if (bytes[1] === 1) this.#unsent = stepSent(this.#unsent)
    else if (bytes[1] === 2) this.#unsent = updateSent(this.#unsent)
  }

  #acknowledged(count: number): void {
    this.#settle(acknowledged(this.#unsent, count))
  }

  /** Before the sync, so that a door which stays closed can tell what came in through the last one. */
  #ask(): void {
    const { question, asked } = inTextQuestion(this.#unsent.edits)
    this.#asked = asked.map(({ id }) => id)
    if (asked.length > 0) this.#provider.ws?.send(question as Uint8Array<ArrayBuffer>)
  }

  #inText(answer: readonly boolean[]): void {
    const asked = this.#asked
    this.#settle(
      foundInText(
        this.#unsent,
        asked.filter((_, at) => answer[at]),
      ),
    )
  }

  /** What is confirmed belongs to the section from here on: the edits behind it stand on it. */
  #settle({ unsent, confirmed }: { readonly unsent: Unsent; readonly confirmed: readonly string[] }): void {
    const updates = new Map(this.#unsent.edits.map((edit) => [edit.id, edit.update]))
    this.#unsent = unsent
    if (unsent.edits.length === 0) this.#forgetRows()
    else
      for (const id of confirmed) {
        const [row, update] = [this.#rows.get(id), updates.get(id)]
        if (update) this.#before = [...this.#before, update]
        if (row) this.#put({ ...row, kind: 'theirs' })
      }
    this.#tell({ tells: 'confirmed' })
  }

  #mergedBefore(): Uint8Array {
    return this.#before.length > 0 ? Y.mergeUpdates([...this.#before]) : Y.encodeStateAsUpdate(new Y.Doc())
  }

  #keep(kind: RowKind, update: Uint8Array, at: number): string {
    const { person, section, epoch } = this.settings
    const seq = this.#seq++
    const row: DeviceRow = {
      id: `${this.#link}:${seq}`,
      person,
      section,
      epoch,
      schema: sectionSchema,
      link: this.#link,
      seq,
      kind,
      update,
      at,
    }
    this.#put(row)
    return row.id
  }

  #put(row: DeviceRow): void {
    this.#rows.set(row.id, row)
    this.settings.device.put([row])
  }

  #forgetRows(): void {
    this.settings.device.remove([...this.#rows.keys()])
    this.#rows.clear()
  }

  #tell(event: LinkEvent): void {
    for (const listener of [...this.#listeners]) listener(event)
  }
}

/** y-websocket sends every awareness update that it receives back to the server: with n people that is n times the traffic. */
function sendOnlyOwnAwareness(provider: WebsocketProvider): void {
  const send = provider._awarenessUpdateHandler as (change: unknown, origin: unknown) => void
  provider.awareness.off('update', send)
  provider.awareness.on('update', (change: unknown, origin: unknown) => {
    if (origin !== provider) send(change, origin)
  })
}
