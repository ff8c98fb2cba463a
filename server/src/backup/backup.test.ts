import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { gunzipSync, gzipSync } from 'node:zlib'
import * as fc from 'fast-check'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { GoalId, IndicatorId, SectionId, SubmissionId } from '@samplan/shared/ids'
import { sectionSchema } from '@samplan/shared/section/content'
import { brokenStep, versionText } from '@samplan/shared/version'
import * as Y from 'yjs'
import { openInstallation } from '../openInstallation.ts'
import { buildVersion } from '../plans/buildVersion.ts'
import { readText } from '../plans/readText.ts'
import { recoverPending } from '../plans/recoverPending.ts'
import { roomSurroundings } from '../plans/roomSurroundings.ts'
import { planAt, sectionAt, step, writeParagraph } from '../plans/testPlans.ts'
import { makePlan, openTestWorld, type TestWorld } from '../plans/testWorld.ts'
import { docOf, loadSection } from '../rooms/loadSection.ts'
import { createRooms } from '../rooms/rooms.ts'
import { merge, spill } from '../rooms/tidySection.ts'
import { textOf } from '../rooms/testRig.ts'
import type { DocumentStore } from '../storage/documents.ts'
import { dropDatabase } from '../storage/mongoose/connect.ts'
import { openDocuments } from '../storage/mongoose/documents.ts'
import { openStores } from '../storage/openStores.ts'
import type { StoredPlan, Stores } from '../storage/ports.ts'
import { backup, copyInto, refuseFullTarget, restore } from './backup.ts'
import { BackupRefused } from './backupRefused.ts'
import { checkBackup } from './checkBackup.ts'
import { keptCollections } from './keptCollections.ts'

let test: TestWorld
let source: DocumentStore
let folder: string
let files = 0
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'samplan-backup-'))
  test = await openTestWorld()
  source = await openDocuments(test.uri)
  await openInstallation(test.stores, { demo: false, municipality: 'Fjordby', mongodbUri: undefined, now: Date.now() })
}, 30_000)
afterAll(async () => {
  await source?.close()
  await test?.close()
  await rm(folder, { recursive: true, force: true })
})

const newFile = (): string => join(folder, `${files++}.ndjson.gz`)
const later = (): number => Date.now() + 60_000

type Restored = { readonly stores: Stores; readonly uri: string; readonly world: TestWorld['world'] }

/** One more, empty database beside the one of the test. */
function anotherDatabase(): string {
  const uri = new URL(test.uri)
  uri.pathname += `_restored_${files++}`
  return uri.href
}

/** The file as a database of its own, with rooms on it; `look` sees it before any start has repaired anything. */
async function restored(file: string, now: number, look: (restored: Restored) => Promise<void>): Promise<void> {
  const uri = anotherDatabase()
  const stores = await openStores(uri)
  const surroundings = roomSurroundings(stores, test.world.now, test.world.log, () => undefined)
  const rooms = createRooms(surroundings, stores.sections, { changed: () => undefined, presence: () => undefined })
  try {
    await restore(uri, await checkBackup(file), now)
    await look({ stores, uri, world: { ...test.world, stores, rooms } })
  } finally {
    await rooms.close(1000)
    await stores.close()
    await dropDatabase(uri)
  }
}

async function draftText(world: TestWorld['world'], plan: StoredPlan): Promise<string> {
  return versionText((await buildVersion(world, plan, await readText(world, plan))).version)
}

/** Whether the gzipped bytes can be read and say just this. */
function says(zipped: Uint8Array, text: Buffer): boolean {
  try {
    return gunzipSync(zipped).equals(text)
  } catch {
    return false
  }
}

