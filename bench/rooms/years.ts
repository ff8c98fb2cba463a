/** Owns what the figure of years does: a section that hundreds of sessions have written and cut in, a young one of the same text, and a cold opening. */
import { setTimeout as sleep } from 'node:timers/promises'
import * as Y from 'yjs'
import { openMember, putBase, sameText, servedWhole, type Target } from './member.ts'
import { baseOf, randomFrom } from './script.ts'

export type AgeJob = {
  readonly edits: number
  /** Each with a client of its own, four at a time; then the section is left alone for a moment. */
  readonly sessions: number
}
export type AgeResult = { readonly young: number; readonly old: number; readonly letters: number; readonly writers: number }
export type OpenOneJob = { readonly section: number }
export type OpenOneResult = { readonly ms: number; readonly bytes: number }

/** Which sections are what. */
export const [oldSection, youngSection, otherSection] = [0, 1, 2] as const

const paragraphs = 100
const together = 4
/** A writer is at most so many updates ahead of its acknowledgements. */
const ahead = 300
/** What is written at one place in a stroke, of which all but one letter are taken away again. */
const strokeLength = 25
const patienceMs = 60_000
const [firstSession, youngClient] = [2_000_000, 70_000] as const

/** The updates of one session, letter by letter, by a real document. */
function sessionOf(base: Uint8Array, client: number, edits: number): readonly Uint8Array[] {
  const random = randomFrom(client)
  const doc = new Y.Doc()
  doc.clientID = client
  Y.applyUpdate(doc, base)
  const texts = [...doc.getXmlFragment('default').createTreeWalker((node) => node instanceof Y.XmlText)] as Y.XmlText[]
  const updates: Uint8Array[] = []
  doc.on('update', (update: Uint8Array) => updates.push(update))
  while (updates.length < edits) {
    const text = texts[Math.floor(random() * texts.length)]
    const at = Math.floor(random() * (text?.length ?? 0))
    for (let typed = 0; typed < strokeLength; typed++) text?.insert(at + typed, String.fromCodePoint(97 + Math.floor(random() * 26)))
    for (let left = strokeLength; left > 1; left--) text?.delete(at + left - 1, 1)
  }
  doc.destroy()
  return updates
}

/** Resolves when all is served to a newcomer and the young section says the same. */
export async function age(target: Target, { edits, sessions }: AgeJob): Promise<AgeResult> {
  const base = baseOf(paragraphs)
  const based = await putBase(target, oldSection, base)
  const should = new Y.Doc()
  Y.applyUpdate(should, based.served)
  based.leave()
  const each = Math.ceil(edits / sessions)
  for (let from = 0; from < sessions; from += together) {
    const clients = Array.from({ length: Math.min(together, sessions - from) }, (_, index) => firstSession + from + index)
    const written = await Promise.all(
      clients.map(async (client) => {
        const updates = sessionOf(base, client, each)
        await write(target, client, updates)
        return updates
      }),
    )
    should.transact(() => {
      for (const update of written.flat()) Y.applyUpdate(should, update)
    })
  }
  await servedWhole(target, oldSection, Y.encodeStateAsUpdate(should), patienceMs)

  const texts = [...should.getXmlFragment('default').createTreeWalker((node) => node instanceof Y.XmlText)].map(String)
  const young = await putBase(target, youngSection, typedOnce(texts))
  young.leave()
  const other = await putBase(target, otherSection, base)
  other.leave()
  // What the server does when the last one has left it does now.
  await sleep(2_000)
  return {
    old: Y.encodeStateAsUpdate(should).length,
    young: young.served.length,
    letters: texts.reduce((sum, text) => sum + text.length, 0),
    writers: Y.decodeStateVector(Y.encodeStateVector(should)).size,
  }
}

async function write(target: Target, client: number, updates: readonly Uint8Array[]): Promise<void> {
  let acknowledged = 0
  const gone = Promise.withResolvers<never>()
  gone.promise.catch(() => undefined)
  const member = await openMember(target, {
    section: oldSection,
    who: client,
    acknowledged: (upTo) => (acknowledged = upTo),
    closed: (code) => gone.reject(new Error(`a writer was hung up on with ${code}`)),
  })
  await member.ready
  const told = async (count: number): Promise<void> => {
    // Its answer to the server's sync step 1 is counted, too.
    for (const from = performance.now(); acknowledged - member.writes() < count; await sleep(1))
      if (performance.now() - from > patienceMs) throw new Error('edits were not acknowledged')
  }
  const all = async (): Promise<void> => {
    for (const [index, update] of updates.entries()) {
      member.raw.send(member.frame(update))
      if (index % 50 === 0) await told(index - ahead)
    }
    await told(updates.length)
  }
  await Promise.race([all(), gone.promise])
  member.leave()
}

/** The same text by one client, a paragraph at a time. */
function typedOnce(texts: readonly string[]): Uint8Array {
  const doc = new Y.Doc()
  doc.clientID = youngClient
  const fragment = doc.getXmlFragment('default')
  for (const text of texts) {
    const element = new Y.XmlElement('paragraph')
    element.insert(0, [new Y.XmlText(text)])
    fragment.push([element])
  }
  return Y.encodeStateAsUpdate(doc)
}

/** Milliseconds from a client's connecting until it has been served the whole text. */
export async function openOne(target: Target, { section }: OpenOneJob): Promise<OpenOneResult> {
  const from = performance.now()
  const whole = Promise.withResolvers<{ readonly ms: number; readonly body: Uint8Array }>()
  const member = await openMember(target, {
    section,
    who: section,
    update: (body, step2) => step2 && whole.resolve({ ms: performance.now() - from, body: body.slice() }),
    closed: (code) => whole.reject(new Error(`a client was hung up on with ${code}`)),
  })
  const { ms, body } = await whole.promise
  member.leave()
  const [got, again] = [new Y.Doc(), new Y.Doc()]
  Y.applyUpdate(got, body)
  Y.applyUpdate(again, await servedWhole(target, section, Y.encodeStateAsUpdate(got)))
  if (!sameText(got, again) || got.getXmlFragment('default').length < paragraphs) throw new Error('the first answer was not the whole text')
  return { ms, bytes: body.length }
}
