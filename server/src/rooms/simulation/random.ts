/** Owns chance with a seed: the same seed gives the same numbers. */

/** A seeded source of numbers in [0, 1). */
export function randomFrom(seed: number): () => number {
  let state = seed >>> 0
  return () => {
    state = (state + 0x6d2b79f5) >>> 0
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state)
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296
  }
}

export type Random = {
  /** A whole number from 0 to one below `count`. */
  readonly below: (count: number) => number
  readonly chance: (likely: number) => boolean
  /** One of a list that is not empty. */
  readonly pick: <One>(list: readonly One[]) => One
  /** One of the names, by weight. */
  readonly weighed: <Name extends string>(weights: Readonly<Record<Name, number>>) => Name
}

export function createRandom(seed: number): Random {
  const next = randomFrom(seed)
  const below = (count: number): number => Math.floor(next() * count)
  return {
    below,
    chance: (likely) => next() < likely,
    pick<One>(list: readonly One[]): One {
      if (list.length === 0) throw new Error('nothing to pick from')
      return list[below(list.length)] as One
    },
    weighed<Name extends string>(weights: Readonly<Record<Name, number>>): Name {
      const entries = Object.entries(weights) as [Name, number][]
      let rest = next() * entries.reduce((sum, [, weight]) => sum + weight, 0)
      for (const [name, weight] of entries) {
        rest -= weight
        if (rest < 0) return name
      }
      throw new Error('nothing weighs anything')
    },
  }
}
