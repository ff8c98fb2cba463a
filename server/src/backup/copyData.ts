/**
 * Owns the order in which living data are read, so that what is read is a state that a crash could have left. There is no snapshot: people
 * write meanwhile, and every read shows its own moment. So whoever names something is read before what it names (a plan before its versions,
 * a head before its parts, a plan before the units), and what is derived from the text before the text (goals, figures).
 */
import type { DocumentStore, StoredDocument } from '../storage/documents.ts'
import { documentText } from '../storage/mongoose/documents.ts'
import { BackupRefused } from './backupRefused.ts'
import { keptCollections } from './keptCollections.ts'

export type Copied = { readonly collection: string; readonly document: StoredDocument }

/** Sections read at once, with their parts. */
const abreast = 50
/** A plan moves by hand, a part is merged now and then: what has changed is read again, and never so often. */
const mostTries = 20

/** Everything that is kept. Throws BackupRefused when the data are none, or are emptied meanwhile. */
export async function* copyData(store: DocumentStore): AsyncGenerator<Copied> {
  const [installation] = await store.find('installation')
  if (!installation) throw new BackupRefused('there are no data of Samplan')
  yield { collection: 'installation', document: installation }
  const plans = await store.ids('plans')
  for (const plan of plans) {
    for (const copied of await copyPlan(store, plan)) yield copied
    for (const hash of await store.ids('versions', { plan }))
      for (const document of await store.find('versions', { _id: hash })) yield { collection: 'versions', document }
  }
  for (const [collection, keeping] of Object.entries(keptCollections)) {
    if (keeping === 'whole') for (const document of await readSteady(store, collection)) yield { collection, document }
    if (keeping === 'each')
      for (const _id of await store.ids(collection))
        for (const document of await store.find(collection, { _id })) yield { collection, document }
  }
  const left = new Set(await store.ids('plans'))
  if (plans.some((plan) => !left.has(plan))) throw emptied()
}

/** A plan with its text, as they were at one revision: where it moved meanwhile, all of it once more. */
async function copyPlan(store: DocumentStore, plan: string): Promise<readonly Copied[]> {
  for (let tries = 0; tries < mostTries; tries++) {
    const [document] = await store.find('plans', { _id: plan })
    if (!document) throw emptied()
    const derived = await Promise.all(
      ['goals', 'measurements'].map(async (collection) =>
        (await store.find(collection, { plan })).map((found): Copied => ({ collection, document: found })),
      ),
    )
    const text = await copyText(store, sectionsIn(document))
    const [after] = await store.find('plans', { _id: plan })
    if (!after) throw emptied()
    if (moves.every((field) => after[field] === document[field])) return [{ collection: 'plans', document }, ...derived.flat(), ...text]
  }
  throw new BackupRefused(`plan ${plan} does not stand still: try again`)
}

/** The numbers of a plan of which one rises when it moves. */
const moves = ['revision', 'epoch', 'outlineVersion']

/** The heads, then their parts; where a part is gone it was merged, and the head names others by now. */
async function copyText(store: DocumentStore, sections: readonly string[]): Promise<readonly Copied[]> {
  const copied: Copied[] = []
  const waiting = [...sections]
  for (let tries = 0; waiting.length > 0; tries++) {
    if (tries > mostTries + sections.length) throw new BackupRefused(`a part of section ${waiting[0]} is missing`)
    const some = waiting.splice(0, abreast)
    const heads = await store.find('sections', { _id: { $in: some } })
    const parts = await store.find('parts', { _id: { $in: heads.flatMap(partsOf) } })
    const found = new Map(parts.map((part) => [part._id, part]))
    for (const head of heads) {
      const own = partsOf(head).map((part) => found.get(part))
      const whole = own.filter((part) => part !== undefined)
      if (whole.length < own.length) waiting.push(head._id)
      else copied.push({ collection: 'sections', document: head }, ...whole.map((document): Copied => ({ collection: 'parts', document })))
    }
  }
  return copied
}

/** Read until two readings are the same: a long reading may show one document before a change and another after it. */
async function readSteady(store: DocumentStore, collection: string): Promise<readonly StoredDocument[]> {
  let before = ''
  for (let tries = 0; tries < mostTries; tries++) {
    const documents = await store.find(collection)
    const now = documents.map((document) => documentText.toText(document)).join('\n')
    if (tries > 0 && now === before) return documents
    before = now
  }
  throw new BackupRefused(`${collection} does not stand still: try again`)
}

/** The sections of a plan's outline and bin: all that its text is. */
export function sectionsIn(plan: StoredDocument): readonly string[] {
  const { outline, bin } = plan as StoredDocument & {
    readonly outline: readonly { readonly id: string }[]
    readonly bin: readonly { readonly entry: { readonly id: string } }[]
  }
  return [...outline.map(({ id }) => id), ...bin.map(({ entry }) => entry.id)]
}

/** The parts that a section's document names. */
export const partsOf = (head: StoredDocument): readonly string[] => head['base'] as readonly string[]

const emptied = (): BackupRefused => new BackupRefused('the data were emptied meanwhile: try again')
