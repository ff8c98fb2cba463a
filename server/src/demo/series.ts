/** Owns the demo's series of figures, in the order of its goals. */

export type Series = {
  readonly plan?: string
  readonly goal: string
  readonly indicator: string
  readonly source: string
  readonly by: string
  /** Period and value, in order. */
  readonly figures: readonly (readonly [period: string, value: string])[]
  readonly notes?: Readonly<Record<string, string>>
}

/** The values of consecutive months with spaces between, the first of them of January 2025. */
function monthly(values: string): readonly (readonly [string, string])[] {
  return values.split(' ').map((value, at) => [`${2025 + Math.floor(at / 12)}-${String((at % 12) + 1).padStart(2, '0')}`, value])
}

const jobindsats = 'Jobindsats.dk'
const casework = 'Jobcentrets fagsystem'

export const series: readonly Series[] = [
  {
    goal: 'm1-vaerdighed',
    indicator: 'm1-vaerdighed-svar',
    source: 'Jobcentrets egen undersøgelse',
    by: 'mads-thorup',
    figures: [
      ['2024-10', '79'],
      ['2025-10', '81'],
      ['2026-10', '83'],
    ],
    notes: { '2026-10': '412 svar, 47 % af de adspurgte' },
  },
  {
    goal: 'm1-sagsbehandlere',
    indicator: 'm1-sagsbehandlere-andel',
    source: casework,
    by: 'mads-thorup',
    figures: monthly('25.1 24.9 24.8 24.2 24 23.9 24.3 23.6 23.1 22.8 22.3 22 21.8 21.5 21.3 20.6 20.4 20.1 20.5 19.8 19.2 18.8'),
    notes: { '2025-07': 'Mange vikarer i ferien', '2026-07': 'Mange vikarer i ferien' },
  },
  {
    goal: 'm2-uddannelsesloeft',
    indicator: 'm2-uddannelsesloeft-antal',
    source: casework,
    by: 'nadia-elmstroem',
    figures: [
      ['2025-03', '58'],
      ['2025-06', '62'],
      ['2025-09', '67'],
      ['2025-12', '71'],
      ['2026-03', '76'],
      ['2026-06', '80'],
      ['2026-09', '86'],
    ],
    notes: { '2026-09': '64 af de 86 er begyndt i 2026' },
  },
  {
    goal: 'm2-job-efter-kursus',
    indicator: 'm2-job-efter-kursus-andel',
    source: jobindsats,
    by: 'nadia-elmstroem',
    figures: [
      ['2025-03', '59.4'],
      ['2025-06', '60.2'],
      ['2025-09', '60.9'],
      ['2025-12', '61.5'],
      ['2026-03', '62.9'],
      ['2026-06', '64.2'],
    ],
  },
  {
    goal: 'm2-voksenlaerlinge',
    indicator: 'm2-voksenlaerlinge-antal',
    source: casework,
    by: 'nadia-elmstroem',
    figures: [
      ['2025-12', '31'],
      ['2026-03', '33'],
      ['2026-06', '36'],
      ['2026-09', '38'],
    ],
  },
  {
    goal: 'm3-beskaeftigelse',
    indicator: 'm3-beskaeftigelse-andel',
    source: jobindsats,
    by: 'mads-thorup',
    figures: monthly('52.9 53.1 53.4 54 54.6 55.1 54.8 55.2 55.6 55.9 56.2 56.3 56 56.1 56.4 56.8 57.2 57.5 57.3 57.7 58.1 58.4'),
    notes: { '2026-09': '186 af 320 borgere' },
  },
  {
    goal: 'm3-kvinder',
    indicator: 'm3-kvinder-andel',
    source: jobindsats,
    by: 'mads-thorup',
    figures: [
      ['2025-12', '42.1'],
      ['2026-03', '42.8'],
      ['2026-06', '43.9'],
      ['2026-09', '44.6'],
    ],
    notes: { '2026-09': 'Landet: 46,1 %' },
  },
  {
    goal: 'm4-fleksjob',
    indicator: 'm4-fleksjob-ledige',
    source: jobindsats,
    by: 'sofie-lykke',
    figures: monthly('14.6 14.5 14.5 14.3 14.1 14 14 13.9 13.8 13.7 13.7 13.6 13.5 13.4 13.3 13.1 12.9 12.9 12.7 12.6 12.4 12.3'),
    notes: { '2026-08': 'To nye aftaler med plejecentrene begyndte i august', '2026-09': '104 ledige af 839 visiterede. Landet: 12,8 %' },
  },
  {
    goal: 'm4-job-halvt-aar',
    indicator: 'm4-job-halvt-aar-andel',
    source: jobindsats,
    by: 'sofie-lykke',
    figures: [
      ['2025-07', '51.2'],
      ['2025-10', '51.9'],
      ['2026-01', '52.4'],
      ['2026-04', '52.8'],
      ['2026-07', '53.5'],
    ],
    notes: { '2026-07': 'Landet: 50,1 %' },
  },
  {
    goal: 'm5-fald',
    indicator: 'm5-fald-plads',
    source: jobindsats,
    by: 'nadia-elmstroem',
    figures: [
      ['2025-12', '31'],
      ['2026-03', '27'],
      ['2026-06', '24'],
      ['2026-09', '22'],
    ],
    notes: { '2026-09': 'Nr. 22 af 98 kommuner' },
  },
  {
    goal: 'm5-ledighed',
    indicator: 'm5-ledighed-andel',
    source: jobindsats,
    by: 'nadia-elmstroem',
    figures: monthly('2.7 2.7 2.6 2.5 2.4 2.3 2.5 2.4 2.3 2.3 2.3 2.4 2.6 2.6 2.5 2.4 2.3 2.2 2.4 2.3 2.2'),
    notes: { '2026-09': 'Landet: 2,8 %' },
  },
  {
    goal: 'm5-svar',
    indicator: 'm5-svar-andel',
    source: 'Erhverv og Plan',
    by: 'nadia-elmstroem',
    figures: monthly('78.5 79.2 80.1 80.6 81.4 81.9 76.8 80.3 82.2 83.1 83.7 84 84.6 84.9 85.4 85.2 86.1 86 80.7 84.1 85.5 85.9'),
    notes: { '2025-07': 'Få på arbejde i ferien', '2026-07': 'Få på arbejde i ferien' },
  },
  {
    goal: 'm5-lange-syge',
    indicator: 'm5-lange-syge-antal',
    source: jobindsats,
    by: 'sofie-lykke',
    figures: monthly('349 353 358 361 363 360 358 357 359 356 354 352 355 357 356 353 350 346 344 341 339 337'),
  },
  {
    goal: 'l1-timer-plads',
    indicator: 'l1-timer-plads-nr',
    source: jobindsats,
    by: 'mads-thorup',
    figures: [
      ['2025-12', '19'],
      ['2026-03', '16'],
      ['2026-06', '13'],
      ['2026-09', '11'],
    ],
    notes: { '2026-09': 'Nr. 11 af 98 kommuner' },
  },
  {
    goal: 'l1-timer',
    indicator: 'l1-timer-antal',
    source: jobindsats,
    by: 'mads-thorup',
    figures: monthly('74 75 78 80 83 85 84 87 90 92 95 96 96 98 101 104 108 110 109 113 116 118'),
  },
  {
    goal: 'l1-timer',
    indicator: 'l1-timer-videre',
    source: casework,
    by: 'mads-thorup',
    figures: [
      ['2025-12', '12'],
      ['2026-03', '13'],
      ['2026-06', '15'],
      ['2026-09', '17'],
    ],
  },
  {
    goal: 'l1-ressource',
    indicator: 'l1-ressource-andel',
    source: jobindsats,
    by: 'sofie-lykke',
    figures: monthly('12.8 13 13.3 13.1 13.6 13.9 13.2 13.4 13.8 14.1 14 14.2 14.1 14.4 14.6 14.5 14.8 14.9 14.3 14.6 15 15.2'),
    notes: { '2026-06': 'Landet: 16,2 %' },
  },
  {
    goal: 'l2-unge',
    indicator: 'l2-unge-antal',
    source: jobindsats,
    by: 'jens-aaskov',
    figures: monthly('392 394 393 390 386 383 388 384 379 377 375 374 377 378 376 373 370 367 371 366 361 358'),
  },
  {
    goal: 'l2-halveret',
    indicator: 'l2-halveret-andel',
    source: 'Danmarks Statistik',
    by: 'jens-aaskov',
    figures: [
      ['2019', '7.6'],
      ['2021', '6.5'],
      ['2023', '5.6'],
      ['2024', '5.1'],
      ['2025', '4.7'],
      ['2026-02', '4.4'],
    ],
    notes: { '2026-02': 'Opgøres én gang om året' },
  },
  {
    plan: 'ungeplan',
    goal: 'u1-opkald',
    indicator: 'u1-opkald-andel',
    source: 'Ungehuset',
    by: 'jens-aaskov',
    figures: monthly('70.2 71.5 72.8 73.4 74.9 76 71.7 74.3 77.5 78.8 80.1 81 81.6 82.3 83.5 84.1 84.9 85.7 82.2 85 86.8 87.3'),
    notes: { '2026-07': 'Vejlederne har ferie i to uger af juli' },
  },
  {
    plan: 'ungeplan',
    goal: 'u1-fritidsjob',
    indicator: 'u1-fritidsjob-antal',
    source: casework,
    by: 'mads-thorup',
    figures: [
      ['2025-06', '27'],
      ['2025-12', '34'],
      ['2026-03', '36'],
      ['2026-06', '41'],
      ['2026-09', '43'],
    ],
  },
  {
    plan: 'ungeplan',
    goal: 'u1-lang-tid',
    indicator: 'u1-lang-tid-antal',
    source: casework,
    by: 'anette-brogaard',
    figures: monthly('97 96 96 95 94 93 93 92 91 90 89 88 88 87 86 85 84 83 83 82 80 79'),
  },
]
