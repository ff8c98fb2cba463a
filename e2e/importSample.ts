/** Owns a small plan as text, in the shape of an extract from a PDF, and what a finder could find in it with three doubts: for journeys of the preview that depend on no finder. */
import { emptyIndicator } from '@samplan/shared/import/correct'
import type { Doubt, FoundIndicator, ImportDraft, Piece } from '@samplan/shared/import/draft'
import { type ImportByWire, importText } from './importByWire.ts'
import type { SignedIn } from './wire.ts'

export const sampleText = `Beskæftigelsesplan 2027

Kystby Kommune
Indledning
Kystby Kommune vil have flere i arbejde og færre på kanten
af arbejdsmarkedet. Planen samler det, vi gør sammen.
3
Mål 1
Flere nye borgere skal forsørge sig selv
Resultatmål
Andelen af nye borgere i fuld eller delvis
beskæftigelse skal hæves til 60 % i december 2027.
Målingen omfatter ikke unge under uddannelse.
Strategiske fokusområder
Vi samarbejder på tværs af kommunen og med
virksomheder og foreninger om, at flere kommer i
4
arbejde og lærer dansk samtidig.
Mål 2
Flere borgere med fleksjob i arbejde
Resultatmål
Ledigheden blandt borgere, der er visiteret til fleksjob,
skal gå fra 14 % i juli til at være højst 12 % i
december 2027.
Det følger vi
Hvert kvartal ser vi på tallene. Vi spørger også borgerne.
Vi vil i 2025 se på, om tilbuddet passer.
`

/** The draft of `sampleText`. Doubts: the baseline's year (p16), whether "Det følger vi" is a heading (p17), a year of another plan (p19). */
export function sampleDraft(): ImportDraft {
  const lines = sampleText.split('\n')
  let made = 0
  const base = (from: number, to = from, doubts: readonly Doubt[] = []) => ({ id: `p${++made}`, span: { from, to }, doubts })
  const wordsOf = (from: number, to: number): string => lines.slice(from - 1, to).join(' ')
  const section = (from: number, to: number, level: 1 | 2, title: string, doubts?: readonly Doubt[]): Piece => ({
    ...base(from, to, doubts),
    kind: 'section',
    level,
    title,
  })
  const text = (from: number, to: number, doubts?: readonly Doubt[]): Piece => ({
    ...base(from, to, doubts),
    kind: 'text',
    block: { type: 'paragraph', content: [{ type: 'text', text: wordsOf(from, to) }] },
  })
  const overall = (line: number, category: string | null): Piece => ({
    ...base(line),
    kind: 'overallGoal',
    title: wordsOf(line, line),
    category,
  })
  const result = (from: number, to: number, under: Piece, facts: Partial<FoundIndicator>, doubts?: readonly Doubt[]): Piece => ({
    ...base(from, to, doubts),
    kind: 'resultGoal',
    statement: wordsOf(from, to),
    under: under.id,
    indicators: [{ ...emptyIndicator, targetKind: 'share', unit: '%', deadline: '2027-12', ...facts }],
  })
  const dropped = (from: number, reason: 'label' | 'pageNumber', to = from): Piece => ({
    ...base(from, to),
    kind: 'leftOut',
    reason,
    text: wordsOf(from, to),
  })
  const title = dropped(1, 'label', 3)
  const opening = [title, section(4, 4, 1, 'Indledning'), text(5, 6), dropped(7, 'pageNumber')]
  const firstHead = section(8, 9, 1, 'Mål 1: Flere nye borgere skal forsørge sig selv')
  const first = overall(9, 'ministermaal')
  const firstParts = [
    dropped(10, 'label'),
    result(11, 13, first, { operator: 'atLeast', target: '60', indicator: 'andel i beskæftigelse', exclusions: ['unge under uddannelse'] }),
    section(14, 14, 2, 'Strategiske fokusområder'),
    text(15, 16),
    dropped(17, 'pageNumber'),
    text(18, 18),
  ]
  const secondHead = section(19, 20, 1, 'Mål 2: Flere borgere med fleksjob i arbejde')
  const second = overall(20, null)
  return {
    title: 'Beskæftigelsesplan 2027',
    period: '2027',
    doubts: [],
    pieces: [
      ...opening,
      firstHead,
      first,
      ...firstParts,
      secondHead,
      second,
      dropped(21, 'label'),
      result(22, 24, second, { operator: 'atMost', target: '12', baseline: '14', indicator: 'ledighed' }, [
        { code: 'baselineDate', words: 'juli' },
      ]),
      section(25, 25, 2, 'Det følger vi', [{ code: 'heading', words: null }]),
      text(26, 26),
      text(27, 27, [{ code: 'otherYear', words: '2025' }]),
    ],
  }
}

/** The sample as an import with its three doubts; the address of its page. */
export async function sampleImport(who: SignedIn): Promise<ImportByWire & { readonly path: string }> {
  const made = await importText(who, sampleText)
  await made.keep(sampleDraft())
  return { ...made, path: `/hent-plan/${made.id}` }
}
