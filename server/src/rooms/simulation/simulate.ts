/**
 * Owns one run of the simulated world: at every step something happens at random, and at the end all must come to rest. The
 * rules of the freeze are its oracles; each violation begins with its number:
 *
 * - I1 an acknowledged edit is in the text, then (desk.ts) and at the end (here)
 * - I2 a version is the text at its freeze and has all that was acknowledged before the begin; every section was frozen (truth.ts, checkVersion)
 * - I3 nothing enters behind the freeze of a live submission, nor while the plan is frozen (truth.ts, entered; checkVersion)
 * - I4 all comes to rest: every edit acknowledged or refused, nobody waits, nobody is sent away without a reason (here; desk.ts)
 * - I5 an edit made before a send back never enters after it; no section leaves the plan's epoch (truth.ts)
 * - I6 nobody commits whose pending is gone: not the rooms' (plans/submitPlan.ts and its tests)
 * - I7 clients and rooms show what is stored (here)
 * - I8 no part that a head names is missing; the text is what entered (truth.ts, checkStored, after each tidying, and at the end)
 * - I9 a section begins with its first content and has it once; no text of nobody (truth.ts)
 * - I10 no edit enters before the text it was made in (truth.ts)
 * - I11 what arrives while a section is held is not sent on (desk.ts, checkReceived)
 * - I12 what is refused to its author is not in the text (desk.ts) and never enters (truth.ts)
 * - RO nothing enters, is sent on or acknowledged of somebody who may not write (truth.ts, desk.ts)
 */
import type { SectionId } from '@samplan/shared/ids'
import * as Y from 'yjs'
import { createRooms } from '../rooms.ts'
import { merge, spill } from '../tidySection.ts'
import type { UnsavedText } from '../contract.ts'
import { connect, type Desk, disconnect, edit, insist, listen, offer, sitDown } from './desk.ts'
import { deletedIn, type Edit, fragmentOf, isIn, partsOf, sameText, stateOf } from './edits.ts'
import { createPlanMoves, type PlanMoves } from './planMoves.ts'
import { createRandom } from './random.ts'
import { inVirtualTime, type VirtualTime } from './virtualTime.ts'
import { changeRight, createWorld, type Process, sectionsOfPlan, type Subject, type World } from './world.ts'

export type Run = {
  /** What went wrong, each with its rule. */
  readonly wrong: readonly string[]
  /** How often what happened. */
  readonly happened: Readonly<Record<string, number>>
  /** All that happened, in order. */
  readonly trace: readonly string[]
}

export type Simulation = { readonly steps?: number; readonly subject?: Subject }

const [first, second, third] = sectionsOfPlan as readonly [SectionId, SectionId, SectionId]
/** Who writes where. The last two begin as readers. */
const places: readonly (readonly [string, SectionId])[] = [
  ['anna', first],
  ['anna', second],
  ['bo', first],
  ['bo', second],
  ['carl', first],
  ['carl', third],
  ['dora', first],
  ['eva', second],
]

/** The same seed gives the same run. */
export async function simulate(seed: number, { steps = 140, subject = { createRooms, spill, merge } }: Simulation = {}): Promise<Run> {
  const random = createRandom(seed)
  let world: World | null = null
  try {
    await inVirtualTime(createRandom(seed ^ 0x5bd1e995), async (time) => {
      world = createWorld(subject, random, time)
      await live(world, time, steps)
    })
  } catch (error) {
    if (!world) throw error
    const { check, wrong } = world as World
    // A world that has gone wrong need not come to rest.
    if (wrong.length === 0) check(false, () => `I4 ${error instanceof Error ? (error.stack ?? error.message) : String(error)}`)
  }
  if (!world) throw new Error('the world did not begin')
  const { wrong, happened, trace } = world as World
  return { wrong, happened, trace }
}

type Live = {
  /** How often a section is tidied up. */ readonly tidy: number
  readonly world: World
  readonly desks: readonly Desk[]
  readonly edits: Edit[]
  readonly moves: PlanMoves
}

async function live(world: World, time: VirtualTime, steps: number): Promise<void> {
  const { random, rights, plan } = world
  rights.set('dora', 'read')
  rights.set('eva', 'read')
  const desks = places.map(([person, section]) => sitDown(world, person, section))
  const edits: Edit[] = []
  const { made } = world.truth
  const truth = {
    ...world.truth,
    made(one: Edit): void {
      edits.push(one)
      made(one)
    },
  }
  const lived: World = { ...world, truth }
  const moves = createPlanMoves(lived, () => edits.filter(({ fate }) => fate === 'acknowledged'))
  const all: Live = { world: lived, desks, edits, moves, tidy: random.pick([3, 3, 3, 30]) }

  for (let step = 0; step < steps && world.wrong.length === 0; step++) {
    act(all)
    if (random.chance(0.6)) for (let left = random.below(8); left > 0; left--) await new Promise((resolve) => setImmediate(resolve))
    for (const desk of desks) listen(lived, desk)
  }
  if (world.wrong.length > 0) return

  world.weather.calm++
  plan.pending = null
  await time.wait(30)
  moves.expire()
  moves.sendBack()
  await comeToRest(all, time)
  if (world.wrong.length === 0) await checkEnd(all)
}

