/** Owns the use case: a plan made of a text that was brought in and corrected. */
import { createHash } from 'node:crypto'
import type { ImportDraft } from '@samplan/shared/import/draft'
import { sectionsOf } from '@samplan/shared/import/sectionsOf'
import { type ImportId, parseId, type PlanId, type SectionId } from '@samplan/shared/ids'
import { isOutline, parseTitle, sectionLimit } from '@samplan/shared/outline'
import type { Actor } from '@samplan/shared/people'
import type { Level, OutlineEntry } from '@samplan/shared/plan'
import { isRefusal, type Refusal } from '@samplan/shared/refusal'
import { sectionSchema } from '@samplan/shared/section/content'
import { seedUpdate } from '@samplan/shared/section/seed'
import { unpackText } from '../import/packed.ts'
import type { ImportHead, ImportTexts, StoredPlan } from '../storage/ports.ts'
import type { World } from '../world.ts'
import { type CheckedPlan, checkNewPlan, emptyPlan, type NewPlan } from './createPlan.ts'

/**
 * Sections first, then the plan, then the import is forgotten: a crash in between leaves no half plan. All ids follow from the import's:
 * a second call, at once or after a crash, writes the same and can make only one plan.
 */
export async function createPlanFromImport(
  world: World,
  actor: Actor,
  { import: text, ...input }: NewPlan & { readonly import: string },
): Promise<StoredPlan | Refusal> {
  const { stores } = world
  const checked = await checkNewPlan(world, actor, input)
  if (isRefusal(checked)) return checked
  const id = parseId<ImportId>(text)
  const found = id && (await stores.imports.readWhole(actor.person, id))
  if (!found?.texts || found.expiresAt <= world.now()) return { refused: 'notFound' }

  const made = await stores.plans.read(planOf(found.id))
  const plan = made ?? (await create(world, found, found.texts, checked))
  if (isRefusal(plan)) return plan
  await stores.imports.remove(actor.person, found.id)
  return plan
}

async function create(
  world: World,
  { id, revision, at }: ImportHead,
  { draft }: ImportTexts,
  checked: CheckedPlan,
): Promise<StoredPlan | Refusal> {
  const newId = idsFrom(`${id} ${revision}`)
  const sections = sectionsOf(JSON.parse(await unpackText(draft)) as ImportDraft, newId)
  const outline = outlineOf(sections, newId, checked)
  if (isRefusal(outline)) return outline
  const plan: StoredPlan = { ...emptyPlan(world, checked), id: planOf(id), epoch: Date.parse(at), outline }
  for (const [index, { content }] of sections.entries()) {
    const section = outline[index]
    if (!section) continue
    const head = { plan: plan.id, epoch: plan.epoch, freeze: null, schema: sectionSchema, base: [] }
    // False: a call before this one has written the same.
    await world.stores.sections.create(section.id, { ...head, tail: [{ id: newId(), update: seedUpdate(content) }] })
  }
  return stored(world, plan)
}

async function stored(world: World, plan: StoredPlan): Promise<StoredPlan> {
  try {
    await world.stores.plans.create(plan)
  } catch (error) {
    const other = await world.stores.plans.read(plan.id)
    if (!other) throw error
    return other
  }
  world.bus.publish({ kind: 'planCreated', plan: plan.id })
  return plan
}

type Found = readonly { readonly level: Level; readonly title: string }[]

function outlineOf(sections: Found, newId: () => string, { owner }: Pick<StoredPlan, 'owner'>): readonly OutlineEntry[] | Refusal {
  if (sections.length === 0) return { refused: 'importNoPlan' }
  if (sections.length > sectionLimit) return { refused: 'tooLarge', limit: sectionLimit }
  const outline: OutlineEntry[] = []
  for (const { level, title: given } of sections) {
    const title = parseTitle(given)
    if (isRefusal(title)) return title
    outline.push({ id: newId() as SectionId, level, title, owner, invited: [] })
  }
  return isOutline(outline) ? outline : { refused: 'levelImpossible' }
}

const planOf = (from: ImportId): PlanId => idFrom(`${from} plan`) as PlanId

function idsFrom(seed: string): () => string {
  let count = 0
  return () => idFrom(`${seed} ${count++}`)
}

/** As long as ids are elsewhere. */
const idFrom = (seed: string): string => createHash('sha256').update(seed).digest('base64url').slice(0, 21)