describe('a backup and its restore', () => {
  it('BK-1 every collection of the models stands in the list', async () => {
    const unlisted = (await source.collections()).filter((collection) => !(collection in keptCollections))
    expect(unlisted, 'say in server/src/backup/keptCollections.ts how these come into a backup').toEqual([])
  })

  it('BK-2 gives back the bytes of every version and the canonical bytes of a quiet draft', async () => {
    const adopted = await planAt(test, 'adopted')
    const again = await planAt(test, 'draft again')
    const draft = await planAt(test, 'new draft')
    await test.stores.measurements.add({
      id: test.world.newId(),
      plan: draft.id,
      goal: 'g1' as GoalId,
      indicator: 'g1-i' as IndicatorId,
      value: '12.5',
      period: '2027-03',
      source: 'Jobindsats',
      note: 'to linjer\u2028med et tegn, som ikke ender en linje',
      by: 'Person leader',
      at: '2027-04-01T08:00:00.000Z',
    })
    const { file } = await backup(test.uri, folder, Date.now())
    await restored(file, later(), async ({ stores, world }) => {
      for (const plan of [adopted, again]) {
        const heads = await test.stores.versions.list(plan.id)
        expect(await stores.versions.list(plan.id)).toEqual(heads)
        expect(heads.length).toBeGreaterThan(0)
        for (const { hash } of heads)
          expect(await stores.versions.read(plan.id, hash)).toEqual(await test.stores.versions.read(plan.id, hash))
      }
      for (const plan of [again, draft]) {
        const now = (await stores.plans.read(plan.id)) as StoredPlan
        expect(await draftText(world, now)).toBe(await draftText(test.world, plan))
      }
      expect(await stores.people.people()).toEqual(await test.stores.people.people())
      expect(await stores.people.units()).toEqual(await test.stores.people.units())
      expect(await stores.installation.read()).toEqual(await test.stores.installation.read())
    })
  })

  it('BK-3 raises every epoch above all that any tab can have, voids every freeze, and lets nobody in', async () => {
    const plan = await planAt(test, 'new draft')
    const submission = 'sub-1' as SubmissionId
    const pending = { submission, person: test.actor('leader').person, expiresAt: later() }
    await test.stores.plans.change(plan.id, { pending: null }, { pending })
    const section = sectionAt(plan, 0)
    const head = await test.stores.sections.read(section)
    await test.stores.sections.freeze(section, head ?? { epoch: 0, freeze: null, schema: 0 }, plan.epoch, submission)
    await test.sessionOf('leader')
    await test.stores.sessions.createLink({ tokenHash: 'a link', person: null, expiresAt: later() })
    const file = newFile()
    await copyInto(source, file, Date.now())
    await test.stores.plans.change(plan.id, { pending: submission }, { pending: null })
    const at = later()
    await restored(file, at, async ({ stores, uri }) => {
      for (const one of await stores.plans.list()) {
        expect([one.epoch, one.pending]).toEqual([at, null])
        for (const { id } of one.outline) {
          const now = await stores.sections.read(id)
          if (now) expect([now.epoch, now.freeze, now.schema]).toEqual([at, null, sectionSchema])
        }
      }
      const documents = await openDocuments(uri)
      for (const collection of ['sessions', 'links', 'goalSeen']) expect(await documents.count(collection)).toBe(0)
      await documents.close()
    })
    // A clock that went back, or data of a faster one: still above.
    await restored(file, 5, async ({ stores }) => {
      expect((await stores.plans.read(plan.id))?.epoch).toBe(plan.epoch + 1)
    })
  })

  it('BK-4 a file that is cut off, changed in any byte, or none at all is refused before anything is written', async () => {
    await makePlan(test)
    const file = newFile()
    await copyInto(source, file, Date.now())
    const bytes = await readFile(file)
    const whole = gunzipSync(bytes)
    const bad = newFile()
    const refusesFile = async (content: Uint8Array): Promise<void> => {
      await writeFile(bad, content)
      await expect(checkBackup(bad)).rejects.toBeInstanceOf(BackupRefused)
    }
    for (const cut of [0, 1, 10, Math.floor(bytes.length / 2), bytes.length - 1]) await refusesFile(bytes.subarray(0, cut))
    await fc.assert(
      fc.asyncProperty(fc.integer({ min: 10, max: bytes.length - 1 }), fc.integer({ min: 1, max: 255 }), async (at, flip) => {
        const changed = Buffer.from(bytes)
        changed[at] = (changed[at] ?? 0) ^ flip
        // Some bits of a gzip file say nothing.
        fc.pre(!says(changed, whole))
        await refusesFile(changed)
      }),
      { numRuns: 15 },
    )
    const lines = whole.toString().trimEnd().split('\n')
    const zipped = (changed: readonly string[]): Uint8Array => gzipSync(`${changed.join('\n')}\n`)
    await refusesFile(zipped(lines.slice(0, -1)))
    await refusesFile(zipped(lines.toSpliced(3, 1)))
    await refusesFile(zipped(lines.toSpliced(3, 0, lines[3] ?? '')))
    await refusesFile(zipped(lines.map((line, index) => (index === 3 ? line.replace('"', '" ') : line))))
    await refusesFile(zipped([...lines, lines[3] ?? '']))
    await refusesFile(zipped(['{"samplan":"backup","format":2}']))
    await expect(checkBackup(join(folder, 'nowhere'))).rejects.toThrow('is not there')
    await writeFile(bad, zipped(lines))
    expect((await checkBackup(bad)).header.municipality).toBe('Fjordby')
  })

  it('BK-5 nothing is restored over data, and no half of a restore is served', async () => {
    await makePlan(test)
    const file = newFile()
    await copyInto(source, file, Date.now())
    await expect(refuseFullTarget({ mongodbUri: test.uri, dataDir: '' })).rejects.toThrow(
      /wants an empty database, and \w+ has \d+ document/,
    )
    await expect(restore(test.uri, await checkBackup(file), later())).rejects.toBeInstanceOf(BackupRefused)
    await expect(refuseFullTarget({ mongodbUri: undefined, dataDir: folder })).rejects.toThrow('wants an empty folder')
    await refuseFullTarget({ mongodbUri: undefined, dataDir: join(folder, 'new') })

    const checked = await checkBackup(file)
    await writeFile(file, (await readFile(file)).subarray(0, -20))
    const uri = anotherDatabase()
    const stores = await openStores(uri)
    await expect(restore(uri, checked, later())).rejects.toBeInstanceOf(BackupRefused)
    await expect(openInstallation(stores, { demo: undefined, municipality: undefined, mongodbUri: undefined, now: 0 })).rejects.toThrow(
      'a restore into these data did not end',
    )
    await expect(backup(uri, newFile(), 0)).rejects.toThrow('there is nothing to keep')
    await stores.close()
    await dropDatabase(uri)
  })

  it('BK-6 a backup overwrites nothing and leaves nothing unfinished', async () => {
    const file = newFile()
    await copyInto(source, file, Date.now())
    await expect(backup(test.uri, file, Date.now())).rejects.toThrow('overwrites nothing')
    const broken: DocumentStore = { ...source, find: (name) => (name === 'people' ? Promise.reject(new Error('gone')) : source.find(name)) }
    const other = newFile()
    await expect(copyInto(broken, other, Date.now())).rejects.toThrow('gone')
    for (const path of [other, `${other}.unfinished`]) await expect(readFile(path)).rejects.toThrow('ENOENT')
  })
})

