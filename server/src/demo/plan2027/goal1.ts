/** Owns chapter "Mål 1" of the demo's big plan: decent casework. */
import { jobcenter, socialHealth } from '../people.ts'
import { a, b, type DemoSection, goal, i, indicator, ol, p, quote, section, table, ul } from '../write.ts'

export const goal1: readonly DemoSection[] = [
  section(
    'maal-1',
    1,
    'Mål 1: En værdig sagsbehandling',
    jobcenter,
    [socialHealth],
    [
      goal(
        { id: 'm1', level: 'overall', responsible: 'Jobcenter' },
        'Alle, der får hjælp af jobcentret, skal opleve en værdig sagsbehandling.',
      ),
      p(
        'Den, der mister sit arbejde, mister ofte også lidt af troen på sig selv. Et møde med kommunen skal gøre det bedre og ikke værre. Derfor skal borgeren vide, hvem der sidder med sagen, hvad der skal ske nu, og hvorfor.',
      ),
      p(
        'Værdighed er ikke det samme som at sige ja. Vi skal også kunne give et afslag, så det er til at forstå, og så borgeren kan se, at vi har lyttet.',
      ),
      goal(
        { id: 'm1-vaerdighed', level: 'result', responsible: 'Jobcenter', parentId: 'm1' },
        'Mindst 85 % af borgerne svarer, at de blev mødt med værdighed ved den seneste samtale, når vi spørger i oktober 2027.',
        [
          indicator({
            id: 'm1-vaerdighed-svar',
            targetKind: 'survey',
            indicator: 'Borgere, der følte sig mødt med værdighed, andel i pct.',
            operator: 'atLeast',
            target: '85',
            better: 'higher',
            unit: '%',
            baseline: '83',
            baselineDate: '2026-10',
            deadline: '2027-10',
            source: 'Jobcentrets egen undersøgelse',
          }),
        ],
      ),
      goal(
        { id: 'm1-sagsbehandlere', level: 'result', responsible: 'Jobcenter', parentId: 'm1' },
        'Andelen af borgere, der har haft mere end to sagsbehandlere inden for et år, skal falde fra 22 % i december 2025 til højst 15 % i december 2027.',
        [
          indicator({
            id: 'm1-sagsbehandlere-andel',
            targetKind: 'share',
            indicator: 'Borgere med mere end to sagsbehandlere på et år, andel i pct.',
            operator: 'atMost',
            target: '15',
            better: 'lower',
            unit: '%',
            exclusions: 'Borgere, der selv har bedt om at skifte',
            baseline: '22',
            baselineDate: '2025-12',
            deadline: '2027-12',
            source: 'Jobcentrets fagsystem',
          }),
        ],
      ),
    ],
  ),

  section(
    'maal-1-svar',
    2,
    'Det siger borgerne',
    jobcenter,
    [],
    [
      p(
        'I oktober 2026 spurgte vi alle, der havde været til samtale i de seneste to måneder. 412 svarede, og det er lidt under halvdelen. Spørgsmålene er de samme som året før.',
      ),
      table(
        ['Spørgsmål', '2024', '2025', '2026'],
        [
          ['Jeg blev mødt med værdighed', '79 %', '81 %', '83 %'],
          ['Jeg blev hørt, da vi lagde planen', '70 %', '72 %', '71 %'],
          ['Jeg ved, hvad der skal ske nu', '64 %', '66 %', '69 %'],
          ['Jeg har forstået de breve, jeg har fået', '-', '-', '58 %'],
          ['Jeg har haft den samme sagsbehandler hele vejen', '-', '61 %', '63 %'],
        ],
      ),
      p(i('Andel, der er enige eller helt enige. En streg betyder, at vi ikke stillede spørgsmålet det år.')),
      p(
        'Det går fremad, men to ting stikker ud. Kun godt halvdelen forstår vores breve, og det halter med at blive hørt, når planen bliver lagt. I samtalerne efter undersøgelsen nævnte mange også, at de skulle begynde forfra, hver gang de fik en ny sagsbehandler.',
      ),
      quote(
        ['»Jeg har fortalt min historie fire gange. Den femte gang orkede jeg den ikke.«'],
        [i('Borger i sygedagpengeforløb, oktober 2026')],
      ),
    ],
  ),

  section(
    'maal-1-indsatser',
    2,
    'Indsatser for værdighed',
    jobcenter,
    [socialHealth],
    [
      p('Vi tager fat tre steder: i samtalen, i planen og i brevene. Det er små ting hver for sig, men borgeren møder dem hver uge.'),
      goal(
        { id: 'm1-samtaler', level: 'result', responsible: 'Jobcenter', parentId: 'm1' },
        'Ved hvert kvartals opgørelse i 2027 overholder jobcentret lovens frister for samtaler og tilbud.',
        [
          indicator({
            id: 'm1-samtaler-frister',
            targetKind: 'compliance',
            indicator: 'Lovens frister for samtaler og tilbud er overholdt',
            operator: 'compliance',
            deadline: '2027-12',
            source: 'Jobindsats.dk',
          }),
        ],
      ),
      p(
        'Alle nye medarbejdere følger en erfaren kollega i fire uger. Hvert team ser to gange om året på en sag, der gik godt, og en, der ikke gjorde.',
      ),
    ],
  ),

  section(
    'maal-1-samtaler',
    3,
    'Samtaler, der flytter noget',
    jobcenter,
    [],
    [
      p(
        'En god samtale har et formål, som begge kender på forhånd. Fra januar 2027 får borgeren dagsordenen tre dage før og kan selv sætte punkter på. Efter samtalen står aftalerne i borgerens plan, før dagen er omme.',
      ),
      ul(
        'De fleste samtaler kan holdes som borgeren vil: på kontoret, i telefonen eller på skærmen.',
        'Den første samtale varer en time, så der er tid til at høre hele historien.',
        'Skal borgeren have en ny sagsbehandler, holder den gamle og den nye et møde sammen med borgeren.',
      ),
    ],
  ),

  section(
    'maal-1-en-plan',
    3,
    'Én plan for borgeren',
    socialHealth,
    [jobcenter],
    [
      p(
        'Omkring 260 borgere får hjælp fra både jobcentret og fra Social og Sundhed. I dag har mange af dem to eller tre planer, som ikke kender hinanden. Det vil vi lave om på.',
      ),
      ol(
        'Borgeren vælger, hvem der skal være den faste kontakt.',
        'Kontakten samler de andre til ét møde, hvor borgeren sidder for bordenden.',
        'Alle skriver i den samme plan og retter sig efter den.',
      ),
      p(
        'Vi begynder med 40 borgere i første kvartal og ser i juni, hvad vi kan lære. Fra september får alle i gruppen tilbuddet. Ingen bliver tvunget ind i det, for en fælles plan kræver, at man siger ja til, at vi taler sammen.',
      ),
    ],
  ),

  section(
    'maal-1-breve',
    3,
    'Breve, der er til at forstå',
    jobcenter,
    [],
    [
      p(
        'Vi sender omkring 31.000 breve om året, og de fleste bygger på 85 skabeloner. I 2027 skriver vi de 20 mest brugte om. Det første afsnit skal sige, hvad brevet betyder for modtageren, og hvad hun skal gøre. Paragrafferne kommer til sidst.',
      ),
      p(
        'Et panel på tolv borgere læser hvert brev, før vi tager det i brug. Er der ord, som tre eller flere falder over, finder vi et andet. Jurister ser på brevet til allersidst, så det både er rigtigt og læseligt.',
      ),
    ],
  ),

  section(
    'maal-1-samarbejde',
    2,
    'Samarbejde om mødet med borgeren',
    socialHealth,
    [jobcenter],
    [
      p(
        'Den kommunale borgerrådgiver ser hvert år på de klager, vi har fået, og peger på det, der går igen. I 2026 var det ventetid på svar. Derfor har vi nu en fast regel: Et spørgsmål får svar inden for tre arbejdsdage, også selv om svaret er, at vi arbejder på sagen.',
      ),
      p('Vi mødes desuden med:'),
      ul(
        [b('Udsatterådet'), ' to gange om året om mødet med borgere i en svær situation,'],
        [b('a-kasserne'), ' hvert kvartal om overgangen fra a-kasse til jobcenter,'],
        [b('de praktiserende læger'), ' i det lægefaglige udvalg om attester og ventetider.'],
      ),
      p('Den, der vil klage, kan finde vejen på ', a('https://www.borger.dk', 'borger.dk'), ' eller ringe til borgerrådgiveren.'),
    ],
  ),
]
