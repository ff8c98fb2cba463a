/**
 * Owns a world in which everything happens at random: people type, leave, come back, a plan is submitted, sent back, a
 * submission fails, the store fails and answers late or never, processes die. The rules of the freeze are its oracles.
 */
import { seedUpdate } from '@samplan/shared/section/seed'
import * as Y from 'yjs'
import type { SectionStore } from '../storage/ports.ts'
import type { RoomServer } from './rooms.ts'
import { createClient, createRig, type Fault, section, submission, type TestClient, textOf, turns } from './testRig.ts'

/** A seeded source of numbers in [0, 1). */
export function randomFrom(seed: number): () => number {
  let state = seed >>> 0
  return () => {
    state = (state + 0x6d2b79f5) >>> 0
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state)
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296
  }
}

type Edit = { readonly token: string; readonly update: Uint8Array; sentAs: number | null }

type Typist = {
  readonly name: string
  doc: Y.Doc
  epoch: number
  client: TestClient | null
  /** Write frames on the present connection that were counted. */
  counted: number
  unacknowledged: Edit[]
  /** Those that it asked about when it connected. */
  asked: readonly Edit[]
}

export type Process = { rooms: RoomServer; die: () => void }

const tokens = (text: string): readonly string[] => text.match(/\[[^\]]*\]/g) ?? []