const weights = {
  edit: 46,
  connect: 20,
  disconnect: 3,
  blip: 4,
  insist: 2,
  right: 3,
  session: 0.5,
  submit: 5,
  expire: 0.7,
  sendBack: 5,
  crash: 1,
  stop: 1,
  wake: 6,
  transact: 2,
  weather: 1.5,
} as const

function act({ world, desks, edits, moves, tidy }: Live): void {
  const { random, processes, running, note, weather } = world
  const desk = random.pick(desks)
  const what = random.weighed({ ...weights, tidy })
  switch (what) {
    case 'edit':
      return edit(world, desk, moves.heldBy())
    case 'connect': {
      const gone = desks.filter(({ client }) => client === null)
      return gone.length > 0 ? connect(world, random.pick(gone)) : undefined
    }
    case 'disconnect':
      return disconnect(desk)
    case 'blip': {
      const { process } = desk
      if (!process || !processes.includes(process)) return
      disconnect(desk)
      return connect(world, desk, process)
    }
    case 'insist':
      return insist(world, desk)
    case 'right': {
      const right = random.weighed({ write: 60, read: 25, none: 15 })
      note(`may ${right}`, desk.person)
      changeRight(world, desk.person, right)
      // What lies before a closed door, or before one that is judged, may be let in by the new right.
      for (const one of desks) if (one.person === desk.person) offer(world, one)
      return
    }
    case 'session':
      note('session ends', desk.person)
      for (const { rooms } of running) rooms.sessionEnded(`token of ${desk.person}`)
      return
    case 'submit':
      return moves.submit()
    case 'expire':
      return moves.expire()
    case 'sendBack':
      return moves.sendBack()
    case 'crash':
      return crash(world, desks)
    case 'stop':
      return void stop(world)
    case 'wake':
      return random.pick(processes).rooms.planChanged(random.chance(0.5) ? sectionsOfPlan : [random.pick(sectionsOfPlan)])
    case 'transact':
      return void transact(world, edits)
    case 'tidy':
      return void tidyUp(world)
    case 'weather':
      // It is seldom away for long.
      weather.away = !weather.away && random.chance(0.3)
      return note(weather.away ? 'the store goes away' : 'the store comes back')
  }
}

function crash({ processes, random, note, start }: World, desks: readonly Desk[]): void {
  const index = random.below(processes.length)
  const dying = processes[index] as Process
  note('crashes', dying.name)
  dying.die()
  processes[index] = start()
  for (const desk of desks) if (desk.process === dying) disconnect(desk)
}

/** A rolling restart: another process takes over before this one is asked to stop. */
async function stop(world: World): Promise<void> {
  const { processes, random, note, start } = world
  const index = random.below(processes.length)
  const stopping = processes[index] as Process
  note('stops', stopping.name)
  processes[index] = start()
  const { unsaved } = await stopping.rooms.close(random.below(40))
  stopping.die()
  await Promise.all(unsaved.map((text) => takeIn(world, text)))
}

/** What could not be saved is kept, as in a file, until some process has put it in or found that it may not. */
async function takeIn(world: World, unsaved: UnsavedText): Promise<void> {
  const { random, note, check, truth, time, rescues } = world
  const { section, epoch } = unsaved
  note('keeps unsaved text', section)
  rescues.open++
  for (;;) {
    const { rooms } = random.pick(world.processes)
    // Whoever tries may die meanwhile.
    const outcome = await Promise.race([rooms.takeIn(unsaved).catch(() => 'later' as const), time.wait(150).then(() => 'later' as const)])
    if (outcome === 'later') {
      await time.wait(5)
      continue
    }
    note(`rescue: ${outcome === 'onDisk' ? outcome : 'refused'}`, section)
    rescues.open--
    const { plan } = world
    check(
      outcome === 'onDisk' || plan.at !== 'draft' || plan.epoch !== epoch,
      () => `I4 a rescued text of ${section} is refused in its own epoch`,
    )
    for (const update of outcome === 'onDisk' ? unsaved.updates : [])
      check(
        truth.has({ section, ...partsOf(update) }),
        () => `I1 a rescued text of ${section} is on disk, it was said, and is not in the text`,
      )
    return
  }
}

