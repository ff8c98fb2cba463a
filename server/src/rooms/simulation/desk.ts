/** Owns one person at one section: the text before them, their connection to a process, and what became of their edits. */
import type { SectionId, SubmissionId } from '@samplan/shared/ids'
import { closeCodes } from '@samplan/shared/roomWire'
import * as Y from 'yjs'
import { createClient, syncFrame, type TestClient } from '../testRig.ts'
import { anyChange, type Change, makeChange } from './changes.ts'
import { type Edit, fragmentOf, partsOf, stateOf } from './edits.ts'
import type { Process, World } from './world.ts'

type Unacknowledged = { readonly edit: Edit; sentAs: number | null }

export type Desk = {
  readonly name: string
  readonly person: string
  readonly section: SectionId
  doc: Y.Doc
  undo: Y.UndoManager
  epoch: number
  client: TestClient | null
  process: Process | null
  /** Write frames on the present connection that were counted. */
  counted: number
  unacknowledged: Unacknowledged[]
  /** Those that it asked about when it connected. */
  asked: readonly Edit[]
  made: number
}

/** How a connection may end. Anything else is a fault: nobody here sends what is malformed or too large. */
const endings: readonly number[] = [
  closeCodes.restart,
  closeCodes.accessChanged,
  closeCodes.notFound,
  closeCodes.otherEpoch,
  closeCodes.frozen,
]

export function sitDown(world: World, person: string, section: SectionId): Desk {
  const desk: Desk = {
    name: `${person}/${section.slice(-1)}`,
    person,
    section,
    ...emptyText(world),
    client: null,
    process: null,
    counted: 0,
    unacknowledged: [],
    asked: [],
    made: 0,
  }
  watch(world, desk)
  return desk
}

function watch(world: World, desk: Desk): void {
  desk.doc.on('update', (update: Uint8Array, origin: unknown) => {
    if (origin === desk.client && origin !== null) checkReceived(world, desk, update)
  })
}

function emptyText(world: World): Pick<Desk, 'doc' | 'undo' | 'epoch'> {
  const doc = new Y.Doc()
  doc.clientID = world.newClient()
  return {
    doc,
    undo: new Y.UndoManager(fragmentOf(doc), { captureTimeout: 0, trackedOrigins: new Set(['here']) }),
    epoch: world.plan.epoch,
  }
}

const mayWrite = (world: World, { person }: Desk): boolean => (world.rights.get(person) ?? 'write') === 'write'

/** What the desk has sent, or sends now, may enter from here on: its person has the right to write. */
export function offer(world: World, desk: Desk): void {
  if (!desk.client || desk.client.close.code !== null || !mayWrite(world, desk)) return
  for (const { edit } of desk.unacknowledged) world.truth.offered(edit)
}

export function connect(world: World, desk: Desk, process: Process = world.random.pick(world.processes)): void {
  world.note(`connects to ${process.name}`, desk.name)
  for (const one of desk.unacknowledged) one.sentAs = null
  desk.counted = 0
  desk.process = process
  desk.asked = desk.unacknowledged.map(({ edit }) => edit)
  desk.client = createClient(process.rooms, {
    person: desk.person,
    section: desk.section,
    epoch: desk.epoch,
    doc: desk.doc,
    unacknowledged: desk.asked.map(({ update }) => update),
  })
}

export function disconnect(desk: Desk): void {
  desk.client?.drop()
  desk.client?.awareness.destroy()
  desk.client = null
  desk.process = null
}

/** What arrives at a desk was sent by somebody who may, and not while it is held. */
function checkReceived({ truth, plan, check }: World, desk: Desk, update: Uint8Array): void {
  for (const { client, clock, end } of partsOf(update).structs)
    for (let at = clock; at < end; at++) {
      const owner = truth.ownerOf(client, at)
      if (!owner) continue
      check(owner.offered, () => `RO ${owner.name} is sent to ${desk.name}, though its author may not write`)
      check(
        owner.heldBy === null || owner.heldBy !== plan.pending,
        () => `I11 ${owner.name} is sent to ${desk.name} while the section is held`,
      )
      at = Math.max(at, (owner.structs.find((span) => span.client === client && span.end > at)?.end ?? at + 1) - 1)
    }
}

