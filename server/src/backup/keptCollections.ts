/** Owns the one list of the collections, and how each comes into a backup. A test holds it against the models. */

/**
 * `ofPlan`: copied with its plan. Behind all plans come `each`, one document after the other, and `whole`, all as they are together.
 * `left`: not copied; sessions and one-time links let people in as they did then, and what the projection has seen is found out again at
 * the start; presence and leases are of the processes that run.
 */
export type Keeping = 'installation' | 'ofPlan' | 'each' | 'whole' | 'left'

/** In the order in which they are copied: who names something before what is named, and goals and figures before the text. */
export const keptCollections: Readonly<Record<string, Keeping>> = {
  installation: 'installation',
  plans: 'ofPlan',
  goals: 'ofPlan',
  measurements: 'ofPlan',
  sections: 'ofPlan',
  parts: 'ofPlan',
  versions: 'ofPlan',
  imports: 'each',
  people: 'whole',
  units: 'whole',
  goalSeen: 'left',
  sessions: 'left',
  links: 'left',
  presence: 'left',
  leases: 'left',
}

export const isKept = (collection: string): boolean => (keptCollections[collection] ?? 'left') !== 'left'
