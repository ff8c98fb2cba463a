/** Owns FOUND: what `pnpm samplan import --dry-run` prints, for scripts that examine a plan. Documented in docs/IMPORT.md. */
import type { FoundIndicator } from './draft.ts'

/** `line` is the first line of the source. Numbers are decimal strings; dates keep the precision of the text. */
export type Found = {
  readonly title: string
  readonly periodStart: string | null
  readonly periodEnd: string | null
  readonly sections: readonly { readonly title: string; readonly level: number; readonly line: number }[]
  readonly goals: readonly { readonly title: string; readonly category: string | null; readonly line: number }[]
  readonly resultGoals: readonly {
    readonly text: string
    readonly underGoal: string | null
    readonly line: number
    readonly indicators: readonly FoundIndicator[]
  }[]
  readonly tables: readonly {
    readonly caption: string | null
    readonly columns: readonly string[]
    readonly rows: number
    readonly line: number
  }[]
  readonly leftOut: readonly { readonly text: string; readonly reason: string; readonly line: number }[]
}
