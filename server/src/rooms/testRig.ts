/** Owns what the tests of the rooms stand on: a plan and rights in memory, a store that fails when told to, clients whose queues the test flushes. */
import type { PersonId, PlanId, SectionId, SubmissionId } from '@samplan/shared/ids'
import { encodeInTextQuestion, readInTextAnswer } from '@samplan/shared/roomWire'
import { fragmentName, sectionSchema } from '@samplan/shared/section/content'
import { seedUpdate } from '@samplan/shared/section/seed'
import * as decoding from 'lib0/decoding'
import * as encoding from 'lib0/encoding'
import * as awarenessProtocol from 'y-protocols/awareness'
import * as syncProtocol from 'y-protocols/sync'
import * as Y from 'yjs'
import { createMemorySections } from '../storage/memory/sections.ts'
import { NoReply, type SectionStore, StoreUnavailable } from '../storage/ports.ts'
import type { Gate, RoomPerson, RoomsSurroundings } from './contract.ts'
import type { OpenChannel, RoomSession } from './door.ts'
import { createRooms, type RoomServer, type RoomsOptions } from './rooms.ts'

export const section = 'afsnit-1' as SectionId
export const submission = (id: string): SubmissionId => id as SubmissionId
export const personId = (id: string): PersonId => id as PersonId

type StoreOperation = keyof SectionStore
/**
 * `fails`: nothing was done. `noReply`: it was done, and nobody hears of it. `lost`: it was not done, and nobody hears of it.
 * `late`: nobody hears of it, and it is done when the promise resolves. A promise: it is done, and told, when that resolves.
 */
export type Fault = 'fails' | 'noReply' | 'lost' | { readonly late: Promise<unknown> } | Promise<unknown>

export type FaultyStore = SectionStore & {
  /** Asked before each operation. */
  fault: ((operation: StoreOperation, args: readonly unknown[]) => Fault | null) | null
  readonly calls: Partial<Record<StoreOperation, number>>
}

/** A store in memory that fails as the test says. */
export function createFaultyStore(store: SectionStore = createMemorySections()): FaultyStore {
  const calls: FaultyStore['calls'] = {}
  const wrap = <Name extends StoreOperation>(name: Name): SectionStore[Name] => {
    const run = async (...args: readonly never[]): Promise<unknown> => {
      calls[name] = (calls[name] ?? 0) + 1
      const fault = faulty.fault?.(name, args) ?? null
      if (fault === 'fails') throw new StoreUnavailable('told to fail')
      if (fault === 'lost') throw new NoReply('told to be lost')
      const carryOut = (): Promise<unknown> => (store[name] as (...given: readonly never[]) => Promise<unknown>)(...args)
      if (fault instanceof Promise) await fault
      else if (fault !== null && typeof fault === 'object') {
        void fault.late.then(carryOut)
        throw new NoReply('told to be late')
      }
      const result = await carryOut()
      if (fault === 'noReply') throw new NoReply('told not to reply')
      return result
    }
    return run as SectionStore[Name]
  }
  const faulty: FaultyStore = {
    fault: null,
    calls,
    create: wrap('create'),
    read: wrap('read'),
    marks: wrap('marks'),
    append: wrap('append'),
    freeze: wrap('freeze'),
    readPart: wrap('readPart'),
    insertPart: wrap('insertPart'),
    spill: wrap('spill'),
    merge: wrap('merge'),
    deleteParts: wrap('deleteParts'),
    sweepParts: wrap('sweepParts'),
  }
  return faulty
}

export type TestPlan = { at: 'draft' | 'body' | 'adopted'; epoch: number; pending: SubmissionId | null }

export type Rig = {
  readonly plan: TestPlan
  readonly store: FaultyStore
  readonly rooms: RoomServer
  readonly rights: Map<PersonId, 'read' | 'write' | 'none'>
  readonly changed: string[]
  readonly told: string[]
  /** Another process on the same store and plan. */
  readonly anotherProcess: (options?: Partial<RoomsOptions>, store?: SectionStore) => RoomServer
  readonly client: (options?: ClientOptions) => TestClient
  /** The section's text as it is on disk. */
  readonly stored: (of?: SectionId) => Promise<string>
}

const quick: Partial<RoomsOptions> = { holdPollMs: 5, retryMs: 1, longestRetryMs: 5, lingerMs: 0 }

