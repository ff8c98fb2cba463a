/** Owns the use case: a person takes back what they did to a section, where nobody has changed it since. */
import { parseId, type SectionId, type UnitId } from '@samplan/shared/ids'
import type { Actor } from '@samplan/shared/people'
import type { Level } from '@samplan/shared/plan'
import { isRefusal, type Refusal } from '@samplan/shared/refusal'
import { type Deed, type Stand, undoOutline as undone } from '@samplan/shared/undoOutline'
import type { StoredPlan } from '../storage/ports.ts'
import type { World } from '../world.ts'
import { changeOutline } from './changeOutline.ts'
import { isAdministration, sectionOf } from './checkOutline.ts'
import { findPlan } from './findPlan.ts'
import { contentOf } from './readText.ts'

/** A stand as it comes from outside. */
export type RawStand = {
  readonly parent?: string | null
  readonly after?: string | null
  readonly previous?: string | null
  readonly next?: string | null
  readonly level: number
  readonly title: string
  readonly owner: string
  readonly invited: readonly string[]
  readonly below: readonly string[]
}

export type RawDeed = {
  readonly deed: Deed['deed']
  readonly section: string
  readonly was?: RawStand | null
  readonly now?: RawStand | null
}

/**
 * Refused with changedSince where the newest outline no longer has what the deed left. A section that was added goes to the bin, and
 * only while nobody, not even its author, has written in it.
 */
export async function undoOutline(
  world: World,
  actor: Actor,
  { plan, deed }: { readonly plan: string; readonly deed: RawDeed },
): Promise<StoredPlan | Refusal> {
  const section = sectionOf(deed.section)
  if (isRefusal(section)) return section
  const was = deed.was ? await parseStand(world, deed.was) : null
  const now = deed.now ? await parseStand(world, deed.now) : null
  if (isRefusal(was)) return was
  if (isRefusal(now)) return now
  const readable = await findPlan(world, actor, plan)
  if (isRefusal(readable)) return readable
  const adds = deed.deed === 'add'
  // Read before it is judged: whoever writes in between finds the text in the bin, where nothing is lost.
  const written = adds && readable.outline.some(({ id }) => id === section) && (await isWritten(world, section))
  return changeOutline(world, actor, plan, (newest) => {
    const next = undone(newest, { deed: deed.deed, section, was, now }, new Date(world.now()).toISOString())
    return !isRefusal(next) && written ? { refused: 'changedSince', what: 'text' } : next
  })
}

async function isWritten(world: World, section: SectionId): Promise<boolean> {
  const content = contentOf(await world.rooms.read(section))
  return content.length > 1 || content.some((block) => block.type !== 'paragraph' || (block.content?.length ?? 0) > 0)
}

async function parseStand(world: World, raw: RawStand): Promise<Stand | Refusal> {
  const section = (id: string | null | undefined): SectionId | null => (id ? parseId<SectionId>(id) : null)
  const [owner, ...invited] = [raw.owner, ...raw.invited].map((id) => parseId<UnitId>(id))
  if (![1, 2, 3].includes(raw.level)) return { refused: 'levelImpossible' }
  for (const unit of [owner, ...invited])
    if (!unit || !(await isAdministration(world, unit))) return { refused: 'invalid', field: 'owner', rule: 'unknown' }
  return {
    parent: section(raw.parent),
    after: section(raw.after),
    previous: section(raw.previous),
    next: section(raw.next),
    level: raw.level as Level,
    title: raw.title,
    owner: owner as UnitId,
    invited: invited.filter((unit) => unit !== null),
    below: raw.below.map(section).filter((id) => id !== null),
  }
}
