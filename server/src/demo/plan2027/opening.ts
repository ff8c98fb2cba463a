/** Owns the opening of the demo's big plan: foreword, where we stand, overview of the goals. */
import { businessPlanning, childrenYouth, jobcenter, socialHealth } from '../people.ts'
import { a, b, type DemoSection, h, i, ol, p, quote, section, table, ul } from '../write.ts'

export const opening: readonly DemoSection[] = [
  section(
    'forord',
    1,
    'Forord',
    jobcenter,
    [],
    [
      p(
        'I Fjordby skal der være en vej til arbejde for alle, der kan og vil. Beskæftigelsen er høj og ledigheden lav, men ikke alle har fået del i fremgangen. Denne plan fortæller, hvad vi vil nå i 2027, hvordan vi måler det, og hvem der har ansvaret.',
      ),
      p(
        'Jobcentret har skrevet planen sammen med Social og Sundhed, Børn og Unge og Erhverv og Plan. Den har fem mål og to lokale mål. Under hvert mål står de resultater, som udvalget følger op på hvert kvartal.',
      ),
      p(
        'Et arbejde giver løn, men det giver også kolleger, vaner og et sted at høre til. Derfor begynder vi med det, borgeren kan, og ikke med det, der er i vejen. Det gælder den nyuddannede, der mangler det første job. Det gælder håndværkeren med den slidte ryg. Og det gælder den unge, som ikke har været i skole i et år.',
      ),
      p(
        'Planen er ikke færdig, når den er vedtaget. Vi skal bruge den i hverdagen, og vi skal kunne se på tallene, om det går den rigtige vej. Gør det ikke det, siger vi det højt og ændrer kurs.',
      ),
      quote(
        ['Vi vil hellere have få mål, som alle kender, end mange mål, som ingen husker.'],
        [i('Torben Ravnkilde, formand for Beskæftigelses- og Vækstudvalget')],
      ),
    ],
  ),

  section(
    'saadan-laeses',
    2,
    'Sådan læses planen',
    jobcenter,
    [],
    [
      p('Hvert mål har sit eget kapitel, og kapitlerne er bygget op på samme måde:'),
      ol(
        [b('Målet'), ' siger, hvad vi vil.'],
        [b('Resultatmålene'), ' siger, hvordan vi kan se, om vi når det, og hvornår det skal være nået.'],
        [b('Baggrunden'), ' viser, hvor vi står i dag.'],
        [b('Indsatserne'), ' fortæller, hvad vi gør, delt op efter de grupper af borgere, der har brug for noget forskelligt.'],
        [b('Samarbejdet'), ' nævner dem, vi ikke kan undvære.'],
      ),
      p(
        'Det fremgår af hvert afsnit, hvilken forvaltning der har ansvaret. Hvor flere har skrevet sammen, er det den først nævnte, der svarer på spørgsmål.',
      ),
      p(
        'Tallene er de seneste, vi havde i november 2026. De fleste kommer fra ',
        a('https://www.jobindsats.dk', 'Jobindsats.dk'),
        ', hvor alle kan slå dem efter. Ordforklaringer og kilder står bagest.',
      ),
    ],
  ),

  section(
    'hvor-vi-staar',
    1,
    'Hvor vi står',
    jobcenter,
    [businessPlanning],
    [
      p(
        'Fjordby går ind i 2027 med flere i arbejde end nogensinde før. I september 2026 var 2,2 % af arbejdsstyrken ledige, mod 2,8 % i landet som helhed. Samtidig er der 5.221 fuldtidspersoner på offentlig forsørgelse, når pension og fleksjob regnes med. Det er 73 færre end for et år siden.',
      ),
      p('Bag de gode tal ligger tre ting, som vi skal tage alvorligt:'),
      ul(
        'Virksomhederne mangler folk, mens de ledige mangler netop de kompetencer, der bliver søgt.',
        'Sygefraværet er højere end i landet, og flere er syge længe.',
        'Antallet af unge uden uddannelse eller job falder for langsomt.',
      ),
    ],
  ),

  section(
    'arbejdsmarkedet',
    2,
    'Arbejdsmarkedet i Fjordby',
    businessPlanning,
    [jobcenter],
    [
      p(
        'Der bor 54.200 mennesker i Fjordby, og 33.800 af dem er mellem 16 og 66 år. Omkring 28.400 er i arbejdsstyrken. Godt halvdelen af dem, der har et job, kører ud af kommunen for at passe det, og omkring 9.000 kører den anden vej.',
      ),
      p(
        'De største arbejdspladser er kommunen selv, sygehuset i nabobyen, transportfirmaerne ved motorvejen og fødevarevirksomhederne på havnen. Ni ud af ti virksomheder har færre end ti ansatte. De har sjældent en personaleafdeling og har derfor brug for, at det er let at spørge os om hjælp.',
      ),
      table(
        ['Branche', 'Job i 2024', 'Job i 2026', 'Ændring', 'Ventet i 2027'],
        [
          ['Ældrepleje og sundhed', '3.910', '4.120', '+210', 'flere'],
          ['Handel', '3.240', '3.180', '-60', 'uændret'],
          ['Byggeri og anlæg', '2.050', '2.230', '+180', 'flere'],
          ['Undervisning og dagtilbud', '2.480', '2.430', '-50', 'færre'],
          ['Transport og lager', '1.620', '1.790', '+170', 'flere'],
          ['Fødevarer og anden industri', '1.540', '1.510', '-30', 'uændret'],
          ['Hotel og restaurant', '890', '940', '+50', '-'],
        ],
      ),
      p(
        i(
          'Kilde: Danmarks Statistik og Erhverv og Plans egen opgørelse, første kvartal i hvert år. For hotel og restaurant er der for få svar til et skøn over 2027.',
        ),
      ),
    ],
  ),

  section(
    'offentlig-forsoergelse',
    2,
    'Borgere på offentlig forsørgelse',
    jobcenter,
    [],
    [
      p(
        'Tabellen viser, hvor mange der fik de enkelte ydelser i tredje kvartal 2026, omregnet til fuldtidspersoner. Andelen er regnet ud af alle mellem 16 og 66 år.',
      ),
      table(
        ['Ydelse', 'Personer', 'Andel i Fjordby', 'Andel i landet', 'Ændring på et år', 'Ændring i landet'],
        [
          ['Dagpenge', '488', '1,4 %', '1,8 %', '-31', '0,1 point'],
          ['Kontanthjælp, jobparate', '142', '0,4 %', '0,5 %', '-12', '0,0 point'],
          ['Kontanthjælp, øvrige', '318', '0,9 %', '1,1 %', '-24', '-0,1 point'],
          ['Uddannelseshjælp', '214', '0,6 %', '0,7 %', '-9', '0,0 point'],
          ['Revalidering', '-', '-', '0,0 %', '-', '0,0 point'],
          ['Sygedagpenge', '812', '2,4 %', '2,2 %', '+18', '0,0 point'],
          ['Jobafklaringsforløb', '198', '0,6 %', '0,6 %', '+7', '0,0 point'],
          ['Ressourceforløb', '121', '0,4 %', '0,5 %', '-14', '-0,1 point'],
          ['Ledighedsydelse', '104', '0,3 %', '0,4 %', '-8', '0,0 point'],
          ['Fleksjob', '735', '2,2 %', '2,6 %', '+11', '0,1 point'],
          ['Førtidspension', '1.742', '5,2 %', '5,9 %', '-6', '0,0 point'],
          ['Seniorpension', '251', '0,7 %', '0,9 %', '+4', '0,0 point'],
          ['Tidlig pension', '96', '0,3 %', '0,3 %', '-9', '0,0 point'],
          [b('I alt'), b('5.221'), b('15,4 %'), b('17,5 %'), b('-73'), b('0,0 point')],
        ],
      ),
      p(
        i(
          'Kilde: Jobindsats.dk. En streg betyder, at tallet er så lille, at det ikke bliver offentliggjort. Ændringen i Fjordby er i personer, ændringen i landet er i procentpoint.',
        ),
      ),
      p(
        'To ydelser går den gale vej: sygedagpenge og jobafklaringsforløb. De hænger sammen, for den, der er syg længe, går ofte videre fra det ene til det andet.',
      ),
    ],
  ),

  section(
    'udfordringer',
    2,
    'De fire udfordringer i 2027',
    jobcenter,
    [socialHealth, childrenYouth, businessPlanning],
    [
      h(1, 'Hænder, der mangler'),
      p(
        'Fjordby bliver ældre. Frem til 2032 kommer der 900 flere borgere over 80 år, og i samme tid går hver fjerde social- og sundhedshjælper på pension. Byggeriet mangler faglærte, og transportfirmaerne mangler chauffører.',
      ),
      h(1, 'Sygdom, der trækker ud'),
      p(
        'Hver tredje sygemelding over otte uger handler om stress, angst eller depression. Ventetiden på behandling er lang, og imens mister mange kontakten til arbejdspladsen.',
      ),
      h(1, 'Unge, der går i stå'),
      p(
        'De fleste unge klarer sig godt. Men en gruppe på omkring 200 har forladt skolen uden et sted at gå hen, og mange af dem har det svært på flere måder på én gang.',
      ),
      h(1, 'Borgere, der har ventet længe'),
      p(
        'Omkring 400 borgere har fået hjælp i mere end fem år. Nogle af dem kan arbejde nogle timer om ugen, hvis arbejdet passer til dem, og hvis støtten følger med.',
      ),
    ],
  ),

  section(
    'nye-rammer',
    2,
    'Nye rammer om arbejdet',
    jobcenter,
    [],
    [
      p(
        'Staten fastsætter ikke længere mål for kommunernes beskæftigelsesindsats, og kommunerne bestemmer i højere grad selv, hvordan de vil tilrettelægge arbejdet. Der er heller ikke længere krav om, at der skal være et jobcenter.',
      ),
      p(
        'Byrådet har valgt at holde fast i fem mål, som borgere og virksomheder kender, og i to, som vi selv har sat. Vi beholder også navnet Jobcenter, for det er det, folk leder efter.',
      ),
      p('Friheden bruger vi til tre ting:'),
      ul(
        'Vi taler med borgeren, når der er noget at tale om, og ikke kun fordi der er gået et bestemt antal uger.',
        [
          'Vi flytter penge fra kontrol til indsatser, der har vist, at de virker:',
          ul('lønnede timer på en rigtig arbejdsplads,', 'korte kurser, der ender i et job,', 'støtte fra den samme person hele vejen.'),
        ],
        'Vi lader medarbejderne afgøre mere selv og følger op på, hvad der kommer ud af det.',
      ),
      p(
        'De første måneder af en ledighedsperiode ligger hos a-kassen for dem, der er medlem af en. Derfor møder vi dem først senere og skal vide mere om dem, når vi gør.',
      ),
    ],
  ),

  section(
    'oversigt',
    1,
    'Oversigt over mål',
    jobcenter,
    [],
    [
      p(
        'De fem første mål bygger på dem, som staten tidligere satte for hele landet. De to lokale mål er Fjordbys egne. Hvert mål har én forvaltning, der står for opfølgningen.',
      ),
      table(
        ['Mål', 'Det vil vi', 'Ansvarlig'],
        [
          ['Mål 1', 'Alle, der får hjælp af jobcentret, skal opleve en værdig sagsbehandling', 'Jobcenter'],
          ['Mål 2', 'Flere ledige skal opkvalificeres', 'Erhverv og Plan'],
          ['Mål 3', 'Flere flygtninge og familiesammenførte skal forsørge sig selv', 'Jobcenter'],
          ['Mål 4', 'Flere personer med handicap skal i arbejde', 'Social og Sundhed'],
          ['Mål 5', 'Virksomhederne skal have den arbejdskraft, de mangler', 'Erhverv og Plan'],
          ['Lokalt mål 1', 'Der skal være job til alle, også til dem, der har ventet længst', 'Jobcenter'],
          ['Lokalt mål 2', 'Alle unge skal være i uddannelse eller job', 'Børn og Unge'],
        ],
      ),
      p(
        'Resultatmålene står i kapitlerne. De fleste har en frist i december 2027, så vi kan gøre dem op, når året er gået, og tage ved lære i den næste plan.',
      ),
    ],
  ),
]