export function createRig(
  options: Partial<RoomsOptions> & {
    readonly unknown?: readonly SectionId[]
    readonly firstContent?: () => Uint8Array
    readonly planDelay?: () => Promise<void>
  } = {},
): Rig {
  const plan: TestPlan = { at: 'draft', epoch: 1, pending: null }
  const rights: Rig['rights'] = new Map()
  const store = createFaultyStore()
  const changed: string[] = []
  const told: string[] = []
  const log = { warn: () => undefined, info: () => undefined, error: (_: object, text: string) => void told.push(text) }
  const surroundings: RoomsSurroundings = {
    async gate(asked): Promise<Gate | null> {
      if (options.unknown?.includes(asked)) return null
      await options.planDelay?.()
      const { at, epoch, pending } = plan
      await options.planDelay?.()
      return { plan: 'plan-1' as PlanId, at, open: at === 'draft', epoch, pending, pendingExpiresAt: null }
    },
    access: async (person) => ({ person: roomPerson(person), right: rights.get(person) ?? 'write' }),
    firstContent: async () => options.firstContent?.() ?? seedUpdate([]),
    now: () => Date.now(),
    log,
  }
  const events = { changed: (of: SectionId, entry: string) => void changed.push(`${of} ${entry}`), presence: () => undefined }
  const anotherProcess = (own: Partial<RoomsOptions> = {}, through: SectionStore = store): RoomServer =>
    createRooms(surroundings, through, events, { ...quick, ...options, ...own })
  const rooms = anotherProcess()
  return {
    plan,
    store,
    rooms,
    rights,
    changed,
    told,
    anotherProcess,
    client: (own = {}) => createClient(own.rooms ?? rooms, { epoch: plan.epoch, ...own }),
    async stored(of = section) {
      const doc = await createRooms(surroundings, store, events, quick).read(of)
      return textOf(doc)
    },
  }
}

export function roomPerson(id: PersonId): RoomPerson {
  return { id, name: `Navn ${id}`, letter: 'S', colour: '#123456' }
}

export function textOf(doc: Y.Doc): string {
  return doc
    .getXmlFragment(fragmentName)
    .toString()
    .replaceAll(/<[^>]*>/g, '')
}

export type ClientOptions = {
  readonly rooms?: RoomServer
  readonly person?: string
  readonly section?: SectionId
  readonly epoch?: number
  readonly schema?: number
  readonly acks?: boolean
  readonly doc?: Y.Doc
  readonly session?: RoomSession | null
  readonly path?: string
  /** Edits of an earlier connection: the client asks about them first. */
  readonly unacknowledged?: readonly Uint8Array[]
  /** False: the client does not answer by itself; the test sends. */
  readonly speaks?: boolean
}

export type TestClient = {
  readonly doc: Y.Doc
  readonly awareness: awarenessProtocol.Awareness
  /** All that the server has sent and the client has not yet taken. */
  readonly inbox: Uint8Array[]
  /** Messages in all. */
  readonly received: Uint8Array[]
  readonly close: { code: number | null }
  acked: number
  sent: number
  canStore: boolean
  /** Percent of what the section may hold, as the server says. */
  full: number
  /** The answer to the question about edits of an earlier connection. */
  inText: readonly boolean[]
  /** Takes what has come, and answers. */
  read(): void
  send(message: Uint8Array): void
  type(text: string): void
  drop(): void
}

