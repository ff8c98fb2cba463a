/** Owns the use case: a goal's definition is changed in the live text, so that editors see it at once. */
import type { Goal } from '@samplan/shared/goal'
import { goalAttributeNames, goalLevels, indicatorAttributeNames, operators } from '@samplan/shared/goal'
import { dateFields, decimalFields, directions, isKind } from '@samplan/shared/goalFields'
import { parseDate, parseDecimal } from '@samplan/shared/goalValues'
import { type GoalId, parseId, type SectionId } from '@samplan/shared/ids'
import type { Actor } from '@samplan/shared/people'
import { isRefusal, type Refusal } from '@samplan/shared/refusal'
import { may } from '@samplan/shared/rights'
import { findPlan } from '../plans/findPlan.ts'
import type { StoredPlan } from '../storage/ports.ts'
import type { World } from '../world.ts'
import { findGoal } from './findGoal.ts'
import { type GoalEdit, writeGoal } from './writeGoal.ts'
import { projectPlan } from './projectPlan.ts'

export type AttributeInput = { readonly name: string; readonly value?: string | null | undefined }
export type GoalChangeInput = {
  readonly statement?: string | null | undefined
  readonly changes?: readonly AttributeInput[] | null | undefined
  readonly indicators?:
    | readonly {
        readonly id?: string | null | undefined
        readonly changes: readonly AttributeInput[]
        readonly remove?: boolean | null | undefined
      }[]
    | null
    | undefined
}

const longestValue = 500
const longestStatement = 4000
const mostIndicators = 50

/** Resolves when the change is on disk and projected. The right is that to write text in the goal's section. */
export async function changeGoal(
  world: World,
  actor: Actor,
  { plan: planId, goal: goalId, change }: { readonly plan: string; readonly goal: string; readonly change: GoalChangeInput },
): Promise<{ readonly plan: StoredPlan; readonly goal: Goal } | Refusal> {
  const plan = await findPlan(world, actor, planId)
  if (isRefusal(plan)) return plan
  const indicators = (change.indicators ?? []).flatMap(({ id }) => (id == null ? [] : [id]))
  const goal = await findGoal(world, plan, goalId, indicators)
  if (!goal) return { refused: 'notFound' }
  const refusal = refuse(actor, plan, goal.section)
  if (refusal) return refusal
  const edit = editOf(world, change)
  if (isRefusal(edit)) return edit

  const result = await world.rooms.transact(goal.section, (doc) => writeGoal(doc, goal.id, edit))
  if (isRefusal(result)) return result
  if (!result) return { refused: 'notFound' }
  await projectPlan(world, plan.id)
  const changed = await world.stores.goals.read(plan.id, goal.id)
  return changed ? { plan, goal: changed } : { refused: 'notFound' }
}

function refuse(actor: Actor, plan: StoredPlan, section: SectionId): Refusal | null {
  const entry = plan.outline.find((known) => known.id === section)
  if (!may(actor, 'writeText', { ...plan, state: { at: 'draft' } }, entry)) return { refused: 'notAllowed', act: 'writeText' }
  if (plan.state.at !== 'draft') return { refused: 'wrongState', state: plan.state.at }
  return plan.pending ? { refused: 'submissionPending' } : null
}

function editOf(world: World, { statement, changes, indicators }: GoalChangeInput): GoalEdit | Refusal {
  if (statement && statement.length > longestStatement) return { refused: 'invalid', field: 'statement', rule: 'tooLong' }
  const own = valuesOf(changes ?? [], goalAttributeNames)
  if (isRefusal(own)) return own
  if ((indicators?.length ?? 0) > mostIndicators) return { refused: 'tooLarge', limit: mostIndicators }
  const edits: GoalEdit['indicators'][number][] = []
  for (const { id, changes: wanted, remove } of indicators ?? []) {
    const values = valuesOf(wanted, indicatorAttributeNames)
    if (isRefusal(values)) return values
    edits.push(id == null ? { act: 'add', id: world.newId(), values } : remove ? { act: 'remove', id } : { act: 'set', id, values })
  }
  return { statement: statement ?? null, values: own, indicators: edits }
}

/** Every value in the form in which the text keeps it; ids are nobody's to change. */
function valuesOf(changes: readonly AttributeInput[], names: readonly string[]): Readonly<Record<string, string | null>> | Refusal {
  const values: Record<string, string | null> = {}
  for (const { name, value } of changes) {
    if (name === 'id' || !names.includes(name)) return { refused: 'invalid', field: name.slice(0, 64), rule: 'unknown' }
    const text = value?.normalize('NFC').trim() ?? ''
    if (text.length > longestValue) return { refused: 'invalid', field: name, rule: 'tooLong' }
    const parsed = text === '' ? null : valueOf(name, text)
    if (parsed === undefined) return { refused: 'invalid', field: name, rule: isWord(name) ? 'unknown' : 'format' }
    if (name === 'level' && parsed === null) return { refused: 'invalid', field: name, rule: 'empty' }
    values[name] = parsed
  }
  return values
}

const words: Readonly<Record<string, (text: string) => boolean>> = {
  level: (text) => (goalLevels as readonly string[]).includes(text),
  targetKind: (text) => isKind(text),
  operator: (text) => (operators as readonly string[]).includes(text),
  better: (text) => (directions as readonly string[]).includes(text),
  parentId: (text) => parseId<GoalId>(text) !== null,
}

const isWord = (name: string): boolean => name in words

/** The stored form; undefined where the text is none. */
function valueOf(name: string, text: string): string | undefined {
  if ((decimalFields as readonly string[]).includes(name)) return parseDecimal(text) ?? undefined
  if ((dateFields as readonly string[]).includes(name)) return parseDate(text) ?? undefined
  const isKnown = words[name]
  return !isKnown || isKnown(text) ? text : undefined
}