/** One change, made here and sent if there is a connection. */
export function edit(world: World, desk: Desk, heldBy: SubmissionId | null, change: Change = anyChange(world.random)): void {
  const seen = stateOf(desk.doc)
  const updates: Uint8Array[] = []
  const record = (update: Uint8Array): void => void updates.push(update)
  const name = `[${desk.name}-${desk.made++}]`
  desk.doc.on('update', record)
  if (change === 'undo') desk.undo.undo()
  else if (change === 'redo') desk.undo.redo()
  else desk.doc.transact(() => makeChange(desk.doc, change, name, world.random), 'here')
  desk.doc.off('update', record)
  if (updates.length === 0) return
  const update = Y.mergeUpdates(updates)
  const { person, section, epoch } = desk
  const made: Edit = { ...partsOf(update), name, person, section, epoch, update, seen, heldBy, offered: false, fate: 'open' }
  world.truth.made(made)
  world.note(desk.client ? change : `${change} offline`, `${name} ${desk.process?.name ?? ''}`)
  const isSent = desk.client !== null && desk.client.sent > desk.counted
  if (isSent && desk.client) desk.counted = desk.client.sent
  desk.unacknowledged.push({ edit: made, sentAs: isSent ? desk.counted : null })
  offer(world, desk)
}

/** Sends all it has, asked or not: y-websocket does so, also for who may only read. */
export function insist(world: World, desk: Desk): void {
  if (!desk.client || desk.client.close.code !== null) return
  world.note('sends all it has', desk.name)
  offer(world, desk)
  desk.client.sent++
  desk.client.send(syncFrame(1, Y.encodeStateAsUpdate(desk.doc)))
  desk.counted = desk.client.sent
  for (const one of desk.unacknowledged) one.sentAs ??= desk.counted
}

/** What the desk hears. A final close refuses what is not acknowledged, and its person begins anew. */
export function listen(world: World, desk: Desk): void {
  const { client } = desk
  if (!client) return
  const { truth, check } = world
  // An answer to a sync step 1 sends all that was made before it.
  offer(world, desk)
  client.read()
  if (client.sent > desk.counted) {
    for (const one of desk.unacknowledged) one.sentAs ??= client.sent
    desk.counted = client.sent
  }
  for (const { edit, sentAs } of desk.unacknowledged) {
    if (sentAs === null || sentAs > client.acked) continue
    world.note('acknowledged', edit.name)
    edit.fate = 'acknowledged'
    check(truth.has(edit), () => `I1 ${edit.name} is acknowledged and not in the text`)
    check(edit.offered, () => `RO ${edit.name} is acknowledged to somebody who may not write`)
  }
  desk.unacknowledged = desk.unacknowledged.filter(({ edit }) => edit.fate === 'open')
  const { code } = client.close
  if (code === null) return
  world.note(`closed ${code}`, desk.name)
  check(endings.includes(code), () => `I4 ${desk.name} is closed with ${code}`)
  disconnect(desk)
  if (code >= 4400 && code < 4500) beginAnew(world, desk, code, client.inText)
}

function beginAnew(world: World, desk: Desk, code: number, inText: readonly boolean[]): void {
  for (const { edit } of desk.unacknowledged) {
    const found = inText[desk.asked.indexOf(edit)] ?? false
    const isIn = world.truth.has(edit)
    world.check(isIn || !found, () => `I12 ${edit.name} is found though not in the text`)
    if (found) edit.fate = 'acknowledged'
    // Who may not even read is told nothing of what is in the text.
    else if (code === closeCodes.notFound) edit.fate = 'unsettled'
    else {
      edit.fate = 'refused'
      // A deletion that somebody else has made, too, stands there without having entered.
      world.check(!isIn || edit.structs.length === 0, () => `I12 ${edit.name} is refused though it is in the text`)
    }
    world.note(found ? 'found at the door' : edit.fate, edit.name)
  }
  desk.unacknowledged = []
  desk.undo.destroy()
  desk.doc.destroy()
  Object.assign(desk, emptyText(world))
  watch(world, desk)
}
