/** Owns the demo's shortest plan: "Plan for kontakt til virksomheder 2027", its sections in outline order. */
import { businessPlanning, jobcenter } from './people.ts'
import { a, type DemoSection, goal, indicator, p, section, table, ul } from './write.ts'

/** Owned by Erhverv og Plan; the udvalg has sent it on, and it lies before the byråd. */
export const businessPlan2027: readonly DemoSection[] = [
  section(
    'hvorfor',
    1,
    'Hvorfor en plan for kontakten',
    businessPlanning,
    [],
    [
      p(
        'En virksomhed i Fjordby kan i dag blive ringet op af tre medarbejdere fra kommunen på én uge: én om et skilt, én om en lærling og én om en ledig. Fra 2027 skal den kende ét navn og ét nummer.',
      ),
      p(
        'Planen er kort med vilje. Den siger, hvem der ringer, hvad vi lover, og hvordan vi ser, om det virker. Hvad virksomhederne kan bidrage med, står i Beskæftigelsesplan 2027.',
      ),
    ],
  ),

  section(
    'loefter',
    1,
    'Det lover vi en virksomhed',
    businessPlanning,
    [jobcenter],
    [
      goal(
        { id: 'v1', level: 'overall', category: 'lokaltMaal', responsible: 'Erhverv og Plan' },
        'Det skal være let for en virksomhed i Fjordby at få fat i kommunen og at få et svar.',
      ),
      ul(
        'Ét nummer, som bliver taget mellem 8 og 16.',
        'Et navn på den, der følger sagen, inden samtalen er slut.',
        'Et svar inden for to hverdage, også når svaret er nej.',
      ),
      goal(
        { id: 'v1-svar', level: 'result', responsible: 'Erhverv og Plan', parentId: 'v1' },
        'Mindst 90 % af henvendelserne fra virksomheder skal i december 2027 være besvaret inden for to hverdage. I december 2025 var det 68 %.',
        [
          indicator({
            id: 'v1-svar-andel',
            targetKind: 'share',
            indicator: 'Henvendelser besvaret inden for to hverdage, andel i pct.',
            operator: 'atLeast',
            target: '90',
            better: 'higher',
            unit: '%',
            baseline: '68',
            baselineDate: '2025-12',
            deadline: '2027-12',
            source: 'Kommunens sagssystem',
          }),
        ],
      ),
    ],
  ),

  section(
    'hvem-ringer',
    2,
    'Hvem der ringer til hvem',
    businessPlanning,
    [jobcenter],
    [
      table(
        ['Virksomhed', 'Antal i Fjordby', 'Ringes op af'],
        [
          ['Uden ansatte', '1.140', 'Erhverv og Plan, når de selv beder om det'],
          ['1 til 9 ansatte', '620', 'Erhverv og Plan, én gang om året'],
          ['10 til 49 ansatte', '118', 'Jobcenter, hvert halve år'],
          ['50 ansatte og flere', '31', 'Jobcenter, hvert kvartal'],
        ],
      ),
      p('Den, der har ringet, skriver samme dag ned, hvad der blev aftalt. Så ringer den næste ikke om det samme.'),
    ],
  ),

  section(
    'rekruttering',
    1,
    'Når en virksomhed mangler folk',
    jobcenter,
    [businessPlanning],
    [
      p(
        'Jobcenter foreslår to kandidater inden for tre hverdage eller siger, at der ikke er nogen. Virksomheden kan selv se ledige stillinger og kandidater på ',
        a('https://jobnet.dk', 'Jobnet'),
        '.',
      ),
      goal(
        { id: 'v1-ordrer', level: 'result', responsible: 'Jobcenter', parentId: 'v1' },
        'Vi besætter mindst 140 jobordrer i løbet af 12 måneder, opgjort i december 2027. I december 2025 var det 96.',
        [
          indicator({
            id: 'v1-ordrer-antal',
            targetKind: 'count',
            indicator: 'Besatte jobordrer, seneste 12 måneder',
            operator: 'atLeast',
            target: '140',
            better: 'higher',
            unit: 'jobordrer',
            baseline: '96',
            baselineDate: '2025-12',
            deadline: '2027-12',
            source: 'Jobcentrets fagsystem',
          }),
        ],
      ),
    ],
  ),

  section(
    'opfoelgning',
    1,
    'Opfølgning',
    businessPlanning,
    [],
    [
      p(
        'Udvalget får tallene hvert halve år. Fire virksomheder på skift fortæller samtidig, hvordan kontakten har været, og hvad de ville gøre anderledes.',
      ),
    ],
  ),
]