/** The server's own edit. */
async function transact(world: World, edits: readonly Edit[]): Promise<void> {
  const { random, truth, check, note, plan, newClient } = world
  const section = random.pick(sectionsOfPlan)
  let made: Edit | null = null
  const name = `[server-${edits.length}]`
  const { rooms } = random.pick(world.processes)
  const failed = { refused: 'storeUnavailable' } as const
  const outcome = await rooms.transact(section, change).catch(() => failed)
  const edit = made as Edit | null
  note(outcome === 'done' ? 'the server edits' : `the server’s edit: ${outcome.refused}`, name)
  if (!edit) return
  if (outcome === 'done') {
    edit.fate = 'acknowledged'
    check(truth.has(edit), () => `I1 ${name} is on disk, it was said, and is not in the text`)
  } else if (outcome.refused === 'storeUnavailable') edit.fate = 'unsettled'
  else {
    check(!truth.has(edit), () => `I12 ${name} is refused (${outcome.refused}) though it is in the text`)
    edit.fate = 'refused'
  }

  function change(doc: Y.Doc): 'done' {
    const seen = stateOf(doc)
    doc.clientID = newClient()
    const block = new Y.XmlElement('paragraph')
    block.insert(0, [new Y.XmlText(name)])
    fragmentOf(doc).push([block])
    const update = Y.encodeStateAsUpdate(doc, Y.encodeStateVector(seen as Map<number, number>))
    // The whole delete set comes with it: none of that is this edit's.
    const { structs } = partsOf(update)
    const fate = 'open'
    made = { name, person: 'server', section, epoch: plan.epoch, structs, deletes: [], update, seen, heldBy: null, offered: false, fate }
    truth.made(made)
    truth.offered(made)
    return 'done'
  }
}

/** Somebody spills and merges, whatever the tail's length. */
async function tidyUp({ subject, random, processes, note }: World): Promise<void> {
  const section = random.chance(0.7) ? first : random.pick(sectionsOfPlan)
  const { store, newId } = random.pick(processes)
  try {
    if (await subject.spill(store, section, newId)) note('spilt')
    if (await subject.merge(store, section, newId)) note('merged')
  } catch {
    note('tidying fails')
  }
}

/** The last fault is over: everybody comes back, and in the end all have the same. */
async function comeToRest({ world, desks }: Live, time: VirtualTime): Promise<void> {
  const { rights, truth, check, wrong, random } = world
  for (const person of new Set(desks.map((desk) => desk.person))) {
    const now = rights.get(person) ?? 'write'
    if (now === 'none' || (now === 'read' && random.chance(0.5))) changeRight(world, person, 'write')
  }
  // Who may only read keeps nothing of their own: it would never be anybody's but theirs.
  const reads = (desk: Desk): boolean => rights.get(desk.person) === 'read'
  for (const desk of desks.filter(reads)) leaveForGood(world, desk)
  const rested = (desk: Desk): boolean =>
    desk.client !== null && desk.unacknowledged.length === 0 && sameText(desk.doc, truth.of(desk.section).doc)
  for (let round = 0; round < 8000 && wrong.length === 0; round++) {
    for (const desk of desks) {
      if (!desk.client) connect(world, desk)
      listen(world, desk)
    }
    if (round % 50 === 0) for (const { rooms } of world.processes) rooms.planChanged(sectionsOfPlan)
    await time.wait(1)
    if (round > 60 && world.rescues.open === 0 && desks.every(rested)) return
  }
  if (wrong.length > 0) return
  check(world.rescues.open === 0, () => 'I4 a rescued text is neither in nor refused')
  for (const desk of desks.filter((one) => !rested(one))) {
    const waiting = desk.unacknowledged.map(({ edit }) => edit.name).join(' ')
    check(desk.client !== null && waiting === '', () => `I4 ${desk.name} waits for ${desk.client ? waiting : 'a connection'}`)
    check(false, () => `I7 ${desk.name} does not show what is stored`)
  }
}

function leaveForGood(world: World, desk: Desk): void {
  disconnect(desk)
  for (const { edit } of desk.unacknowledged) edit.fate = 'unsettled'
  Object.assign(desk, { ...sitDown(world, desk.person, desk.section), made: desk.made })
}

async function checkEnd({ world, desks, edits }: Live): Promise<void> {
  const { truth, check, processes } = world
  for (const section of sectionsOfPlan) {
    const { doc, seeded } = truth.of(section)
    if (!seeded) continue
    await truth.checkStored(section)
    const [state, deleted] = [stateOf(doc), deletedIn(doc)]
    for (const one of edits) {
      if (one.section !== section) continue
      if (one.fate === 'acknowledged') check(isIn(one, state, deleted), () => `I1 ${one.name} was acknowledged and is gone`)
      const told = one.fate === 'refused' && one.structs.length > 0
      check(!told || !isIn(one, state, deleted), () => `I12 ${one.name} was refused and is in the text`)
    }
    for (const { name, rooms } of processes) {
      const shown = await rooms.read(section)
      check(sameText(shown, doc), () => `I7 ${name} does not show what is stored in ${section}`)
    }
  }
  await world.processes[0]?.store.sweepParts(0)
  for (const desk of desks) disconnect(desk)
  const closed = await Promise.all(processes.map(({ rooms }) => rooms.close(200)))
  check(
    closed.every(({ unsaved }) => unsaved.length === 0),
    () => 'I4 something is unsaved when all is at rest',
  )
}
