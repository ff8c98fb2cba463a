/** Owns the two chapters on the municipality's own goals in the demo's big plan: jobs for all, and the young. */
import { businessPlanning, childrenYouth, jobcenter, socialHealth } from '../people.ts'
import { b, type DemoSection, goal, h, i, indicator, ol, p, quote, section, table, ul } from '../write.ts'

const jobForAll: readonly DemoSection[] = [
  section(
    'lokalt-1',
    1,
    'Lokalt mål 1: Job til alle',
    jobcenter,
    [socialHealth],
    [
      goal(
        { id: 'l1', level: 'overall', category: 'lokaltMaal', responsible: 'Jobcenter' },
        'Der skal være job til alle, også til dem, der har ventet længst.',
      ),
      p(
        'Tre timer om ugen er også et arbejde. For den, der har stået udenfor i årevis, kan det være forskellen på at være en sag og at være en kollega. Vi tror på, at der er opgaver til næsten alle, når vi deler dem op på en ny måde.',
      ),
      p(
        'Derfor spørger vi altid efter løn for det, borgeren kan. Praktik uden løn bruger vi kun til det, borgeren skal lære, og kun så længe der er noget at lære.',
      ),
      goal(
        { id: 'l1-timer-plads', level: 'result', responsible: 'Jobcenter', parentId: 'l1' },
        'Fjordby skal i december 2027 være blandt de bedste 20 % af kommunerne til at give aktivitetsparate borgere lønnede timer.',
        [
          indicator({
            id: 'l1-timer-plads-nr',
            targetKind: 'rankTopPercent',
            indicator: 'Aktivitetsparate borgere med lønnede timer, plads blandt kommunerne',
            operator: 'rankTopPercent',
            target: '20',
            better: 'higher',
            baseline: '11',
            baselineDate: '2026-09',
            deadline: '2027-12',
            source: 'Jobindsats.dk',
          }),
        ],
      ),
      goal(
        { id: 'l1-timer', level: 'result', responsible: 'Jobcenter', parentId: 'l1' },
        'Mindst 140 borgere langt fra arbejdsmarkedet har lønnede timer i december 2027, og mindst 25 af dem er inden for det seneste år gået videre til et job på fuld tid eller deltid.',
        [
          indicator({
            id: 'l1-timer-antal',
            targetKind: 'count',
            indicator: 'Borgere langt fra arbejdsmarkedet med lønnede timer',
            operator: 'atLeast',
            target: '140',
            better: 'higher',
            unit: 'personer',
            baseline: '96',
            baselineDate: '2025-12',
            deadline: '2027-12',
            source: 'Jobindsats.dk',
          }),
          indicator({
            id: 'l1-timer-videre',
            targetKind: 'count',
            indicator: 'Borgere, der er gået fra lønnede timer til et job, seneste 12 måneder',
            operator: 'atLeast',
            target: '25',
            better: 'higher',
            unit: 'personer',
            baseline: '12',
            baselineDate: '2025-12',
            deadline: '2027-12',
            source: 'Jobcentrets fagsystem',
          }),
        ],
      ),
    ],
  ),

  section(
    'lokalt-1-borgere',
    2,
    'Borgere langt fra et job',
    jobcenter,
    [],
    [
      p(
        'Der er 439 borgere i de to grupper, som kapitlet handler om: 318 på kontanthjælp, som ikke er klar til et almindeligt job, og 121 i ressourceforløb. Halvdelen har fået hjælp i mere end fem år. De fleste har ondt et eller andet sted, og mange er alene med deres børn.',
      ),
      p(
        'Alligevel svarer seks ud af ti, at de gerne vil arbejde, hvis det kan passes ind. I september 2026 havde 116 af dem lønnede timer. Det gør Fjordby til nummer 11 af 98 kommuner. Det er godt, og det betyder også, at der er 323, som ikke har.',
      ),
      quote(
        [
          '»Jeg fylder hylder op fra syv til ni, to dage om ugen. Så er jeg hjemme igen, før resten af opgangen er stået op. Men jeg har været på arbejde.«',
        ],
        [i('Borger med fire lønnede timer om ugen')],
      ),
    ],
  ),

  section(
    'lokalt-1-timer',
    2,
    'Lønnede timer',
    jobcenter,
    [businessPlanning],
    [
      p(
        'Et job på få timer opstår sjældent af sig selv. Det skal findes, og det skal skæres til. Vores konsulenter går derfor igennem en arbejdsdag sammen med virksomheden og ser efter det, der bliver udskudt: oprydning, mærkning af varer, følgeskab til lægen, kaffe til mødet.',
      ),
      ol(
        'Vi finder opgaven og skriver ned, hvad den kræver.',
        'Borgeren prøver den i to uger med en makker.',
        'Virksomheden betaler løn fra tredje uge, om det så kun er for én time.',
        'Hver tredje måned ser vi på, om der kan komme flere timer til.',
      ),
      p(
        'Fra 2027 får hver konsulent et mål om to nye steder om måneden. Vi tæller kun dem, hvor borgeren stadig er der efter tre måneder.',
      ),
    ],
  ),

  section(
    'lokalt-1-virksomheder',
    3,
    'Virksomheder, der tager ansvar',
    businessPlanning,
    [jobcenter],
    [
      p(
        '52 virksomheder i Fjordby har mindst én medarbejder på få timer. I 2027 vil vi op på 75. De nye finder vi gennem dem, der allerede er med, for ingen sælger ideen bedre end en slagtermester, der taler med en anden slagtermester.',
      ),
      p(
        'Når kommunen køber ind for mere end tre mio. kr., beder vi leverandøren om at tage en borger ind i opgaven. Ved de store byggerier gælder det også lærlinge. Ordningen har foreløbig givet 17 borgere et sted at være.',
      ),
    ],
  ),

  section(
    'lokalt-1-ressource',
    3,
    'Ressourceforløb med retning',
    socialHealth,
    [jobcenter],
    [
      p(
        'Et ressourceforløb må ikke blive et venteværelse. I juni 2026 var 14,9 % af borgerne i gang på en arbejdsplads, mod 16,2 % i landet. Vi nåede altså ikke det mål på 20 %, som vi satte os sidste år, og tager det derfor med igen.',
      ),
      goal(
        { id: 'l1-ressource', level: 'result', responsible: 'Social og Sundhed', parentId: 'l1' },
        'Andelen af borgere i ressourceforløb, der er i gang på en arbejdsplads, skal stige fra 14,9 % i juni 2026 til mindst 20 % i december 2027. Lønnede timer tæller med.',
        [
          indicator({
            id: 'l1-ressource-andel',
            targetKind: 'share',
            indicator: 'Borgere i ressourceforløb, der er i gang på en arbejdsplads, andel i pct.',
            operator: 'atLeast',
            target: '20',
            better: 'higher',
            unit: '%',
            baseline: '14.9',
            baselineDate: '2026-06',
            deadline: '2027-12',
            source: 'Jobindsats.dk',
          }),
        ],
      ),
      p(
        'Når et forløb begynder, aftaler borgeren, lægen og jobcentret, hvad den første dag på en arbejdsplads skal bruges til, og hvornår den ligger. Er der ikke sket noget efter seks måneder, holder vi et nyt møde og spørger os selv, hvad vi har gjort forkert.',
      ),
    ],
  ),

  section(
    'lokalt-1-stoette',
    2,
    'Støtte på arbejdspladsen',
    socialHealth,
    [],
    [
      p(
        'Det går sjældent galt på grund af opgaverne. Det går galt, når bussen ikke kører, når medicinen bliver ændret, eller når ingen siger godmorgen. Vores ti mentorer tager sig af det, der ligger rundt om arbejdet, og bliver hos borgeren i mindst et halvt år.',
      ),
      p(
        'På hver arbejdsplads uddanner vi en makker, og i 2027 holder vi fire kurser med plads til 15 på hvert. Makkeren får et nummer at ringe til, og vi tager telefonen fra kl. 7 til 18 på hverdage.',
      ),
    ],
  ),
]

