/** Owns the small marks: an administration's stamp, a person's avatar, a goal's verdict. Word first, then shape, then colour. */
import type { VerdictWord } from '../graphql/generated.ts'
import { text } from '../text/da.ts'
import { initials } from '../text/format.ts'

type Unit = { readonly name: string; readonly letter: string; readonly colour: string }

/** The administration's letter in its colour; the name is read out unless it stands beside it (`plain`). */
export function Stamp({ unit, plain }: { readonly unit: Unit; readonly plain?: boolean }) {
  const named = plain ? { 'aria-hidden': true as const } : { role: 'img', 'aria-label': unit.name, title: unit.name }
  return (
    <span className={`stamp adm-${unit.colour}`} {...named}>
      {unit.letter}
    </span>
  )
}

/** Stamp and name. */
export function Owner({ unit }: { readonly unit: Unit }) {
  return (
    <span className="owner">
      <Stamp unit={unit} plain />
      {unit.name}
    </span>
  )
}

type AvatarProps = {
  readonly name: string
  readonly colour: string | null | undefined
  readonly size?: 'small' | 'large'
  /** The name stands beside it. */
  readonly plain?: boolean
}

export function Avatar({ name, colour, size, plain }: AvatarProps) {
  const named = plain ? { 'aria-hidden': true as const } : { role: 'img', 'aria-label': name, title: name }
  const classes = ['avatar', colour && `adm-${colour}`, size].filter(Boolean).join(' ')
  return (
    <span className={classes} {...named}>
      {initials(name)}
    </span>
  )
}

/** The class of each verdict; its shape is `v-` and the same word. */
export const verdictClasses: Readonly<Record<VerdictWord, string>> = {
  met: 'met',
  metNow: 'metnow',
  onTrack: 'ontrack',
  behind: 'behind',
  notMet: 'notmet',
  notYet: 'notyet',
  unknown: 'unknown',
}

export function Verdict({ word, lower }: { readonly word: VerdictWord; readonly lower?: boolean }) {
  const kind = verdictClasses[word]
  return (
    <span className={`verdict ${kind}`}>
      <span className={`verdict-mark v-${kind}`} aria-hidden="true" />
      {lower ? text.goals.verdicts[word].toLocaleLowerCase('da-DK') : text.goals.verdicts[word]}
    </span>
  )
}
