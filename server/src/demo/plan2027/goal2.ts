/** Owns chapter "Mål 2" of the demo's big plan: new skills for those out of work. */
import { businessPlanning, childrenYouth, jobcenter } from '../people.ts'
import { a, b, type DemoSection, goal, i, indicator, ol, p, section, table, ul } from '../write.ts'

export const goal2: readonly DemoSection[] = [
  section(
    'maal-2',
    1,
    'Mål 2: Flere ledige skal opkvalificeres',
    businessPlanning,
    [jobcenter],
    [
      goal({ id: 'm2', level: 'overall', responsible: 'Erhverv og Plan' }, 'Flere ledige skal opkvalificeres til job, der er ledige.'),
      p(
        'I Fjordby er der ledige job og ledige mennesker på samme tid. De passer bare ikke altid sammen. Et kursus eller en uddannelse er den bedste bro, når den fører til et bestemt job, og når virksomheden er med fra begyndelsen.',
      ),
      p(
        'Vi spørger derfor i den rækkefølge: Hvilke job er der? Hvad kræver de? Og hvem kan nå derhen inden for et år? Så undgår vi kurser, der kun fylder tiden ud.',
      ),
      goal(
        { id: 'm2-uddannelsesloeft', level: 'result', responsible: 'Erhverv og Plan', parentId: 'm2' },
        'Antallet af ledige, der inden for de seneste 12 måneder er begyndt på et uddannelsesløft, skal stige fra 71 i december 2025 til mindst 110 i december 2027.',
        [
          indicator({
            id: 'm2-uddannelsesloeft-antal',
            targetKind: 'count',
            indicator: 'Ledige, der er begyndt på et uddannelsesløft, seneste 12 måneder',
            operator: 'atLeast',
            target: '110',
            better: 'higher',
            unit: 'personer',
            baseline: '71',
            baselineDate: '2025-12',
            deadline: '2027-12',
            source: 'Jobcentrets fagsystem',
          }),
        ],
      ),
      goal(
        { id: 'm2-job-efter-kursus', level: 'result', responsible: 'Jobcenter', parentId: 'm2' },
        'Et halvt år efter et kursus skal mindst 70 % af deltagerne være i job eller uddannelse ved udgangen af 2027, mod 61,5 % i december 2025.',
        [
          indicator({
            id: 'm2-job-efter-kursus-andel',
            targetKind: 'share',
            indicator: 'Deltagere i job eller uddannelse et halvt år efter kurset, andel i pct.',
            operator: 'atLeast',
            target: '70',
            better: 'higher',
            unit: '%',
            exclusions: 'Kurser på under en uge',
            baseline: '61.5',
            baselineDate: '2025-12',
            deadline: '2027-12',
            source: 'Jobindsats.dk',
          }),
        ],
      ),
    ],
  ),

  section(
    'maal-2-mangel',
    2,
    'Her mangler der hænder',
    businessPlanning,
    [],
    [
      p(
        'To gange om året spørger Erhverv og Plan 150 virksomheder, om de har søgt forgæves efter folk. I efteråret 2026 svarede 118. Tabellen viser de fag, der blev nævnt oftest, og hvor lang vejen dertil er for en ledig uden uddannelse.',
      ),
      table(
        ['Fag', 'Forgæves opslag', 'Ledige i faget', 'Korteste vej dertil'],
        [
          ['Social- og sundhedshjælper', '41', '9', '7 uger og derefter elevplads'],
          ['Chauffør, lastbil og bus', '33', '14', '8 uger'],
          ['Tømrer og murer', '27', '6', 'voksenlærling, 2 til 4 år'],
          ['Elektriker', '19', '-', 'voksenlærling, 4 år'],
          ['Kok og køkkenmedhjælper', '16', '21', '4 uger'],
          ['Regnskab og løn', '12', '18', '6 uger'],
        ],
      ),
      p(i('Kilde: Erhverv og Plans rundspørge, september 2026, og Jobindsats.dk. En streg betyder færre end fem personer.')),
      p(
        'Tallene siger også noget om os selv. Kommunen stod bag 29 af de 41 forgæves opslag i ældreplejen. Vi er altså både dem, der skal løse problemet, og dem, der har det.',
      ),
    ],
  ),

  section(
    'maal-2-indsatser',
    2,
    'Indsatser for opkvalificering',
    businessPlanning,
    [jobcenter],
    [
      p(
        'Der er sat 1,7 mio. kr. mere af til opkvalificering i 2027. Pengene går til forløb, hvor mindst én virksomhed på forhånd har sagt ja til at ansætte dem, der gennemfører.',
      ),
      goal(
        { id: 'm2-voksenlaerlinge', level: 'result', responsible: 'Erhverv og Plan', parentId: 'm2' },
        'Vi følger, hvor mange voksenlærlinge virksomhederne i Fjordby ansætter, og fortæller udvalget om udviklingen hvert kvartal.',
        [
          indicator({
            id: 'm2-voksenlaerlinge-antal',
            targetKind: 'monitor',
            indicator: 'Nye aftaler om voksenlærlinge',
            operator: 'monitor',
            better: 'higher',
            unit: 'aftaler',
            source: 'Jobcentrets fagsystem',
          }),
        ],
      ),
      p('Et forløb består af tre dele, og alle tre er aftalt, før det begynder:'),
      ol(
        'en uge, hvor borgeren prøver arbejdet,',
        'et kursus, der giver de papirer, som jobbet kræver,',
        'en ansættelse, i begyndelsen med løntilskud, hvis der er brug for det.',
      ),
    ],
  ),

  section(
    'maal-2-ufaglaerte',
    3,
    'Fra ufaglært til faglært',
    jobcenter,
    [businessPlanning],
    [
      p(
        'Halvdelen af de ledige i Fjordby har ingen uddannelse efter grundskolen. De kommer hurtigt i job, når det går godt, og mister det først, når det går skidt.',
      ),
      p(
        'Alle ufaglærte over 30 år får i 2027 tilbud om en samtale om, hvad deres erfaring er værd. Mange kan mere, end der står på papiret, og kan få en uddannelse gjort kortere. Vi regner med at holde 180 af de samtaler.',
      ),
      ul(
        'Er der kort vej til et svendebrev, hjælper vi med at finde en mester.',
        'Er vejen lang, begynder vi med et kursus, der kan bruges med det samme.',
        'Er økonomien det, der holder igen, regner vi tallene igennem sammen med borgeren.',
      ),
    ],
  ),

  section(
    'maal-2-nyt-fag',
    3,
    'Nyt fag efter mange år',
    jobcenter,
    [],
    [
      p(
        'Nogle har en uddannelse, som der ikke længere er brug for, eller som kroppen ikke kan holde til. Det gælder grafikeren, slagteren og rengøringslederen. De har været gode til noget i tyve år og skal nu begynde på en frisk.',
      ),
      p(
        'Til dem opretter vi i marts 2027 et forløb på ti uger med 12 pladser. Det er delt mellem klassen og to virksomheder. Deltagerne får den samme vejleder fra først til sidst, og de mødes igen tre og seks måneder efter.',
      ),
    ],
  ),

  section(
    'maal-2-laese',
    3,
    'Læse, skrive og regne',
    childrenYouth,
    [jobcenter],
    [
      p(
        'Hver sjette voksne har svært ved at læse en arbejdsseddel eller en sikkerhedsvejledning. Mange skjuler det, også for os. Derfor tilbyder vi en kort test til alle, som vi taler med om uddannelse, og vi fortæller, at det er noget, mange får hjælp til.',
      ),
      p(
        'Undervisningen foregår på Fjordby Voksenskole og på fire arbejdspladser, to timer om ugen i arbejdstiden. Børn og Unge står for aftalen, fordi skolens lærere også underviser forældre på to af folkeskolerne.',
      ),
    ],
  ),

  section(
    'maal-2-samarbejde',
    2,
    'Samarbejde med skoler og a-kasser',
    businessPlanning,
    [jobcenter],
    [
      p(
        'Vi har en fast aftale med Fjordby Erhvervsskole, Voksenskolen og de to største a-kasser. Fire gange om året lægger vi sammen, hvad vi ved om job på vej, og bestemmer, hvilke hold der skal oprettes.',
      ),
      ul(
        [b('Erhvervsskolen'), ' holder to pladser åbne på hvert hold til ledige med kort varsel.'],
        [b('A-kasserne'), ' fortæller deres medlemmer om forløbene, før de når frem til os.'],
        [b('Nabokommunerne'), ' deler hold med os, når der er for få deltagere til ét.'],
      ),
      p(
        'Virksomheder og ledige kan se, hvilke kurser der er plads på, på ',
        a('https://www.voksenuddannelse.dk', 'voksenuddannelse.dk'),
        '.',
      ),
    ],
  ),
]
