import { describe, expect, test } from 'vitest'
import { indicatorsOf } from './indicators.ts'

const cases: readonly (readonly [string, Readonly<Record<string, unknown>>])[] = [
  [
    'Andelen af langtidsledige skal reduceres fra 18 % i 2028 til 15 % i 2029.',
    { operator: 'atMost', target: '15', unit: '%', baseline: '18', baselineDate: '2028', deadline: '2029' },
  ],
  [
    'Antallet af fuldtidspersoner på offentlig forsørgelse må højst udgøre 2.450 i december 2029.',
    { operator: 'atMost', target: '2450', unit: 'fuldtidspersoner', deadline: '2029-12' },
  ],
  ['Andelen af unge i job skal øges til 62,5 %.', { operator: 'atLeast', target: '62.5', unit: '%' }],
  ['Kommunen skal være blandt den bedste fjerdedel af kommunerne.', { operator: 'rankTopPercent', target: '25' }],
  ['Ledigheden skal fortsat være lavere end i sammenligningskommunerne.', { operator: 'below', reference: 'sammenligningskommunerne' }],
  ['Andelen af sygemeldte må ikke overstige landsgennemsnittet.', { operator: 'atMost', reference: 'landsgennemsnit' }],
  [
    'Andelen af forsørgede skal være lavere end landsgennemsnittet med mindst 2 procentpoint i 2029.',
    { operator: 'atMost', offset: '-2', deadline: '2029' },
  ],
  [
    'Andelen af unge uden job skal falde med 10 % i forhold til 2026.',
    { operator: 'relativeReduction', target: '10', baselineDate: '2026', deadline: null },
  ],
  ['Alle får svar på en henvendelse inden for 48 timer.', { operator: 'atMost', target: '48', unit: 'timer', targetKind: 'serviceLevel' }],
  ['Ungeenheden skal være etableret senest 1. februar 2029.', { operator: 'compliance', targetKind: 'milestone', deadline: '2029-02-01' }],
  [
    'Frekvensen for personer med handicap skal op på 60 %, ekskl. førtidspensionister.',
    { operator: 'atLeast', target: '60', exclusions: ['førtidspensionister'] },
  ],
  ['Samarbejdsgraden skal være højere end 35 % i 2. kvartal 2029.', { operator: 'above', target: '35', deadline: '2029-06' }],
  ['Flere borgere skal opleve en værdig indsats.', { operator: 'qualitative', target: null }],
  [
    'Andelen af unge uden job er faldet til 8 % i 2029 mod 11 % i 2026.',
    { operator: 'atMost', target: '8', baseline: '11', baselineDate: '2026' },
  ],
  ['To tredjedele af de ledige skal være i job inden for 26 uger.', { operator: 'atLeast', target: '67', unit: '%' }],
  ['Antallet af klager skal reduceres med en fjerdedel.', { operator: 'relativeReduction', target: '25' }],
  ['Andelen skal være mindst 60 %. Den udgjorde 52 % i maj 2027.', { target: '60', baseline: '52', baselineDate: '2027-05' }],
  ['Tilfredsheden skal være på niveau med målingen i 2027.', { operator: 'atLeast', reference: 'målingen i 2027', deadline: null }],
  [
    'Andelen skal fastholdes på mindst 70 %, hvilket er over gennemsnittet for landet.',
    { operator: 'atLeast', target: '70', reference: null },
  ],
  ['Antallet af forløb over 52 uger skal være højst 120.', { operator: 'atMost', target: '120' }],
  ['I anden halvdel af 2029 skal andelen være mindst 40 %.', { operator: 'atLeast', target: '40' }],
  ['Der skal holdes en samtale mindst hver tredje uge.', { operator: 'qualitative', target: null }],
  ['Status gives mindst hver anden måned og hvert femte år.', { operator: 'qualitative', target: null }],
  ['Mindst hver tredje ledige skal være i job.', { operator: 'atLeast', target: '33', unit: '%' }],
  ['Andelen af 15-24-årige uden uddannelse skal være under 6 %.', { operator: 'below', target: '6' }],
]

describe('the fields of a statement', () => {
  test.each(cases)('IM-15 %s', (statement, fields) => {
    expect(indicatorsOf(statement, '2029').indicators).toMatchObject([fields])
  })

  test('IM-16 a month without a year is a doubt: a start stays open, a deadline takes the year of the plan', () => {
    const { indicators, doubts } = indicatorsOf('Antallet skal falde fra 80 borgere i marts til højst 60 borgere i december.', '2029')
    expect(indicators).toMatchObject([{ baseline: '80', baselineDate: null, target: '60', deadline: '2029-12' }])
    expect(doubts).toEqual([
      { code: 'baselineDate', words: 'marts' },
      { code: 'deadline', words: 'december' },
    ])
  })
})
