/** Owns the events of the product: a port with an in-process adapter. Events say that something moved; whoever listens reads it from the store. */
import type { GoalId, PersonId, PlanId } from '@samplan/shared/ids'

export type ServerEvent =
  | { readonly kind: 'planMoved'; readonly plan: PlanId; readonly revision: number }
  | { readonly kind: 'planCreated'; readonly plan: PlanId }
  | { readonly kind: 'outlineChanged'; readonly plan: PlanId; readonly outlineVersion: number }
  | { readonly kind: 'goalsChanged'; readonly plan: PlanId; readonly changed: readonly GoalId[]; readonly withdrawn: readonly GoalId[] }
  | { readonly kind: 'presenceChanged'; readonly plan: PlanId }
  /** Memberships, or the person as a whole; null: units, anybody's rights. */
  | { readonly kind: 'peopleChanged'; readonly person: PersonId | null }
  | { readonly kind: 'sessionEnded'; readonly tokenHash: string }

export interface Bus {
  publish(event: ServerEvent): void
  /** Returns what ends the subscription. */
  subscribe(listener: (event: ServerEvent) => void): () => void
}

export function createBus(onError: (error: unknown) => void): Bus {
  const listeners = new Set<(event: ServerEvent) => void>()
  return {
    publish(event) {
      for (const listener of [...listeners]) {
        try {
          listener(event)
        } catch (error) {
          onError(error)
        }
      }
    },
    subscribe(listener) {
      listeners.add(listener)
      return () => listeners.delete(listener)
    },
  }
}
