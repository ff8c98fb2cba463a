/** Owns how goals stand under their overall goals, in the order of the text. Pure. */

type Grouped = { readonly id: string; readonly level: 'overall' | 'result'; readonly parent?: string | null; readonly verdict?: unknown }

/** `overall` null: result goals that belong to none. `rows` are what is judged, the overall goal's own row first where it has one. */
export type Group<Goal> = { readonly overall: Goal | null; readonly rows: readonly Goal[] }

/** All groups, or with a filter only those with a row to show. */
export function groupGoals<Goal extends Grouped>(
  goals: readonly Goal[],
  shown: readonly Goal[],
  isFiltered: boolean,
): readonly Group<Goal>[] {
  const ids = new Set(shown.map((goal) => goal.id))
  const overall = goals.filter((goal) => goal.level === 'overall')
  const known = new Set(overall.map((goal) => goal.id))
  const results = goals.filter((goal) => goal.level === 'result' && ids.has(goal.id))
  const groups: Group<Goal>[] = overall.map((goal) => ({
    overall: goal,
    rows: [...(ids.has(goal.id) ? [goal] : []), ...results.filter((result) => result.parent === goal.id)],
  }))
  const alone = results.filter((result) => !result.parent || !known.has(result.parent))
  const all = alone.length > 0 ? [{ overall: null, rows: alone }, ...groups] : groups
  return isFiltered ? all.filter((group) => group.rows.length > 0) : all
}