/** What can happen between two reads of a backup. Each writes to disk before the backup goes on. */
const moves = ['write first', 'write second', 'spill', 'merge', 'move on', 'back', 'add section', 'measure', 'freeze'] as const
type Move = (typeof moves)[number]

/** What is done just before which of the backup's reads: 2 is the plan, then goals, figures, heads, parts, the plan again, its versions. */
const blows: readonly { readonly at: readonly number[]; readonly moves: readonly Move[] }[] = [
  { at: [6], moves: ['merge'] },
  { at: [4, 7], moves: ['move on'] },
  { at: [0, 4], moves: ['move on', 'measure', 'measure', 'back', 'write first'] },
]
/** There are parts to merge. */
const prepared: readonly Move[] = ['write first', 'spill', 'write first', 'spill']

describe('a backup while everything moves', { timeout: 120_000 }, () => {
  it('BK-7 at any step between the writes of others it is a state that a crash could have left, with all that was acknowledged before it', async () => {
    for (const { at, moves: blow } of blows)
      for (const read of at) await tryScript([...prepared, ...Array<Move>(read).fill('measure'), ...blow], prepared.length)
  })

  it('BK-7 the same in any order of what happens', async () => {
    const script = fc.array(fc.constantFrom(...moves), { minLength: 4, maxLength: 24 })
    await fc.assert(
      fc.asyncProperty(script, fc.nat(6), (order, early) => tryScript(order, early)),
      { numRuns: 4, interruptAfterTimeLimit: 60_000 },
    )
  })
})

