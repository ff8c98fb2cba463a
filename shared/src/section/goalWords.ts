/** Owns the words that a goal block shows; a second language is a second record. */
import type { GoalLevel } from '../goal.ts'
import type { VerdictWord } from '../verdict.ts'

export type GoalWords = {
  readonly level: Readonly<Record<GoalLevel, string>>
  /** Names of the categories that the municipality's list has from the start; others are shown as they are. */
  readonly category: Readonly<Record<string, string>>
  readonly verdict: Readonly<Record<VerdictWord, string>>
  /** The name of the block for those who hear it. */
  readonly goal: (code: string) => string
  readonly now: string
  readonly target: string
  readonly baseline: string
  readonly noFigure: string
  readonly noTarget: string
  /** Names of what is compared with, as a heading; others are shown as they are. */
  readonly reference: Readonly<Record<string, string>>
  /** The same inside a sentence: "mindst landet". */
  readonly referenceInText: Readonly<Record<string, string>>
  /** Before the number: "højst 11 %". */
  readonly operator: Readonly<Record<string, string>>
  /** Kinds whose target is no comparison. */
  readonly rank: (place: string) => string
  readonly best: (percent: string) => string
  readonly reduced: (percent: string) => string
  readonly kindTarget: Readonly<Record<string, string>>
}

export const goalWords: GoalWords = {
  level: { overall: 'Overordnet mål', result: 'Resultatmål' },
  category: { ministermaal: 'Ministermål', lokaltMaal: 'Lokalt mål', fokusomraade: 'Fokusområde' },
  verdict: {
    met: 'Opfyldt',
    notMet: 'Ikke opfyldt',
    metNow: 'Opfyldt nu',
    onTrack: 'På vej',
    behind: 'Bagud',
    notYet: 'Endnu ikke',
    unknown: 'Kan ikke bedømmes',
  },
  goal: (code) => `Mål\u00a0${code}`,
  now: 'Nu',
  target: 'Mål',
  baseline: 'Udgangspunkt',
  noFigure: 'ingen tal',
  noTarget: 'intet måltal',
  reference: { landsgennemsnit: 'Landet' },
  referenceInText: { landsgennemsnit: 'landet' },
  operator: { atLeast: 'mindst', atMost: 'højst', above: 'over', below: 'under', equal: 'præcis' },
  rank: (place) => `nr.\u00a0${place} eller bedre`,
  best: (percent) => `bedste ${percent}\u00a0%`,
  reduced: (percent) => `${percent}\u00a0% lavere`,
  kindTarget: { compliance: 'overholdt', milestone: 'nået', monitor: 'følges', qualitative: 'vurderes' },
}
