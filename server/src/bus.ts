/** Owns the events of the product: a port with an in-process adapter. Events say that something moved; whoever listens reads it from the store. */
import type { GoalId, PersonId, PlanId } from '@samplan/shared/ids'

export type ServerEvent =
  | { readonly kind: 'planMoved'; readonly plan: PlanId; readonly revision: number }
  | { readonly kind: 'planCreated'; readonly plan: PlanId }
  | { readonly kind: 'outlineChanged'; readonly plan: PlanId; readonly outlineVersion: number }
  | {
      readonly kind: 'goalsChanged'
      readonly plan: PlanId
      readonly changed: readonly GoalId[]
      readonly withdrawn: readonly GoalId[]
      /** The plan's `goalsMoved` that says so; null: nobody could note it, or another process did. */
      readonly mark: number | null
    }
  | { readonly kind: 'presenceChanged'; readonly plan: PlanId }
  /** Memberships, or the person as a whole; null: units, anybody's rights. */
  | { readonly kind: 'peopleChanged'; readonly person: PersonId | null }
  | { readonly kind: 'sessionEnded'; readonly tokenHash: string }

/** Where it happened: in this process, or in another on the same database, and a look at that has shown it. */
export type Origin = 'here' | 'elsewhere'

export interface Bus {
  /** `origin` is 'here' unless something else is said. */
  publish(event: ServerEvent, origin?: Origin): void
  /** Returns what ends the subscription. */
  subscribe(listener: (event: ServerEvent, origin: Origin) => void): () => void
}

export function createBus(onError: (error: unknown) => void): Bus {
  const listeners = new Set<Parameters<Bus['subscribe']>[0]>()
  return {
    publish(event, origin = 'here') {
      for (const listener of [...listeners]) {
        try {
          listener(event, origin)
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

/** The bus of those who tell here what has happened elsewhere. */
export function busOfElsewhere(bus: Bus): Bus {
  return { ...bus, publish: (event) => bus.publish(event, 'elsewhere') }
}
