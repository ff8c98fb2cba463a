/** Owns how a push of changed and withdrawn goals enters the list that a page has. Pure. */

type Ordered = { readonly id: string; readonly order: number }

/** The list in the order of the text: a changed goal replaces the one with its id, a withdrawn one is gone. */
export function mergeGoals<Goal extends Ordered>(
  goals: readonly Goal[],
  changed: readonly Goal[],
  withdrawn: readonly string[],
): readonly Goal[] {
  const gone = new Set([...withdrawn, ...changed.map((goal) => goal.id)])
  return [...goals.filter((goal) => !gone.has(goal.id)), ...changed].toSorted((one, other) => one.order - other.order)
}
