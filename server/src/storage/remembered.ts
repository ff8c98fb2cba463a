/** Owns what may be believed without asking the store: what was read while nobody said that it has moved, and not for long. */

export interface Remembered<Key, Value> {
  /** Undefined: it must be asked for. */
  known(key: Key): Value | undefined
  /** What `load` gives, which asks the store. It is kept unless something was forgotten meanwhile: the reading may be from before. Null is never kept. */
  read<Asked extends Value | null>(key: Key, load: () => Promise<Asked>): Promise<Asked>
  forget(key: Key): void
  /** Those of which `isMeant` says so. */
  forgetThose(isMeant: (value: Value) => boolean): void
  forgetAll(): void
}

export type RememberedOptions = {
  /** Milliseconds. */
  readonly now: () => number
  /** A bound for what nobody was told of. Milliseconds. */
  readonly believedMs: number
  readonly atMost: number
}

export function createRemembered<Key, Value>({ now, believedMs, atMost }: RememberedOptions): Remembered<Key, Value> {
  const all = new Map<Key, { readonly value: Value; readonly until: number }>()
  let forgotten = 0
  return {
    known(key) {
      const found = all.get(key)
      return found && found.until > now() ? found.value : undefined
    },
    async read(key, load) {
      const [before, until] = [forgotten, now() + believedMs]
      const value = await load()
      if (value === null || forgotten !== before) return value
      // Whatever is needed again is read again.
      if (all.size >= atMost) all.clear()
      all.set(key, { value, until })
      return value
    },
    forget(key) {
      forgotten++
      all.delete(key)
    },
    forgetThose(isMeant) {
      forgotten++
      for (const [key, { value }] of all) if (isMeant(value)) all.delete(key)
    },
    forgetAll() {
      forgotten++
      all.clear()
    },
  }
}