const young: readonly DemoSection[] = [
  section(
    'lokalt-2',
    1,
    'Lokalt mål 2: Unge i uddannelse eller job',
    childrenYouth,
    [jobcenter],
    [
      goal(
        { id: 'l2', level: 'overall', category: 'lokaltMaal', responsible: 'Børn og Unge' },
        'Alle unge skal være i uddannelse eller job.',
      ),
      p(
        'Ni ud af ti unge i Fjordby er i gang med noget et år efter folkeskolen. De andre er ikke dovne, og de er ikke ens. Nogle er skoletrætte, nogle er kede af det, og nogle ved bare ikke, hvad de vil. Det tager tid at finde ud af, og den tid skal de have, men ikke alene.',
      ),
      p(
        'De unge skal kun møde ét sted. Det er Ungehuset ved havnen, hvor vejledere fra Børn og Unge, rådgivere fra Jobcentret og folk fra Social og Sundhed sidder ved de samme borde.',
      ),
      goal(
        { id: 'l2-unge', level: 'result', responsible: 'Børn og Unge', parentId: 'l2' },
        'Antallet af unge under 25 år på offentlig forsørgelse skal falde fra 374 i december 2025 til højst 340 i december 2027.',
        [
          indicator({
            id: 'l2-unge-antal',
            targetKind: 'count',
            indicator: 'Unge under 25 år på offentlig forsørgelse',
            operator: 'atMost',
            target: '340',
            better: 'lower',
            unit: 'personer',
            exclusions: 'Førtidspension',
            baseline: '374',
            baselineDate: '2025-12',
            deadline: '2027-12',
            source: 'Jobindsats.dk',
          }),
        ],
      ),
      goal(
        { id: 'l2-halveret', level: 'result', responsible: 'Børn og Unge', parentId: 'l2' },
        'Andelen af unge mellem 15 og 24 år uden uddannelse eller job skal være halveret fra 2019 til 2027.',
        [
          indicator({
            id: 'l2-halveret-andel',
            targetKind: 'relativeReduction',
            indicator: 'Unge mellem 15 og 24 år uden uddannelse eller job, andel i pct.',
            operator: 'relativeReduction',
            target: '50',
            better: 'lower',
            unit: '%',
            baseline: '7.6',
            baselineDate: '2019',
            deadline: '2027',
            source: 'Danmarks Statistik',
          }),
        ],
      ),
    ],
  ),

  section(
    'lokalt-2-tal',
    2,
    'Unge i tal',
    childrenYouth,
    [],
    [
      p(
        'Siden 2019 er andelen af unge uden uddannelse eller job faldet fra 7,6 % til 4,4 %. For at være halveret skal den ned på 3,8 %. Det seneste tal er fra februar 2026, fordi opgørelsen kun kommer en gang om året.',
      ),
      table(
        ['Andel eller antal', '2019', '2021', '2023', '2024', '2025', '2026'],
        [
          ['Unge uden uddannelse eller job', '7,6 %', '6,5 %', '5,6 %', '5,1 %', '4,7 %', '4,4 %'],
          ['Under 25 år på offentlig forsørgelse', '452', '431', '402', '391', '374', '361'],
          ['Har forladt en ungdomsuddannelse', '-', '186', '171', '177', '168', '-'],
          ['Har talt med en vejleder i Ungehuset', '-', '-', '240', '395', '512', '430'],
        ],
      ),
      p(
        i(
          'Kilde: Danmarks Statistik, Jobindsats.dk og Ungehuset. Tallet for 2026 er fra februar i første linje, fra september i anden og fra januar til september i sidste. Ungehuset åbnede i 2023.',
        ),
      ),
    ],
  ),

  section(
    'lokalt-2-indsatser',
    2,
    'Indsatser for unge',
    childrenYouth,
    [jobcenter, socialHealth],
    [
      p(
        'Vi ringer til alle unge, der forlader en uddannelse, inden for fem hverdage. Ikke for at få dem tilbage på den samme stol, men for at høre, hvad der skete.',
      ),
      goal(
        { id: 'l2-aften', level: 'result', responsible: 'Børn og Unge', parentId: 'l2' },
        'Senest i marts 2027 har Ungehuset åbent to aftener om ugen, så unge med et job også kan få vejledning.',
        [
          indicator({
            id: 'l2-aften-aaben',
            targetKind: 'milestone',
            indicator: 'Ungehuset har åbent to aftener om ugen',
            operator: 'compliance',
            deadline: '2027-03',
            source: 'Ungehuset',
          }),
        ],
      ),
      h(1, 'Tre veje videre'),
      ul(
        [b('Skolevejen. '), 'Korte besøg på uddannelser, hvor den unge følger en elev i tre dage.'],
        [b('Jobvejen. '), 'Et rigtigt job med løn i op til et år, hvor vejlederen stadig følger med.'],
        [
          b('Den rolige vej. '),
          'Få timer, små hold og en voksen, der er der hver gang.',
          ul('Her er der plads til 30 unge.', 'Ingen skal være færdig på en bestemt dato.'),
        ],
      ),
    ],
  ),

  section(
    'lokalt-2-hjaelp',
    3,
    'Unge på uddannelseshjælp',
    jobcenter,
    [childrenYouth],
    [
      p(
        '214 unge får uddannelseshjælp. Omkring 90 af dem er klar til at begynde på noget nu, og for dem må der højst gå en måned, før de er i gang. De andre har brug for mere hjælp, og dem taler vi med mindst hver tredje uge.',
      ),
      p(
        'Fritidsjob er den bedste forsikring, vi kender. I 2027 hjælper vi 60 unge mellem 15 og 17 år med et, først og fremmest dem, der bor i familier, hvor ingen arbejder. Så har de en chef, der kan sige noget pænt om dem, når det gælder.',
      ),
    ],
  ),

  section(
    'lokalt-2-mistrivsel',
    3,
    'Unge, der ikke har det godt',
    socialHealth,
    [childrenYouth],
    [
      p(
        'To ud af tre unge på den rolige vej har en diagnose, og mange venter på at få en. Imens må livet ikke stå stille. Social og Sundhed har fra januar to psykologer i Ungehuset. Den unge kan få op til otte samtaler uden henvisning og uden at betale.',
      ),
      p(
        'Vejlederne på skolerne får et fast nummer at ringe til, når de bliver bekymrede. Vi lover, at nogen har talt med den unge inden for en uge. Forældrene er med, når den unge siger ja til det.',
      ),
    ],
  ),

  section(
    'lokalt-2-samarbejde',
    2,
    'Samarbejde med ungdomsuddannelserne',
    childrenYouth,
    [],
    [
      p(
        'Erhvervsskolen, gymnasiet og den forberedende grunduddannelse har skrevet under på en fælles aftale. Når en elev har været væk i ti dage, får Ungehuset besked, hvis eleven siger ja. Vi mødes hver måned om de elever, nogen er bekymrede for.',
      ),
      p(
        'Ungerådet har læst kapitlet og bad om to ting: at vi bruger færre forkortelser, og at aftenåbent betyder åbent til kl. 21. Det første har vi prøvet på. Det andet har vi lovet.',
      ),
    ],
  ),
]

export const localGoals: readonly DemoSection[] = [...jobForAll, ...young]
