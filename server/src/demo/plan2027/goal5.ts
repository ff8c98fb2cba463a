/** Owns chapter "Mål 5" of the demo's big plan: labour for the companies. */
import { businessPlanning, jobcenter, socialHealth } from '../people.ts'
import { a, b, type DemoSection, goal, h, i, indicator, p, section, ul } from '../write.ts'

export const goal5: readonly DemoSection[] = [
  section(
    'maal-5',
    1,
    'Mål 5: Arbejdskraft til virksomhederne',
    businessPlanning,
    [jobcenter],
    [
      goal({ id: 'm5', level: 'overall', responsible: 'Erhverv og Plan' }, 'Virksomhederne skal have den arbejdskraft, de mangler.'),
      p(
        'Der er stor efterspørgsel efter faglært arbejdskraft, især i byggeriet og i ældreplejen. Vi hjælper borgere, der er midlertidigt ledige eller syge, hurtigt tilbage, og vi gør plads til dem, der ikke er kommet ind på arbejdsmarkedet endnu.',
      ),
      p(
        'En virksomhed, der ringer, skal have én at tale med, og den person skal kende både folk og fag. Vi lover ikke mere, end vi kan holde, men det, vi lover, kommer til tiden.',
      ),
      goal(
        { id: 'm5-fald', level: 'result', responsible: 'Erhverv og Plan', parentId: 'm5' },
        'Fjordby skal være blandt de 15 % af landets kommuner, hvor antallet af borgere på offentlig forsørgelse falder mest fra december 2026 til december 2027.',
        [
          indicator({
            id: 'm5-fald-plads',
            targetKind: 'rankTopPercentChange',
            indicator: 'Fald i antallet af borgere på offentlig forsørgelse, plads blandt kommunerne',
            operator: 'rankTopPercent',
            target: '15',
            better: 'lower',
            baselineDate: '2026-12',
            deadline: '2027-12',
            source: 'Jobindsats.dk',
          }),
        ],
      ),
      goal(
        { id: 'm5-ledighed', level: 'result', responsible: 'Jobcenter', parentId: 'm5' },
        'Ledigheden i Fjordby skal i hele 2027 være mindst 0,5 procentpoint lavere end landsgennemsnittet.',
        [
          indicator({
            id: 'm5-ledighed-andel',
            targetKind: 'nationalMargin',
            indicator: 'Ledige dagpengemodtagere og jobparate, andel af arbejdsstyrken i pct.',
            operator: 'atMost',
            offset: '-0.5',
            reference: 'landsgennemsnit',
            better: 'lower',
            unit: '%',
            baseline: '2.2',
            baselineDate: '2026-09',
            deadline: '2027-12',
            source: 'Jobindsats.dk',
          }),
        ],
      ),
    ],
  ),

  section(
    'maal-5-behov',
    2,
    'Det siger virksomhederne',
    businessPlanning,
    [],
    [
      p(
        'Erhverv og Plan besøgte 240 virksomheder i 2026. Tre svar gik igen: De vil have et hurtigt svar, de vil kende navnet på den, der svarer, og de vil hellere have et nej end en kandidat, der ikke passer.',
      ),
      p(
        'I december 2025 fik 84 % svar inden for to døgn. Siden er det blevet lidt bedre, men ikke hver måned, og sommeren trak ned. Kun hver femte virksomhed kender alle de ordninger, de kan bruge.',
      ),
      ul(
        '68 % har brugt jobcentret de sidste to år.',
        '81 % af dem vil gøre det igen.',
        '44 % ved ikke, at de kan få hjælp, når en medarbejder bliver syg.',
      ),
      p(i('Kilde: Erhverv og Plans virksomhedsbesøg, januar til oktober 2026.')),
    ],
  ),

  section(
    'maal-5-indsatser',
    2,
    'Indsatser for virksomhederne',
    businessPlanning,
    [jobcenter],
    [
      p(
        'Virksomhederne får én indgang, og den bliver bemandet af Erhverv og Plan og Jobcentret i fællesskab. Hver konsulent har to brancher og skal kende dem godt nok til at kunne se et behov, før der kommer et opslag.',
      ),
      goal(
        { id: 'm5-svar', level: 'result', responsible: 'Erhverv og Plan', parentId: 'm5' },
        'Mindst 90 % af virksomhedernes henvendelser skal have et svar inden for 48 timer i december 2027, mod 84 % i december 2025.',
        [
          indicator({
            id: 'm5-svar-andel',
            targetKind: 'share',
            indicator: 'Henvendelser besvaret inden for 48 timer, andel i pct.',
            operator: 'atLeast',
            target: '90',
            better: 'higher',
            unit: '%',
            exclusions: 'Henvendelser i weekender og på helligdage',
            baseline: '84',
            baselineDate: '2025-12',
            deadline: '2027-12',
            source: 'Erhverv og Plan',
          }),
        ],
      ),
      h(1, 'Det kan virksomheden regne med'),
      ul(
        'Et svar inden for 48 timer, også når svaret er nej.',
        'Højst tre kandidater, som vi selv har talt med.',
        'Et opkald efter to uger om, hvordan det går.',
        'Den samme konsulent næste gang.',
      ),
    ],
  ),

  section(
    'maal-5-rekruttering',
    3,
    'Hurtig rekruttering',
    jobcenter,
    [businessPlanning],
    [
      p(
        'Når en virksomhed skal bruge mere end fem nye medarbejdere, mødes vi med den inden for en uge og lægger en plan. I 2026 gjorde vi det ti gange. Den største opgave var et nyt lager ved motorvejen, hvor 46 ledige fra seks kommuner fik arbejde.',
      ),
      p(
        'I 2027 prøver vi at gøre det samme for små virksomheder, der slår sig sammen. Fire håndværksmestre kan dele en lærling, og tre butikker kan dele en lagermand. Vi klarer papirerne.',
      ),
    ],
  ),

  section(
    'maal-5-sygdom',
    3,
    'Fastholdelse ved sygdom',
    socialHealth,
    [jobcenter],
    [
      p(
        'De fleste, der bliver syge, har et job, og det skal de gerne beholde. Jo længere tid der går, jo sværere bliver det at komme tilbage. I december 2025 var 352 sygemeldt i mere end et halvt år.',
      ),
      goal(
        { id: 'm5-lange-syge', level: 'result', responsible: 'Social og Sundhed', parentId: 'm5' },
        'Højst 320 borgere har i december 2027 været sygemeldt i mere end 26 uger. I december 2025 var det 352.',
        [
          indicator({
            id: 'm5-lange-syge-antal',
            targetKind: 'count',
            indicator: 'Borgere sygemeldt i mere end 26 uger',
            operator: 'atMost',
            target: '320',
            better: 'lower',
            unit: 'personer',
            exclusions: 'Borgere med en livstruende sygdom',
            baseline: '352',
            baselineDate: '2025-12',
            deadline: '2027-12',
            source: 'Jobindsats.dk',
          }),
        ],
      ),
      ul(
        [b('Uge 1: '), 'Arbejdsgiveren kan ringe til os, også før nogen er sygemeldt.'],
        [b('Uge 4: '), 'Den sygemeldte, chefen og en konsulent mødes på arbejdspladsen.'],
        [b('Uge 8: '), 'Der ligger en plan for, hvordan timerne langsomt kan komme tilbage.'],
      ),
      p(
        'Borgere med stress eller angst får tilbud om et forløb på otte uger hos Social og Sundhed. Fire ud af fem, der fulgte det i 2026, var i gang igen efter et halvt år.',
      ),
    ],
  ),

  section(
    'maal-5-seniorer',
    3,
    'Seniorer, der vil blive',
    businessPlanning,
    [],
    [
      p(
        'Mange over 60 vil gerne arbejde lidt længere, hvis de kan skrue ned. Ofte er det aldrig blevet talt igennem, fordi begge parter venter på den anden. Vi holder i 2027 seks møder for virksomheder om den samtale og tager en skabelon med.',
      ),
      p(
        'Kommunen går selv foran. Alle medarbejdere over 58 år får tilbud om en samtale om de næste fem år. På plejecentrene prøver vi en vagtplan med færre nætter for dem, der har rundet de 60.',
      ),
    ],
  ),

  section(
    'maal-5-samarbejde',
    2,
    'Samarbejde med erhvervslivet',
    businessPlanning,
    [],
    [
      p(
        'Fjordby Erhvervsråd har 410 medlemmer og er den vigtigste vej til de små virksomheder. Vi mødes hver anden måned og har en fælles side med ledige job og ledige hænder. Fagforeningerne er med to gange om året, når vi taler om løn og vilkår i de nye forløb.',
      ),
      p(
        'Er opgaven for stor til én kommune, går vi sammen med de ti kommuner i landsdelen om én kontakt til virksomheden. Opslag lægger vi på ',
        a('https://jobnet.dk', 'jobnet.dk'),
        ', så ledige i hele landet kan se dem.',
      ),
    ],
  ),
]
