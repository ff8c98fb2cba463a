/** Owns chapter "Mål 3" of the demo's big plan: refugees who support themselves. */
import { businessPlanning, childrenYouth, jobcenter, socialHealth } from '../people.ts'
import { a, b, type DemoSection, goal, i, indicator, p, quote, section, table, ul } from '../write.ts'

export const goal3: readonly DemoSection[] = [
  section(
    'maal-3',
    1,
    'Mål 3: Flere flygtninge skal forsørge sig selv',
    jobcenter,
    [childrenYouth],
    [
      goal({ id: 'm3', level: 'overall', responsible: 'Jobcenter' }, 'Flere flygtninge og familiesammenførte skal forsørge sig selv.'),
      p(
        'Den, der er flygtet, har brug for ro, men også for noget at stå op til. Et arbejde er den korteste vej til sproget, til naboerne og til at kunne klare sig selv. Vi begynder derfor med arbejdet og lægger dansk oveni, ikke omvendt.',
      ),
      p(
        'Det går godt. I september 2026 var 186 af 320 i målgruppen i arbejde på fuld tid eller deltid. Det er 58,1 %, mod 55,0 % i landet. Vi vil længere op, især blandt kvinderne.',
      ),
      goal(
        { id: 'm3-beskaeftigelse', level: 'result', responsible: 'Jobcenter', parentId: 'm3' },
        'Andelen af flygtninge og familiesammenførte i fuld eller delvis beskæftigelse skal stige fra 58,1 % i september 2026 til mindst 62 % i december 2027. Flygtninge fra Ukraine tælles ikke med.',
        [
          indicator({
            id: 'm3-beskaeftigelse-andel',
            targetKind: 'share',
            indicator: 'Flygtninge og familiesammenførte i fuld eller delvis beskæftigelse, andel i pct.',
            operator: 'atLeast',
            target: '62',
            better: 'higher',
            unit: '%',
            exclusions: 'Flygtninge fra Ukraine',
            baseline: '58.1',
            baselineDate: '2026-09',
            deadline: '2027-12',
            source: 'Jobindsats.dk',
          }),
        ],
      ),
      goal(
        { id: 'm3-kvinder', level: 'result', responsible: 'Jobcenter', parentId: 'm3' },
        'Andelen af kvinder, der er i arbejde tre år efter, at de kom til landet, skal i december 2027 være mindst på højde med landsgennemsnittet.',
        [
          indicator({
            id: 'm3-kvinder-andel',
            targetKind: 'national',
            indicator: 'Flygtninge og familiesammenførte kvinder i arbejde efter tre år, andel i pct.',
            operator: 'atLeast',
            reference: 'landsgennemsnit',
            better: 'higher',
            unit: '%',
            exclusions: 'Flygtninge fra Ukraine',
            deadline: '2027-12',
            source: 'Jobindsats.dk',
          }),
        ],
      ),
    ],
  ),

  section(
    'maal-3-tal',
    2,
    'Integration i tal',
    jobcenter,
    [],
    [
      p(
        'Der bor 320 flygtninge og familiesammenførte i den erhvervsaktive alder i Fjordby, når flygtninge fra Ukraine ikke regnes med. Tabellen viser, hvor mange af dem der er i arbejde, delt op efter hvor længe de har været i landet.',
      ),
      table(
        ['Tid i landet', 'Mænd i arbejde', 'Kvinder i arbejde', 'I alt', 'Landet i alt'],
        [
          ['Under 1 år', '31,0 %', '-', '22,4 %', '20,9 %'],
          ['1 til 3 år', '54,7 %', '33,3 %', '45,8 %', '44,1 %'],
          ['3 til 5 år', '69,2 %', '48,9 %', '60,3 %', '57,7 %'],
          ['Over 5 år', '76,5 %', '60,1 %', '68,9 %', '64,2 %'],
          ['I alt', '66,8 %', '48,4 %', '58,1 %', '55,0 %'],
        ],
      ),
      p(i('Kilde: Jobindsats.dk, september 2026. For kvinder, der har været her under et år, er der for få personer til at vise et tal.')),
      p(
        'Forskellen mellem mænd og kvinder er på 18 procentpoint og har næsten ikke ændret sig i fire år. Det er den, vi skal gøre noget ved.',
      ),
    ],
  ),

  section(
    'maal-3-indsatser',
    2,
    'Indsatser for integration',
    jobcenter,
    [businessPlanning],
    [
      p(
        'Alle nye borgere i målgruppen får en plan inden for den første måned. Den siger, hvad de kan, hvad de vil, og hvilken arbejdsplads de skal møde først. Målet er, at der højst går otte uger, fra de flytter ind, til de har en fast ugentlig dag på en arbejdsplads.',
      ),
      p(
        'Vi har tolv arbejdspladser, der tager imod på den måde: fem plejecentre, to fabrikker på havnen, tre butikker og to af kommunens egne køkkener. I 2027 vil vi op på tyve.',
      ),
      ul(
        'Hver arbejdsplads har en makker, som vi uddanner og betaler for den tid, det tager.',
        'Jobcentrets konsulent kommer forbi mindst hver anden uge.',
        'Efter tre måneder skal der være løn for en del af timerne, ellers finder vi et andet sted.',
      ),
    ],
  ),

  section(
    'maal-3-nye-familier',
    3,
    'Familier, der lige er kommet',
    childrenYouth,
    [jobcenter],
    [
      p(
        'Når en familie flytter ind, er der meget på én gang: bolig, skole, læge, bank og sprog. Børn og Unge sender den samme familievejleder ud i de første seks måneder. Vejlederen sørger for, at børnene kommer hurtigt i skole eller dagtilbud, så begge forældre kan gå til dansk og på arbejde.',
      ),
      p(
        'Vi holder et fælles møde efter tre måneder. Her gør vi status sammen med familien: Hvad går godt? Hvad er svært? Og hvad skal der til, for at begge kan arbejde?',
      ),
    ],
  ),

  section(
    'maal-3-kvinder',
    3,
    'Kvinder på vej til det første job',
    jobcenter,
    [socialHealth],
    [
      p(
        'Mange af de kvinder, der står uden for arbejdsmarkedet, har aldrig haft et lønnet arbejde. Nogle er syge eller har ansvaret for en, der er det. Et almindeligt tilbud når dem ikke.',
      ),
      p(
        'I februar 2027 begynder vi derfor et hold for 24 kvinder, som mødes tre formiddage om ugen. To af dagene foregår på en arbejdsplads tæt på, hvor de bor. Den tredje handler om dansk, helbred og hverdag. Social og Sundhed stiller med en sundhedsplejerske og en socialrådgiver.',
      ),
      quote(
        ['»Jeg troede ikke, at nogen ville betale for det, jeg kan. Nu har jeg tolv timer i køkkenet og skal snart have flere.«'],
        [i('Deltager på prøveholdet i 2026')],
      ),
      p('Af de 15 kvinder på prøveholdet i 2026 havde ni lønnede timer, da det sluttede.'),
    ],
  ),

  section(
    'maal-3-ukraine',
    3,
    'Borgere fra Ukraine',
    jobcenter,
    [],
    [
      p(
        'Der bor 168 borgere fra Ukraine mellem 16 og 66 år i kommunen, og 117 af dem arbejder. De fleste gør det i job, der ligger langt fra det, de er uddannet til. Sygeplejersken gør rent, og ingeniøren pakker fisk.',
      ),
      p(
        'Vi hjælper i 2027 mindst 20 med at få deres papirer vurderet og med at finde ud af, hvad der mangler, før de kan bruge deres fag her. De tæller ikke med i resultatmålene, fordi reglerne for deres ophold er anderledes.',
      ),
    ],
  ),

  section(
    'maal-3-samarbejde',
    2,
    'Dansk på arbejdspladsen',
    jobcenter,
    [businessPlanning],
    [
      p(
        'Fjordby Sprogcenter underviser nu på seks arbejdspladser. Læreren kommer i pausen eller lige efter vagten, og undervisningen tager udgangspunkt i de ord, man skal bruge i morgen. I 2027 vil vi op på ti arbejdspladser.',
      ),
      p('De frivillige er med, hvor vi ikke når ud:'),
      ul(
        [b('Sprogcaféen'), ' på biblioteket har åbent mandag og torsdag.'],
        [b('Cykelværkstedet'), ' lærer voksne at cykle og låner cykler ud til dem, der skal på arbejde.'],
        [b('Fjordby Idrætsforening'), ' tager imod hele familien uden kontingent det første halve år.'],
      ),
    ],
  ),

  section(
    'maal-3-repatriering',
    2,
    'Vejledning om at vende hjem',
    jobcenter,
    [],
    [
      p(
        'Nogle ønsker at vende tilbage til det land, de kom fra. Det er deres eget valg, og vi hverken skubber til eller holder igen. Sagsbehandleren fortæller om muligheden, når planen bliver lagt og fulgt op, og henviser til uvildig rådgivning.',
      ),
      p(
        'Reglerne om støtte til at rejse hjem kan læses hos ',
        a('https://www.nyidanmark.dk', 'Udlændingestyrelsen'),
        '. I 2026 bad otte borgere om en samtale om det.',
      ),
    ],
  ),
]
