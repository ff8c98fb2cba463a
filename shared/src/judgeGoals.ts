/** Owns which goals a plan has: one pure reading over all its sections, used by the projection and by the version. */
import { sha256 } from '@noble/hashes/sha2.js'
import { bytesToHex, utf8ToBytes } from '@noble/hashes/utils.js'
import type { Goal, GoalInText, GoalLevel, Indicator } from './goal.ts'
import { type GoalId, type IndicatorId, parseId, type PlanId, type SectionId } from './ids.ts'

export type SectionGoals = { readonly section: SectionId; readonly goals: readonly GoalInText[] }

/** An id that must be written into the document, so that it says what was judged; `element` is the Yjs id of the goal or indicator. */
export type Rename = {
  readonly section: SectionId
  readonly element: string
  readonly attribute: 'id'
  readonly from: string
  readonly to: string
}

export type JudgedGoals = { readonly goals: readonly Goal[]; readonly renames: readonly Rename[] }

/**
 * The goals of a plan in reading order. `sections` are in outline order; `known` says where the projection has each goal now.
 *
 * - An id that lives twice stays with the first goal in the section that `known` names, else with the first in outline order; every
 *   other one gets an id made of (old id, section, Yjs id of its element), and its indicators likewise. So does a missing or malformed
 *   id. The same documents and the same `known` always give the same ids.
 * - Ids of indicators are unique within their goal: measurements hang on both, and a copied indicator never takes them.
 * - A result goal belongs to the overall goal of `parentId`, or else to the nearest one above it. An unknown level counts as result.
 * - Codes: 1, 2, 3 for overall goals, 1a, 1b … 1z, 1aa for result goals, in reading order per parent; a, b, c for those without one.
 */
export function judgeGoals(plan: PlanId, sections: readonly SectionGoals[], known: ReadonlyMap<string, SectionId>): JudgedGoals {
  const renames: Rename[] = []
  const placed = placedGoals(sections, known, renames)
  const overall = new Map(placed.filter(({ goal }) => levelOf(goal) === 'overall').map(({ id }, at) => [id, String(at + 1)]))
  const children = new Map<GoalId | null, number>()
  let nearest: GoalId | null = null
  const goals = placed.map(({ id, section, goal, renamed }, order): Goal => {
    const level = levelOf(goal)
    if (level === 'overall') nearest = id
    const wanted = goal.attributes.parentId as GoalId | null
    const parent = level === 'overall' ? null : wanted !== null && overall.has(wanted) ? wanted : nearest
    const { category, responsible } = goal.attributes
    return {
      id,
      plan,
      section,
      order,
      level,
      parent,
      category,
      responsible,
      code: level === 'overall' ? (overall.get(id) ?? '') : codeBelow(parent),
      statement: goal.statement,
      indicators: indicatorsOf(section, goal, renamed, renames),
    }
  })
  return { goals, renames }

  function codeBelow(parent: GoalId | null): string {
    const at = children.get(parent) ?? 0
    children.set(parent, at + 1)
    return `${parent === null ? '' : overall.get(parent)}${letters(at)}`
  }
}

type Placed = { readonly section: SectionId; readonly goal: GoalInText; readonly id: GoalId; readonly renamed: boolean }

function placedGoals(sections: readonly SectionGoals[], known: ReadonlyMap<string, SectionId>, renames: Rename[]): readonly Placed[] {
  const found = sections.flatMap(({ section, goals }) => goals.map((goal) => ({ section, goal })))
  const keepers = new Map<string, GoalInText>()
  for (const { goal } of found.filter(({ section, goal }) => known.get(goal.attributes.id) === section).concat(found)) {
    if (parseId<'goal'>(goal.attributes.id) !== null && !keepers.has(goal.attributes.id)) keepers.set(goal.attributes.id, goal)
  }
  const taken = new Set(keepers.keys())
  return found.map(({ section, goal }): Placed => {
    const from = goal.attributes.id
    if (keepers.get(from) === goal) return { section, goal, id: from as GoalId, renamed: false }
    const to = freshId('g', taken, from, section, goal.element)
    renames.push({ section, element: goal.element, attribute: 'id', from, to })
    return { section, goal, id: to as GoalId, renamed: true }
  })
}

function indicatorsOf(section: SectionId, goal: GoalInText, renamed: boolean, renames: Rename[]): readonly Indicator[] {
  const taken = new Set<string>()
  const keeps = goal.indicators.map(({ attributes }) => {
    const free = !renamed && parseId<'indicator'>(attributes.id) !== null && !taken.has(attributes.id)
    if (free) taken.add(attributes.id)
    return free
  })
  return goal.indicators.map(({ element, attributes }, at): Indicator => {
    if (keeps[at]) return { ...attributes, id: attributes.id as IndicatorId }
    const to = freshId('i', taken, attributes.id, section, element)
    renames.push({ section, element, attribute: 'id', from: attributes.id, to })
    return { ...attributes, id: to as IndicatorId }
  })
}

/** An id that only these facts lead to, and that nobody has: a forged id that foresees it only makes it take another. */
function freshId(prefix: string, taken: Set<string>, ...facts: readonly string[]): string {
  for (let round = 0; ; round++) {
    const id = `${prefix}${bytesToHex(sha256(utf8ToBytes(JSON.stringify([...facts, round])))).slice(0, 20)}`
    if (taken.has(id)) continue
    taken.add(id)
    return id
  }
}

function levelOf(goal: GoalInText): GoalLevel {
  return goal.attributes.level === 'overall' ? 'overall' : 'result'
}

/** 0 is "a", 25 "z", 26 "aa". */
function letters(at: number): string {
  const last = String.fromCharCode(97 + (at % 26))
  return at < 26 ? last : `${letters(Math.floor(at / 26) - 1)}${last}`
}