/** A client as y-websocket is one, over a pair of queues instead of a socket. It types into a text of its own type in the document. */
export function createClient(rooms: RoomServer, options: ClientOptions): TestClient {
  const { person = 'per', epoch = 1, schema = sectionSchema, acks = true, speaks = true } = options
  const doc = options.doc ?? new Y.Doc()
  const awareness = new awarenessProtocol.Awareness(doc)
  awareness.setLocalState(null)
  const path =
    options.path ?? `/room/${options.section ?? section}?schema=${schema}&epoch=${epoch}&person=${person}${acks ? '&acks=1' : ''}`
  const session = options.session === undefined ? { person: personId(person), tokenHash: `token of ${person}` } : options.session
  const client: TestClient & { channel: OpenChannel | null } = {
    doc,
    awareness,
    inbox: [],
    received: [],
    close: { code: null },
    acked: 0,
    sent: 0,
    canStore: true,
    full: 0,
    inText: [],
    channel: null,
    read() {
      for (const message of client.inbox.splice(0)) take(message)
    },
    send(message) {
      client.channel?.receive(message)
    },
    type(text) {
      const fragment = doc.getXmlFragment(fragmentName)
      const paragraph = new Y.XmlElement('paragraph')
      paragraph.insert(0, [new Y.XmlText(text)])
      fragment.push([paragraph])
    },
    drop() {
      doc.off('update', onUpdate)
      client.channel?.leave()
      client.channel = null
    },
  }
  const sendSync = (write: (encoder: encoding.Encoder) => void): void => {
    const encoder = encoding.createEncoder()
    encoding.writeVarUint(encoder, 0)
    write(encoder)
    client.send(encoding.toUint8Array(encoder))
  }
  const onUpdate = (update: Uint8Array, origin: unknown): void => {
    if (origin === client || !client.channel) return
    client.sent++
    sendSync((encoder) => syncProtocol.writeUpdate(encoder, update))
  }
  const take = (message: Uint8Array): void => {
    const decoder = decoding.createDecoder(message)
    const type = decoding.readVarUint(decoder)
    if (type === 0) {
      const reply = encoding.createEncoder()
      encoding.writeVarUint(reply, 0)
      // As y-websocket does: what cannot be applied is an error on the console, and the connection goes on.
      const kind = syncProtocol.readSyncMessage(decoder, reply, doc, client)
      if (speaks && kind === syncProtocol.messageYjsSyncStep1) {
        client.sent++
        client.send(encoding.toUint8Array(reply))
      }
    } else if (type === 1) awarenessProtocol.applyAwarenessUpdate(awareness, decoding.readVarUint8Array(decoder), client)
    else if (type === 100) client.acked = decoding.readVarUint(decoder)
    else if (type === 101) client.canStore = decoding.readVarUint(decoder) === 1
    else if (type === 102) client.inText = readInTextAnswer(decoder)
    else if (type === 103) client.full = decoding.readVarUint(decoder)
    else throw new Error(`unknown message ${type}`)
  }
  client.channel = rooms.open(path, session, {
    send: (message) => {
      client.inbox.push(message)
      client.received.push(message)
    },
    close(code) {
      client.close.code = code
      client.channel = null
    },
  })
  doc.on('update', onUpdate)
  if (options.unacknowledged?.length) client.send(encodeInTextQuestion(options.unacknowledged))
  if (speaks) sendSync((encoder) => syncProtocol.writeSyncStep1(encoder, doc))
  return client
}

/** Lets the event loop turn until this holds; the clients take what has come. */
export async function until(holds: () => boolean | Promise<boolean>, ...clients: readonly TestClient[]): Promise<void> {
  const end = Date.now() + 20_000
  for (let turn = 0; ; turn++) {
    for (const client of clients) client.read()
    if (await holds()) return
    if (Date.now() > end) throw new Error(`never: ${holds.toString()}`)
    await new Promise((resolve) => (turn < 20 ? setImmediate(resolve) : setTimeout(resolve, 1)))
  }
}

/** Several turns of the event loop, in which the clients take what has come. For saying that nothing happens. */
export async function turns(count: number, ...clients: readonly TestClient[]): Promise<void> {
  for (let turn = 0; turn < count; turn++) {
    for (const client of clients) client.read()
    await new Promise((resolve) => setImmediate(resolve))
  }
}

/** First content, or any update, that says this. */
export function paragraph(text: string): Uint8Array {
  return seedUpdate([{ type: 'paragraph', content: [{ type: 'text', text }] }])
}

/** Something that the test lets happen. */
export function latch(): { readonly opened: Promise<void>; readonly open: () => void } {
  const { promise, resolve } = Promise.withResolvers<void>()
  return { opened: promise, open: resolve }
}

/** A sync message: 1 is a sync step 2, 2 an update. */
export function syncFrame(type: 1 | 2 | 9, body: Uint8Array): Uint8Array {
  const encoder = encoding.createEncoder()
  encoding.writeVarUint(encoder, 0)
  encoding.writeVarUint(encoder, type)
  encoding.writeVarUint8Array(encoder, body)
  return encoding.toUint8Array(encoder)
}

/** Says this of an awareness client, its own or another. */
export function sendAwareness(client: { send(message: Uint8Array): void }, id: number, state: object | null): void {
  const body = encoding.createEncoder()
  encoding.writeVarUint(body, 1)
  encoding.writeVarUint(body, id)
  encoding.writeVarUint(body, 1)
  encoding.writeVarString(body, JSON.stringify(state))
  const encoder = encoding.createEncoder()
  encoding.writeVarUint(encoder, 1)
  encoding.writeVarUint8Array(encoder, encoding.toUint8Array(body))
  client.send(encoding.toUint8Array(encoder))
}
