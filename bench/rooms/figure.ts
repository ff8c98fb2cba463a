/** Owns what a figure of the rooms is: who is measured, how, and which marks it must reach. */
import type { Stock, Subject } from './subjects.ts'

export type Outcome = {
  /** By row; NaN where there is none. */
  readonly values: Readonly<Record<string, number>>
  /** What went wrong with the server: then the values say nothing. */
  readonly fault: string | null
  readonly void: string | null
  /** Everything that was measured, for `results/`. */
  readonly raw: object
}

export type Surroundings = { readonly stock: Stock; readonly quick: boolean; readonly say: (text: string) => void }

/** Ours against a subject, or against the quickest peer, as a ratio within a round. */
export type Mark = {
  readonly against: Subject | 'quickest'
  readonly must: 'atMost' | 'atLeast'
  readonly ratio: number
  /** What the other one is given on top, in the row's unit. */
  readonly plus?: number
  /** The row of the other one, where it is not the same. */
  readonly row?: string
  /** Ours in this mark, where it is not "as shipped". */
  readonly of?: Subject
}

export type Row = {
  readonly key: string
  readonly title: string
  readonly unit: 'ms' | '%' | 'editors' | 'sections' | 'KiB' | '/s' | '×'
  readonly marks: readonly Mark[]
}

export type Figure = {
  readonly name: string
  readonly subjects: readonly Subject[]
  readonly rows: readonly Row[]
  /** What the installation of ours must have. */
  readonly sections: number
  readonly measure: (subject: Subject, surroundings: Surroundings) => Promise<Outcome>
}
