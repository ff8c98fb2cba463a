/** Owns the figures of opening: a section after a long time of live traffic, cold after a restart, and warm by many at once. */
import { setTimeout as sleep } from 'node:timers/promises'
import * as Y from 'yjs'
import { type Member, openMember, putBase, sameText, servedWhole, type Target } from './member.ts'
import { type Script, scriptOf } from './script.ts'

export type FillJob = { readonly edits: number }

export type OpenResult = {
  /** Milliseconds until the whole text was there. */ readonly coldMs: number
  /** Until the last of the clients had the whole text. */ readonly warmMs: number
  /** Of each client. */ readonly warm: readonly number[]
  readonly bytes: number
}

const writers = 4
/** Writers are at most so many updates ahead of what has come back to a reader. */
const ahead = 2_000
const patienceMs = 120_000

const made = new Map<number, Script>()
function scriptFor(edits: number): Script {
  const known = made.get(edits) ?? scriptOf(0, writers, Math.ceil(edits / writers), 100)
  made.set(edits, known)
  return known
}

/** What must stand there in the end, behind the server's own first content. */
function whole(script: Script, served: Uint8Array): Y.Doc {
  const doc = new Y.Doc()
  doc.transact(() => {
    Y.applyUpdate(doc, served)
    Y.applyUpdate(doc, script.base)
    for (const { inserts } of script.editors) for (const { update } of inserts) Y.applyUpdate(doc, update)
  })
  return doc
}

/** Types it all, and returns when every character is served to a newcomer and, where the server says so, on disk. */
export async function fill(target: Target, { edits }: FillJob): Promise<null> {
  const script = scriptFor(edits)
  const { served, leave } = await putBase(target, 0, script.base)
  let [sent, back] = [0, 0]
  const acknowledged: number[] = []
  const reader = await openMember(target, {
    section: 0,
    who: writers,
    update: (body, step2) => {
      if (step2) return
      for (const struct of Y.decodeUpdate(body).structs) back += struct.length
    },
  })
  await reader.ready
  const members: Member[] = []
  for (let index = 0; index < writers; index++) members.push(await writerOf(target, index, acknowledged))
  const longest = Math.max(...script.editors.map(({ inserts }) => inserts.length))
  for (let insert = 0; insert < longest; insert++) {
    script.editors.forEach((editor, index) => {
      const [typed, link] = [editor.inserts[insert], members[index]]
      if (!typed || !link) return
      link.raw.send(link.frame(typed.update))
      sent++
    })
    if (insert % 50 === 0) await until(() => sent - back <= ahead, 'edits did not come back')
  }
  await until(() => back >= sent, 'not all edits came back')
  const all = (): boolean => script.editors.every(({ inserts }, index) => (acknowledged[index] ?? 0) >= inserts.length)
  if (acknowledged.length > 0) await until(all, 'not all edits were acknowledged')
  const should = whole(script, served)
  await servedWhole(target, 0, Y.encodeStateAsUpdate(should), patienceMs)
  for (const member of members) member.leave()
  reader.leave()
  leave()
  // A server that saves when the last one leaves begins now.
  await sleep(1_000)
  return null
}

async function until(reached: () => boolean, otherwise: string): Promise<void> {
  for (const from = performance.now(); !reached(); await sleep(1)) if (performance.now() - from > patienceMs) throw new Error(otherwise)
}

async function writerOf(target: Target, index: number, acknowledged: number[]): Promise<Member> {
  const member = await openMember(target, {
    section: 0,
    who: index,
    // The answer to the server's sync step 1 is counted, too.
    acknowledged: (upTo) => {
      acknowledged[index] = upTo - 1
    },
  })
  await member.ready
  return member
}

/** Opens what `fill` has left, first cold by one, then by many at once. Throws where somebody gets another text. */
export async function open(
  target: Target,
  { edits, clients }: FillJob & { readonly clients: number },
  measuring: (on: boolean) => Promise<void>,
): Promise<OpenResult> {
  const script = scriptFor(edits)
  await measuring(true)
  const cold = await openOnce(target, 0, (body) => isWhole(body, script))
  // Told by the length while it is measured, and read afterwards: reading would delay the next client's arrival.
  const enough = cold.body.length * 0.9
  const bodies: Buffer[] = []
  const from = performance.now()
  const opened = await Promise.all(
    Array.from({ length: clients }, (_, index) => openOnce(target, index, ({ length }) => length > enough, { from, bodies })),
  )
  await measuring(false)
  const should = new Y.Doc()
  Y.applyUpdate(should, cold.body)
  if (!sameText(whole(script, cold.body), should)) throw new Error('the text after the restart is not what was written')
  for (const body of bodies) {
    const got = new Y.Doc()
    Y.applyUpdate(got, body)
    if (!sameText(got, should)) throw new Error('a client got another text')
  }
  for (const { member } of [cold, ...opened]) member.leave()
  const warm = opened.map(({ ms }) => ms)
  return { coldMs: cold.ms, warmMs: Math.max(...warm), warm, bytes: cold.body.length }
}

function isWhole(update: Uint8Array, script: Script): boolean {
  if (update.length < script.base.length) return false
  const has = Y.decodeStateVector(Y.encodeStateVectorFromUpdate(update))
  return script.editors.every(({ client, inserts }) => (has.get(client) ?? 0) > (inserts.at(-1)?.clock ?? -1))
}

function keptIn(bodies: Buffer[], body: Uint8Array): Buffer {
  const known = bodies.find((one) => one.equals(body))
  if (known) return known
  const copy = Buffer.from(body)
  bodies.push(copy)
  return copy
}

type Opened = { readonly member: Member; readonly ms: number; readonly body: Buffer }

/**
 * The moment counts when the message had come that `enough` says has the whole text; most servers answer with one, some send it after an
 * empty one. `bodies` has what came, each once: to copy the same for everybody would take the generator longer than to compare it.
 */
async function openOnce(
  target: Target,
  who: number,
  enough: (body: Uint8Array) => boolean,
  { from, bodies }: { readonly from: number; readonly bodies: Buffer[] } = { from: performance.now(), bodies: [] },
): Promise<Opened> {
  const complete = Promise.withResolvers<{ readonly at: number; readonly body: Buffer }>()
  const late = setTimeout(() => complete.reject(new Error('the whole text did not come')), patienceMs)
  const member = await openMember(target, {
    section: 0,
    who,
    update(body) {
      const at = performance.now()
      if (enough(body)) complete.resolve({ at, body: keptIn(bodies, body) })
    },
    closed: (code) => complete.reject(new Error(`a client was hung up on with ${code}`)),
  })
  const { at, body } = await complete.promise
  clearTimeout(late)
  return { member, body, ms: at - from }
}
