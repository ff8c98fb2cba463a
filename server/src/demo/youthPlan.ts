/** Owns the demo's smaller plan: "Plan for unge uden job 2027", its sections in outline order. */
import { businessPlanning, childrenYouth, jobcenter, socialHealth } from './people.ts'
import { a, b, type DemoSection, goal, i, indicator, ol, p, quote, section, table, ul } from './write.ts'

/** Owned by Børn og Unge; lies before the udvalg. */
export const youthPlan2027: readonly DemoSection[] = [
  section(
    'forord',
    1,
    'Forord',
    childrenYouth,
    [],
    [
      p(
        'I september 2026 fik 361 unge under 25 år i Fjordby hjælp til at leve af. De fleste er videre, før der er gået et halvt år. Denne plan handler om dem, der ikke er, og om, hvordan vi når dem noget før.',
      ),
      p(
        'Planen hører sammen med Beskæftigelsesplan 2027, men den er kortere og mere praktisk. Den siger, hvem der gør hvad, fra den dag en ung holder op i skolen, til den dag, hun har noget nyt at stå op til.',
      ),
      quote(['»Det var ikke hjælp, jeg manglede. Det var nogen, der ringede.«'], [i('Ung på 19 år, fortalt i Ungehuset')]),
    ],
  ),

  section(
    'hvem',
    1,
    'Hvem planen handler om',
    childrenYouth,
    [jobcenter],
    [
      p('De 361 unge er ikke én gruppe. Vi taler om fire, og de skal have hver sit.'),
      table(
        ['Gruppe', 'Unge i september 2026', 'Typisk tid uden noget at lave', 'Det har de brug for'],
        [
          ['På vej til noget bestemt', '118', '2 måneder', 'en startdato'],
          ['I tvivl', '97', '5 måneder', 'at prøve noget af'],
          ['Skoletrætte', '72', '8 måneder', 'et job'],
          ['Unge, der har det svært', '74', 'over 1 år', 'ro og støtte'],
          ['I alt', '361', '-', '-'],
        ],
      ),
      p(i('Kilde: Ungehusets egen optælling. Grupperne er ikke faste, og en ung kan flytte fra den ene til den anden.')),
      p(
        '80 af de unge har fået hjælp i mere end et år. De fylder mest i planen, fordi det er her, vi har været for længe om at finde på noget nyt.',
      ),
    ],
  ),

  section(
    'kontakt',
    1,
    'Kontakt fra første dag',
    childrenYouth,
    [jobcenter],
    [
      goal(
        { id: 'u1', level: 'overall', category: 'lokaltMaal', responsible: 'Børn og Unge' },
        'Ingen ung i Fjordby skal gå alene og vente på, at der sker noget.',
      ),
      p(
        'Den første uge er den vigtigste. Her er den unge stadig ked af det eller vred og vil gerne tale. Efter en måned er det blevet hverdag at sove længe.',
      ),
      goal(
        { id: 'u1-opkald', level: 'result', responsible: 'Børn og Unge', parentId: 'u1' },
        'Mindst 95 % af de unge, der forlader en uddannelse, skal i december 2027 være ringet op inden for fem hverdage. I december 2025 var det 81 %.',
        [
          indicator({
            id: 'u1-opkald-andel',
            targetKind: 'share',
            indicator: 'Unge ringet op inden for fem hverdage, andel i pct.',
            operator: 'atLeast',
            target: '95',
            better: 'higher',
            unit: '%',
            exclusions: 'Unge, der er flyttet fra kommunen',
            baseline: '81',
            baselineDate: '2025-12',
            deadline: '2027-12',
            source: 'Ungehuset',
          }),
        ],
      ),
    ],
  ),

  section(
    'kontakt-stopper',
    2,
    'Når en ung holder op',
    childrenYouth,
    [],
    [
      ol(
        [b('Dag 1. '), 'Skolen giver Ungehuset besked, hvis den unge siger ja til det.'],
        [b('Dag 2 til 5. '), 'En vejleder ringer og foreslår et sted at mødes. Det behøver ikke være hos os.'],
        [b('Uge 2. '), 'De to laver en plan på højst en side.'],
        [b('Uge 6. '), 'Er den unge ikke i gang, ser to vejledere på planen sammen og prøver noget andet.'],
      ),
      p('Forældrene bliver ringet op, når den unge er under 18 år, og ellers kun, når den unge gerne vil have det.'),
    ],
  ),

  section(
    'kontakt-tavse',
    2,
    'Unge, der ikke svarer',
    jobcenter,
    [childrenYouth],
    [
      p(
        'Omkring 40 unge tager ikke telefonen og læser ikke deres post. Til dem har vi to opsøgende medarbejdere, som banker på, skriver på de steder, hvor unge skriver, og kommer igen. De har ingen blanketter med.',
      ),
      p(
        'I 2026 kom de i kontakt med 26 af de 40. Det tog i gennemsnit fire besøg. Hjælpen bliver ikke stoppet, mens de prøver, for en ung uden penge til telefonen er endnu sværere at finde.',
      ),
    ],
  ),

  section(
    'job',
    1,
    'Job og fritidsjob',
    jobcenter,
    [childrenYouth, businessPlanning],
    [
      p(
        'For mange skoletrætte er et job ikke en omvej, men den lige vej. Efter et år med faste mødetider og penge, de selv har tjent, er det tit dem selv, der begynder at tale om en uddannelse.',
      ),
      goal(
        { id: 'u1-fritidsjob', level: 'result', responsible: 'Jobcenter', parentId: 'u1' },
        'Vi hjælper mindst 60 unge mellem 15 og 17 år med et fritidsjob i løbet af 12 måneder, opgjort i december 2027. I december 2025 var det 34.',
        [
          indicator({
            id: 'u1-fritidsjob-antal',
            targetKind: 'count',
            indicator: 'Unge mellem 15 og 17 år hjulpet til et fritidsjob, seneste 12 måneder',
            operator: 'atLeast',
            target: '60',
            better: 'higher',
            unit: 'unge',
            baseline: '34',
            baselineDate: '2025-12',
            deadline: '2027-12',
            source: 'Jobcentrets fagsystem',
          }),
        ],
      ),
      ul(
        'Erhverv og Plan finder 30 nye butikker, gårde og værksteder, som vil have en ung med.',
        'Idrætsforeningen og biblioteket tager seks unge hver, med løn fra kommunen de første to måneder.',
        'Alle får et kort kursus i at møde til tiden, sige fra og læse en lønseddel.',
      ),
      p(
        'Reglerne for unge under 18 år kan virksomhederne finde hos ',
        a('https://at.dk', 'Arbejdstilsynet'),
        '. Vi går dem igennem sammen, før den unge begynder.',
      ),
    ],
  ),

  section(
    'stoette',
    1,
    'Støtte til unge, der har det svært',
    socialHealth,
    [childrenYouth],
    [
      p(
        '74 unge har det så svært, at hverken skole eller job er det første skridt. De skal have én voksen, der bliver, og en hverdag, der kan holdes. Vi begynder med to formiddage om ugen og bygger på derfra.',
      ),
      goal(
        { id: 'u1-lang-tid', level: 'result', responsible: 'Social og Sundhed', parentId: 'u1' },
        'Højst 60 unge under 25 år har i december 2027 fået hjælp i mere end et år. I december 2025 var det 88.',
        [
          indicator({
            id: 'u1-lang-tid-antal',
            targetKind: 'count',
            indicator: 'Unge under 25 år, der har fået hjælp i mere end et år',
            operator: 'atMost',
            target: '60',
            better: 'lower',
            unit: 'unge',
            exclusions: 'Førtidspension',
            baseline: '88',
            baselineDate: '2025-12',
            deadline: '2027-12',
            source: 'Jobcentrets fagsystem',
          }),
        ],
      ),
      p(
        'To psykologer sidder i Ungehuset fra januar, og den unge kan gå ind uden henvisning. Venter den unge på udredning, holder vi et møde hver måned, så ventetiden bliver brugt til noget.',
      ),
    ],
  ),

  section(
    'opfoelgning',
    1,
    'Økonomi og opfølgning',
    childrenYouth,
    [],
    [
      p(
        'Planen koster 4,2 mio. kr. i 2027. De 0,5 mio. kr. er nye penge fra budgettet, og resten er penge, som vi flytter fra forløb, der er lukket.',
      ),
      table(
        ['Udgift', 'Mio. kr.'],
        [
          ['Vejledere og opsøgende medarbejdere', '2,4'],
          ['Psykologer i Ungehuset', '1,1'],
          ['Fritidsjob og løn de første måneder', '0,5'],
          ['Aftenåbent', '0,2'],
          [b('I alt'), b('4,2')],
        ],
      ),
      p(
        'Udvalget får tallene hvert kvartal sammen med dem fra Beskæftigelsesplan 2027. Ungerådet får dem samtidig og bliver bedt om at sige, hvad de undrer sig over.',
      ),
    ],
  ),
]