async function tryScript(script: readonly Move[], early: number): Promise<void> {
  const first = await makePlan(test)
  await writeParagraph(test, sectionAt(first, 0), '0;')
  const written = ['0;']
  const move = async (name: Move): Promise<void> => {
    const plan = (await test.stores.plans.read(first.id)) as StoredPlan
    const section = sectionAt(plan, name === 'write second' ? 1 : 0)
    const isDraft = plan.state.at === 'draft'
    if (name === 'write first' && isDraft) {
      const text = `${written.length};`
      await writeParagraph(test, section, text)
      written.push(text)
    }
    if (name === 'write second' && isDraft) await writeParagraph(test, section, 'x')
    if (name === 'spill') await spill(test.stores.sections, section, test.world.newId)
    if (name === 'merge') await mergeParts(section)
    if (name === 'move on') await step(test, plan, isDraft ? 'submit' : plan.state.at === 'adopted' ? 'reopen' : 'onward')
    if (name === 'back' && plan.state.at === 'body') await step(test, plan, 'sendBack')
    if (name === 'add section' && isDraft)
      await test.stores.plans.change(
        plan.id,
        { at: 'draft' },
        { outline: [...plan.outline, { ...entryOf(plan), id: test.world.newId() as SectionId }] },
      )
    if (name === 'measure')
      await test.stores.measurements.add({
        id: test.world.newId(),
        plan: plan.id,
        goal: 'g1' as GoalId,
        indicator: 'g1-i' as IndicatorId,
        value: '1',
        period: '2027',
        source: '',
        note: null,
        by: '',
        at: '2027-04-01T08:00:00.000Z',
      })
    if (name === 'freeze' && isDraft && !plan.pending) {
      const pending = { submission: test.world.newId() as SubmissionId, person: test.actor('leader').person, expiresAt: later() }
      await test.stores.plans.change(plan.id, { pending: null }, { pending })
      await test.world.rooms.freeze(section, pending.submission)
      await test.stores.plans.change(plan.id, { pending: pending.submission }, { pending: null })
    }
  }
  const waiting = [...script]
  for (const name of waiting.splice(0, early)) await move(name)
  const before = [...written]
  const measured = (await test.stores.measurements.list(first.id)).length
  let last: Promise<void> = Promise.resolve()
  const moving: DocumentStore = {
    ...source,
    ids: async (collection, filter) => (collection === 'plans' ? [first.id] : source.ids(collection, filter)),
    async find(collection, filter) {
      // One after the other, also where two reads go at once.
      last = last.then(() => {
        const next = waiting.shift()
        return next && move(next)
      })
      await last
      return source.find(collection, filter)
    },
  }
  const file = newFile()
  await copyInto(moving, file, Date.now())
  await restored(file, later(), async ({ stores, world }) => {
    expect(await recoverPending(world)).toBe(0)
    const plan = (await stores.plans.read(first.id)) as StoredPlan
    expect(brokenStep(plan.steps)).toBeNull()
    const now = (await test.stores.plans.read(first.id)) as StoredPlan
    expect(plan.steps).toEqual(now.steps.slice(0, plan.steps.length))
    expect((await stores.measurements.list(plan.id)).length).toBeGreaterThanOrEqual(measured)
    for (const hash of plan.steps.flatMap(({ version }) => version ?? []))
      expect(await stores.versions.read(plan.id, hash)).toEqual(await test.stores.versions.read(plan.id, hash))
    for (const { id } of plan.outline) await loadSection(stores.sections, id)
    const loaded = await loadSection(stores.sections, sectionAt(plan, 0))
    const doc: Y.Doc = docOf(loaded?.updates ?? [])
    // In order, without a hole, and nothing twice: what was typed up to some moment, with all from before the backup.
    const text = textOf(doc)
    expect(written.join('').startsWith(text)).toBe(true)
    expect(text.startsWith(before.join(''))).toBe(true)
    const frozen = plan.state.at === 'draft' ? null : await stores.versions.read(plan.id, plan.state.version)
    if (frozen) for (const typed of text.split(';').filter(Boolean)) expect(new TextDecoder().decode(frozen.bytes)).toContain(`"${typed};"`)
    else expect((await world.rooms.transact(sectionAt(plan, 0), () => 'wrote')) as string).toBe('wrote')
  })
}

const entryOf = (plan: StoredPlan): StoredPlan['outline'][number] => plan.outline[0] ?? fail()

function fail(): never {
  throw new Error('the plan has no section')
}

/** As the rooms do when there are many parts. */
async function mergeParts(section: SectionId): Promise<void> {
  const head = await test.stores.sections.read(section)
  if (!head || head.base.length === 0) return
  if (await merge(test.stores.sections, section, test.world.newId)) return
  const loaded = await Promise.all(head.base.map((part) => test.stores.sections.readPart(part)))
  const part = test.world.newId()
  await test.stores.sections.insertPart(part, section, Y.mergeUpdates(loaded.flatMap((update) => update ?? [])))
  if (await test.stores.sections.merge(section, head.base, part)) await test.stores.sections.deleteParts(head.base)
}
