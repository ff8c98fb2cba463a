/** Owns what every use case is given: the stores, the rooms, the bus, the clock and ids. A use case is `(world, actor, input) => Promise<value | Refusal>`. */
import type { Bus } from './bus.ts'
import type { RoomLog, Rooms } from './rooms/contract.ts'
import type { Stores } from './storage/ports.ts'

export type World = {
  readonly stores: Stores
  readonly rooms: Rooms
  readonly bus: Bus
  /** Milliseconds since 1970. */
  readonly now: () => number
  /** A fresh id in the shape of shared/ids. */
  readonly newId: () => string
  readonly log: RoomLog
}
