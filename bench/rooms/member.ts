/** Owns one client of a section: the handshake of every dialect until it is in step, then what it sends and hears. */
import * as Y from 'yjs'
import { frameOf, openRaw, type RawSocket } from './rawSocket.ts'
import { type Dialect, emptyUpdate, emptyVector, encodeSync, encodeToken, hear, syncStep1, syncStep2, syncUpdate } from './wire.ts'

/** Where sections are served and who may come in, as the generator is told. */
export type Target = {
  readonly dialect: Dialect
  readonly port: number
  /** False: it keeps no text, and only sends on what comes. */
  readonly keepsText: boolean
  /** Path of each section's socket; `{person}` stands for who opens it. */
  readonly sections: readonly string[]
  /** Who may write; nobody in particular where a server knows no people. */
  readonly people: readonly { readonly id: string; readonly cookie: string }[]
}

export type MemberOptions = {
  readonly section: number
  /** Which of the people it is, modulo their number. */
  readonly who: number
  /** What it has already. */
  readonly vector?: Uint8Array
  /** A sync step 2 or an update; a view that is valid during the call only. */
  readonly update?: (body: Uint8Array, step2: boolean) => void
  readonly awareness?: (bytes: number) => void
  readonly acknowledged?: (upTo: number) => void
  readonly closed?: (code: number) => void
}

export type Member = {
  readonly raw: RawSocket
  /** Resolves when the first sync step 2 has come; at once where no text is kept. */
  readonly ready: Promise<void>
  /** A frame that carries an update. */
  readonly frame: (update: Uint8Array) => Buffer
  /** How many writes were sent before the first update: the acknowledgements count them. */
  readonly writes: () => number
  /** Hangs up and expects to be hung up on. */
  readonly leave: () => void
}

/** The name of a section in Hocuspocus' envelope. */
export const nameOf = (section: number): string => `section-${section}`

export async function openMember(target: Target, options: MemberOptions): Promise<Member> {
  const { dialect, port, keepsText, sections, people } = target
  const name = nameOf(options.section)
  const person = people[options.who % Math.max(1, people.length)]
  const path = (sections[options.section] ?? '').replace('{person}', person?.id ?? '')
  const headers = person ? { cookie: person.cookie, origin: `http://localhost:${port}` } : {}
  const ready = Promise.withResolvers<void>()
  // Whoever does not wait for it hears of the close.
  ready.promise.catch(() => undefined)
  let [leaving, writes] = [false, 0]
  const raw = await openRaw(port, path, headers, {
    message(bytes) {
      const heard = hear(dialect, bytes)
      switch (heard.kind) {
        case 'step1':
          writes++
          return raw.send(frameOf(encodeSync(dialect, name, syncStep2, emptyUpdate)))
        case 'step2':
          options.update?.(heard.body, true)
          return ready.resolve()
        case 'update':
          return options.update?.(heard.body, false)
        case 'awareness':
          return options.awareness?.(heard.bytes)
        case 'ack':
          return options.acknowledged?.(heard.upTo)
        case 'other':
      }
    },
    closed(code) {
      if (leaving) return
      ready.reject(new Error(`${path} was closed with ${code}`))
      options.closed?.(code)
    },
  })
  if (dialect === 'named') raw.send(frameOf(encodeToken(name)))
  raw.send(frameOf(encodeSync(dialect, name, syncStep1, options.vector ?? emptyVector)))
  if (!keepsText) ready.resolve()
  return {
    raw,
    ready: ready.promise,
    frame: (update) => frameOf(encodeSync(dialect, name, syncUpdate, update)),
    writes: () => writes,
    leave() {
      leaving = true
      raw.drop()
    },
  }
}

/** A real document that has joined and holds what was served. */
export type Joined = { readonly doc: Y.Doc; readonly member: Member }

export async function join(target: Target, section: number, who = section): Promise<Joined> {
  const doc = new Y.Doc()
  const member = await openMember(target, { section, who, update: (body) => Y.applyUpdate(doc, body.slice(), 'server') })
  await member.ready
  return { doc, member }
}

/** What is served at the beginning; `leave` lets go of it. */
export type Based = { readonly served: Uint8Array; readonly leave: () => void }

/**
 * Puts the text there that stands before anybody types, and waits until somebody else is served all of it. Stays in the section: a server
 * that keeps nothing forgets it when the last one leaves.
 */
export async function putBase(target: Target, section: number, base: Uint8Array): Promise<Based> {
  if (!target.keepsText) return { served: base, leave: () => undefined }
  const { doc, member } = await join(target, section)
  member.raw.send(member.frame(base))
  Y.applyUpdate(doc, base)
  return { served: await servedWhole(target, section, Y.encodeStateAsUpdate(doc)), leave: member.leave }
}

/** Waits until a newcomer is served all of `expected`, and no other text; gives up after `withinMs`. */
export async function servedWhole(target: Target, section: number, expected: Uint8Array, withinMs = 10_000): Promise<Uint8Array> {
  const should = new Y.Doc()
  Y.applyUpdate(should, expected)
  const until = performance.now() + withinMs
  for (;;) {
    const { doc, member } = await join(target, section, section + 1)
    while (performance.now() < until && !sameText(doc, should)) await new Promise((resolve) => setTimeout(resolve, 20))
    member.leave()
    if (sameText(doc, should)) return Y.encodeStateAsUpdate(doc)
    if (performance.now() >= until) throw new Error(`section ${section}: a newcomer was not served what was written`)
  }
}

/** Equal state vectors, and equal text in equal order. */
export function sameText(one: Y.Doc, other: Y.Doc): boolean {
  const [mine, theirs] = [one, other].map((doc) => Y.decodeStateVector(Y.encodeStateVector(doc)))
  if (!mine || !theirs || mine.size !== theirs.size) return false
  for (const [client, clock] of mine) if (theirs.get(client) !== clock) return false
  return one.getXmlFragment('default').toString() === other.getXmlFragment('default').toString()
}