/** Runs one world. Gives what went wrong, each with the number of its invariant, and what happened. */
export async function simulate(
  seed: number,
  steps: number,
): Promise<{ readonly wrong: readonly string[]; readonly happened: Readonly<Record<string, number>> }> {
  const random = randomFrom(seed)
  const below = (count: number): number => Math.floor(random() * count)
  const chance = (likely: number): boolean => random() < likely
  const wrong: string[] = []
  const happened: Record<string, number> = {}
  const note = (what: string): void => void (happened[what] = (happened[what] ?? 0) + 1)
  const check = (holds: boolean, rule: string): void => void (holds || wrong.push(rule))
  const aWhile = (): Promise<void> => turns(1 + below(4))

  let faulty = true
  let seeds = 0
  const rig = createRig({
    firstContent: () => seedUpdate([{ type: 'paragraph', content: [{ type: 'text', text: `(first ${seeds++})` }] }], 1000 + seeds),
    planDelay: async () => (faulty && chance(0.3) ? aWhile() : undefined),
  })
  rig.store.fault = (): Fault | null => {
    if (!faulty || chance(0.75)) return null
    const faults: readonly (() => Fault)[] = [
      () => 'fails',
      () => 'noReply',
      () => 'lost',
      () => aWhile(),
      () => aWhile(),
      () => ({ late: aWhile() }),
    ]
    return (faults[below(faults.length)] as () => Fault)()
  }

  const start = (): Process => {
    let dead = false
    const never = new Promise<never>(() => undefined)
    // A process that has died does nothing more, and hears nothing.
    const store = Object.fromEntries(
      Object.entries(rig.store).flatMap(([name, run]) =>
        typeof run === 'function' && name !== 'fault'
          ? [
              [
                name,
                async (...args: never[]) =>
                  dead ? never : (run as (...given: never[]) => Promise<unknown>)(...args).then((result) => (dead ? never : result)),
              ],
            ]
          : [],
      ),
    ) as unknown as SectionStore // every operation of the store is in it
    return {
      rooms: rig.anotherProcess({ transactMs: 50 }, store),
      die: () => {
        dead = true
      },
    }
  }
  const processes: Process[] = [start(), start()]
  const anyProcess = (): Process => processes[below(processes.length)] as Process

  const { plan } = rig
  const acknowledged = new Set<string>()
  const refused = new Set<string>()
  const madeIn = new Map<string, number>()
  let made = 0
  /** What was in the text when an epoch ended: nothing older may come in later. */
  const endOfEpoch = new Map<number, ReadonlySet<string>>()
  let version: ReadonlySet<string> | null = null
  let submissions = 0

  /** The text as it is in the store at this moment, past all faults. */
  const stored = async (): Promise<ReadonlySet<string>> => {
    const before = faulty
    faulty = false
    const text = await rig.stored()
    faulty = before
    const firsts = text.match(/\(first \d+\)/g) ?? []
    check(firsts.length === 1, `I9 first content stands ${firsts.length} times`)
    return new Set(tokens(text))
  }

  const typists: Typist[] = ['c1', 'c2', 'c3', 'c4'].map((name) => ({
    name,
    doc: new Y.Doc(),
    epoch: plan.epoch,
    client: null,
    counted: 0,
    unacknowledged: [],
    asked: [],
  }))

  const connect = (typist: Typist): void => {
    note('connects')
    for (const edit of typist.unacknowledged) edit.sentAs = null
    typist.counted = 0
    typist.client = createClient(anyProcess().rooms, {
      person: typist.name,
      epoch: typist.epoch,
      doc: typist.doc,
      unacknowledged: typist.unacknowledged.map(({ update }) => update),
    })
    typist.asked = [...typist.unacknowledged]
  }

  /** What the client hears; a final close refuses what is not acknowledged, and it begins anew. */
  const listen = async (typist: Typist): Promise<void> => {
    const { client } = typist
    if (!client) return
    client.read()
    if (client.sent > typist.counted) {
      for (const edit of typist.unacknowledged) edit.sentAs ??= client.sent
      typist.counted = client.sent
    }
    const done = typist.unacknowledged.filter((edit) => edit.sentAs !== null && edit.sentAs <= client.acked)
    typist.unacknowledged = typist.unacknowledged.filter((edit) => !done.includes(edit))
    if (done.length > 0) {
      note('acknowledged')
      const text = await stored()
      for (const { token } of done) {
        acknowledged.add(token)
        check(text.has(token), `I1 ${token} is acknowledged and not in the text`)
      }
    }
    const { code } = client.close
    if (code === null) return
    note(`closed ${code}`)
    typist.client = null
    if (code < 4400 || code >= 4500) return
    const text = await stored()
    for (const edit of typist.unacknowledged) {
      const found = client.inText[typist.asked.indexOf(edit)] ?? false
      if (found) note('found at the door')
      check(text.has(edit.token) === found, `I12 ${edit.token} is ${found ? 'found though not' : 'refused though'} in the text`)
      if (found) acknowledged.add(edit.token)
      else refused.add(edit.token)
    }
    typist.unacknowledged = []
    typist.doc = new Y.Doc()
    typist.epoch = plan.epoch
  }

  const type = (typist: Typist): void => {
    note(typist.client ? 'types' : 'types offline')
    const token = `[${typist.name}-${made++}]`
    madeIn.set(token, typist.epoch)
    const updates: Uint8Array[] = []
    const record = (update: Uint8Array): void => void updates.push(update)
    typist.doc.on('update', record)
    typeInto(typist.doc, token)
    typist.doc.off('update', record)
    const edit: Edit = { token, update: Y.mergeUpdates(updates), sentAs: null }
    typist.unacknowledged.push(edit)
    if (!typist.client || typist.client.sent === typist.counted) return
    typist.counted = typist.client.sent
    edit.sentAs = typist.counted
  }

  const submit = async (): Promise<void> => {
    if (plan.at !== 'draft' || plan.pending) return
    const id = submission(`sub-${submissions++}`)
    plan.pending = id
    const before = new Set(acknowledged)
    note('submits')
    try {
      const frozen = await anyProcess().rooms.freeze(section, id)
      if (frozen === 'lost') return note('submission lost')
      await aWhile()
      if (plan.pending !== id) return note('submission expired')
      if (chance(0.4)) {
        plan.pending = null
        return note('submission fails')
      }
      const text = await stored()
      if (plan.pending !== id) return
      version = new Set(tokens(textOf(frozen.doc)))
      check(same(version, text), 'I2 the version is not the text at its commit')
      check(
        [...before].every((token) => version?.has(token)),
        'I2 an edit acknowledged before the begin is not in the version',
      )
      Object.assign(plan, { at: 'body', pending: null })
      note('commits')
    } catch {
      if (plan.pending === id) plan.pending = null
      note('submission fails by the store')
    }
  }

  const sendBack = async (): Promise<void> => {
    if (plan.at !== 'body') return
    const text = await stored()
    check(version !== null && same(version, text), 'I3 something entered a frozen plan')
    endOfEpoch.set(plan.epoch, text)
    Object.assign(plan, { at: 'draft', epoch: plan.epoch + 1 })
    note('sent back')
  }

  const crash = (): void => {
    note('crashes')
    const index = below(processes.length)
    const dying = processes[index] as Process
    dying.die()
    processes[index] = start()
    // Whoever was connected to it has lost the connection; for simplicity that is everybody.
    for (const typist of typists) {
      typist.client?.drop()
      typist.client = null
    }
  }

  const act = async (): Promise<void> => {
    const typist = typists[below(typists.length)] as Typist
    const kind = random()
    if (kind < 0.45) type(typist)
    else if (kind < 0.6) {
      if (!typist.client) connect(typist)
    } else if (kind < 0.66) {
      typist.client?.drop()
      typist.client = null
    } else if (kind < 0.72) void submit()
    else if (kind < 0.75) {
      if (plan.pending) note('expires')
      plan.pending = null
    } else if (kind < 0.8) await sendBack()
    else if (kind < 0.82) crash()
    else if (kind < 0.9) anyProcess().rooms.planChanged([section])
    if (chance(0.6)) await turns(below(4))
    for (const one of typists) await listen(one)
  }

  for (let step = 0; step < steps && wrong.length === 0; step++) await act()

  // The last fault is over: all must come to rest.
  faulty = false
  plan.pending = null
  await turns(20)
  plan.pending = null
  await sendBack()
  const rested = (): boolean => typists.every((typist) => typist.client !== null && typist.unacknowledged.length === 0)
  for (let round = 0; round < 400 && wrong.length === 0; round++) {
    for (const typist of typists) {
      if (!typist.client) connect(typist)
      await listen(typist)
    }
    if (round % 10 === 0) for (const { rooms } of processes) rooms.planChanged([section])
    await new Promise((resolve) => setTimeout(resolve, 1))
    if (round > 30 && rested() && typists.every(({ doc }) => textOf(doc) === textOf((typists[0] as Typist).doc))) break
  }
  check(
    rested(),
    `I4 ${typists.flatMap((typist) => (typist.client ? typist.unacknowledged.map(({ token }) => token) : [`${typist.name} is not connected`])).join()} waits`,
  )
  const text = await stored()
  for (const token of acknowledged) check(text.has(token), `I1 ${token} was acknowledged and is gone`)
  for (const token of refused) check(!text.has(token), `I12 ${token} was refused and is in the text`)
  for (const [epoch, then] of endOfEpoch) {
    for (const token of text) check(then.has(token) || (madeIn.get(token) ?? 0) > epoch, `I5 ${token} entered after its epoch`)
  }
  for (const { name, doc } of typists) check(same(new Set(tokens(textOf(doc))), text), `I7 ${name} does not show what is stored`)
  for (const typist of typists) typist.client?.drop()
  await Promise.all(processes.map(({ rooms }) => rooms.close(200)))
  return { wrong, happened }
}

function typeInto(doc: Y.Doc, token: string): void {
  const fragment = doc.getXmlFragment('default')
  const paragraph = new Y.XmlElement('paragraph')
  // Into the middle, too: an edit hangs on the text that its author saw.
  fragment.insert(Math.floor(fragment.length / 2), [paragraph])
  paragraph.insert(0, [new Y.XmlText(token)])
}

const same = (a: ReadonlySet<string>, b: ReadonlySet<string>): boolean => a.size === b.size && [...a].every((one) => b.has(one))
