/** Owns the reading of a plan's text: every section's content, and the goals in it. */
import type { SectionId } from '@samplan/shared/ids'
import { type JudgedGoals, judgeGoals } from '@samplan/shared/judgeGoals'
import type { OutlineEntry } from '@samplan/shared/plan'
import { type Content, fragmentName } from '@samplan/shared/section/content'
import { goalsInText } from '@samplan/shared/section/goals'
import { readContent } from '@samplan/shared/section/read'
import type * as Y from 'yjs'
import type { StoredPlan } from '../storage/ports.ts'
import type { World } from '../world.ts'

export type SectionText = { readonly entry: OutlineEntry; readonly content: Content }

/** The content of a document of one's own; the document is used up. */
export function contentOf(doc: Y.Doc): Content {
  const content = readContent(doc.getXmlFragment(fragmentName))
  doc.destroy()
  return content
}

/** The text of the outline's sections as it stands. */
export async function readText(world: World, plan: Pick<StoredPlan, 'outline'>): Promise<readonly SectionText[]> {
  return Promise.all(plan.outline.map(async (entry) => ({ entry, content: contentOf(await world.rooms.read(entry.id)) })))
}

/** The plan's goals as one reading over all its text; `homes` is what the projection knows. */
export function goalsOf(plan: Pick<StoredPlan, 'id'>, texts: readonly SectionText[], homes: ReadonlyMap<string, SectionId>): JudgedGoals {
  const sections = texts.map(({ entry, content }) => ({ section: entry.id, goals: goalsInText(content) }))
  return judgeGoals(plan.id, sections, homes)
}
