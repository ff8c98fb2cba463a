/** Owns the end of the demo's big plan: follow-up, economy, organisation, appendices. */
import { businessPlanning, childrenYouth, jobcenter, socialHealth } from '../people.ts'
import { a, b, type DemoSection, i, ol, p, section, table, ul } from '../write.ts'

export const closing: readonly DemoSection[] = [
  section(
    'opfoelgning',
    1,
    'Opfølgning',
    jobcenter,
    [socialHealth, childrenYouth, businessPlanning],
    [
      p(
        'Et mål, ingen ser på, er kun et ønske. Vi følger derfor op på tre niveauer: medarbejderne ser tallene hver uge, lederne hver måned og udvalget hvert kvartal.',
      ),
      p(
        'Når et mål er bagud to kvartaler i træk, skriver den ansvarlige forvaltning til udvalget, hvad grunden er, og hvad den vil gøre ved det. Udvalget kan så ændre indsatsen, flytte penge eller lade målet stå.',
      ),
    ],
  ),

  section(
    'opfoelgning-kvartal',
    2,
    'Rapport hvert kvartal',
    jobcenter,
    [],
    [
      p(
        'Rapporten er på højst fire sider. Den viser hvert resultatmål med det seneste tal, tallet for landet og en sætning om, hvorfor det går, som det går.',
      ),
      table(
        ['Opgørelse til og med', 'Tallene er klar', 'Udvalgets møde'],
        [
          ['Marts 2027', '10. maj', '1. juni'],
          ['Juni 2027', '9. august', '31. august'],
          ['September 2027', '8. november', '30. november'],
          ['December 2027', '14. februar 2028', '7. marts 2028'],
        ],
      ),
      p('Den sidste rapport er også regnskabet for planen. Den bliver lagt ved, når næste års plan skal skrives.'),
    ],
  ),

  section(
    'opfoelgning-aendringer',
    2,
    'Når noget ændrer sig',
    jobcenter,
    [],
    [
      p('Året kan bringe ting, som vi ikke kender i dag: en virksomhed, der lukker, en ny lov eller flere flygtninge. Så gør vi sådan:'),
      ol(
        'Jobcenterlederen orienterer udvalgets formand inden for en uge.',
        'De berørte forvaltninger laver et forslag til nye mål eller nye indsatser.',
        'Udvalget tager stilling. Er det et resultatmål, der skal ændres, går sagen videre til byrådet.',
      ),
      p('Planen bliver aldrig rettet i stilhed. Den vedtagne tekst står fast, og en ændring bliver til en ny udgave, som alle kan se.'),
    ],
  ),

  section(
    'oekonomi',
    1,
    'Økonomi',
    jobcenter,
    [],
    [
      p(
        'Byrådet har i budgettet for 2027 sat 55,6 mio. kr. af til indsatserne i planen. Det er 2,4 mio. kr. mere end i 2026. Udgifterne til selve ydelserne er ikke med i tallene.',
      ),
      table(
        ['Område (mio. kr.)', 'Budget 2026', 'Ventet regnskab 2026', 'Budget 2027', 'Ændring'],
        [
          ['Aktivering og opkvalificering', '21,4', '20,8', '23,1', '+1,7'],
          ['Service til virksomheder', '6,2', '6,1', '6,6', '+0,4'],
          ['Mentorer og støtte', '4,8', '5,0', '5,1', '+0,3'],
          ['Ungeindsats', '9,3', '9,2', '9,8', '+0,5'],
          ['Sprog og integration', '7,9', '8,4', '7,6', '-0,3'],
          ['Helbred og afklaring', '3,6', '3,5', '3,4', '-0,2'],
          [b('I alt'), b('53,2'), b('53,0'), b('55,6'), b('+2,4')],
        ],
      ),
      p(
        'Kommer 50 personer fra sygedagpenge i job et halvt år tidligere, sparer kommunen omkring 3,1 mio. kr. om året. Det er den regning, der gør investeringerne mulige.',
      ),
    ],
  ),

  section(
    'oekonomi-investeringer',
    2,
    'Det bruger vi flere penge på',
    jobcenter,
    [businessPlanning],
    [
      ul(
        [b('1,7 mio. kr. til opkvalificering. '), 'Pengene rækker til omkring 40 flere uddannelsesløft.'],
        [b('0,5 mio. kr. til unge. '), 'Aftenåbent i Ungehuset og 60 fritidsjob.'],
        [b('0,4 mio. kr. til virksomhederne. '), 'En konsulent mere og et fælles telefonnummer.'],
        [b('0,3 mio. kr. til støtte. '), 'Kurser for makkere og en mentor på halv tid.'],
      ),
      p(
        'Til gengæld bruger vi 0,5 mio. kr. mindre på tolke og på lægeerklæringer, som vi kan undvære. Alle investeringer bliver gjort op i den sidste kvartalsrapport, og de, der ikke har betalt sig, falder bort i 2028.',
      ),
    ],
  ),

  section(
    'organisation',
    1,
    'Organisation og ansvar',
    jobcenter,
    [socialHealth, childrenYouth, businessPlanning],
    [
      p(
        'Byrådet vedtager planen. Beskæftigelses- og Vækstudvalget følger den. Jobcenterlederen har ansvaret for, at den bliver ført ud i livet, og hver forvaltning har ansvaret for sine egne mål.',
      ),
      p(
        'De fire ledere mødes den første onsdag i hver måned. De ser på de samme tal og kan flytte medarbejdere mellem indsatserne, når der er brug for det. Hvert halve år er en medarbejder fra hvert område med.',
      ),
    ],
  ),

  section(
    'organisation-hvem',
    2,
    'Hvem gør hvad',
    jobcenter,
    [],
    [
      table(
        ['Forvaltning', 'Ansvarlig for', 'Medarbejdere på opgaven'],
        [
          ['Jobcenter', 'Mål 1, mål 3 og lokalt mål 1', '64'],
          ['Social og Sundhed', 'Mål 4, sygefravær og mentorer', '21'],
          ['Børn og Unge', 'Lokalt mål 2 og Ungehuset', '17'],
          ['Erhverv og Plan', 'Mål 2 og mål 5', '9'],
        ],
      ),
      p(
        'Ud over dem er der 23 virksomheder og foreninger, som vi har en skriftlig aftale med. Listen over dem ligger på kommunens hjemmeside og bliver rettet, når der kommer nye til.',
      ),
    ],
  ),

  section(
    'organisation-raad',
    2,
    'Råd, der er blevet hørt',
    jobcenter,
    [socialHealth],
    [
      p(
        'Udkastet har været til høring fra den 7. september til den 2. oktober 2026. Der kom ni svar. De fleste var glade for de få mål. Tre ting førte til ændringer:',
      ),
      ul(
        'Handicaprådet ville have borgerne med, før et tilbud bliver lagt fast. Det står nu som et resultatmål.',
        'Ungerådet ville have længere åbent. Det står også som et resultatmål.',
        'Erhvervsrådet ville have et løfte om svartid. Det er nu 48 timer.',
      ),
      p('Ældrerådet og Udsatterådet havde ingen bemærkninger til målene, men bad om at få kvartalsrapporterne. Det får de.'),
    ],
  ),

  section(
    'bilag-status',
    1,
    'Bilag: Status på mål',
    jobcenter,
    [],
    [
      p(
        'Tabellen viser det seneste tal for hvert resultatmål, da planen blev skrevet færdig i november 2026. En streg betyder, at der ikke findes et tal.',
      ),
      table(
        ['Mål', 'Det måler vi', 'Fjordby', 'Landet', 'Målt', 'Det vil vi nå', 'Frist'],
        [
          ['Mål 1', 'Borgere, der følte sig mødt med værdighed', '83 %', '-', 'okt. 2026', 'mindst 85 %', 'okt. 2027'],
          ['Mål 1', 'Borgere med mere end to sagsbehandlere', '18,8 %', '-', 'okt. 2026', 'højst 15 %', 'dec. 2027'],
          ['Mål 1', 'Frister for samtaler og tilbud', 'overholdt', '-', 'sept. 2026', 'overholdt', 'hvert kvartal'],
          ['Mål 2', 'Ledige, der er begyndt på et uddannelsesløft', '86', '-', 'sept. 2026', 'mindst 110', 'dec. 2027'],
          ['Mål 2', 'I job eller uddannelse et halvt år efter kurset', '64,2 %', '62,8 %', 'juni 2026', 'mindst 70 %', 'dec. 2027'],
          ['Mål 2', 'Aftaler om voksenlærlinge', '38', '-', 'sept. 2026', 'følges', '-'],
          ['Mål 3', 'Flygtninge i fuld eller delvis beskæftigelse', '58,4 %', '55,1 %', 'okt. 2026', 'mindst 62 %', 'dec. 2027'],
          ['Mål 3', 'Kvinder i arbejde efter tre år', '44,6 %', '46,1 %', 'sept. 2026', 'mindst som landet', 'dec. 2027'],
          ['Mål 4', 'Ledige blandt fleksjobberettigede', '12,3 %', '12,8 %', 'okt. 2026', 'højst 11 %', 'dec. 2027'],
          ['Mål 4', 'Med handicap i job efter et halvt år', '53,5 %', '50,1 %', 'juli 2026', 'mindst som landet', 'dec. 2027'],
          ['Mål 4', 'Den fælles indgang', 'ikke åbnet', '-', 'nov. 2026', 'åben', '1. juni 2027'],
          ['Mål 4', 'Handicaprådets vurdering', '-', '-', '-', 'god', 'nov. 2027'],
          ['Mål 5', 'Fald i borgere på offentlig forsørgelse', 'nr. 22 af 98', '-', 'sept. 2026', 'nr. 15 eller bedre', 'dec. 2027'],
          ['Mål 5', 'Ledighed', '2,2 %', '2,8 %', 'sept. 2026', '0,5 point under landet', 'dec. 2027'],
          ['Mål 5', 'Henvendelser besvaret inden for 48 timer', '85,9 %', '-', 'okt. 2026', 'mindst 90 %', 'dec. 2027'],
          ['Mål 5', 'Borgere sygemeldt i mere end 26 uger', '337', '-', 'okt. 2026', 'højst 320', 'dec. 2027'],
          ['Lokalt mål 1', 'Lønnede timer, plads blandt kommunerne', 'nr. 11 af 98', '-', 'sept. 2026', 'nr. 20 eller bedre', 'dec. 2027'],
          ['Lokalt mål 1', 'Borgere med lønnede timer', '118', '-', 'okt. 2026', 'mindst 140', 'dec. 2027'],
          ['Lokalt mål 1', 'Gået fra lønnede timer til job', '17', '-', 'sept. 2026', 'mindst 25', 'dec. 2027'],
          ['Lokalt mål 1', 'Ressourceforløb på en arbejdsplads', '15,2 %', '16,4 %', 'okt. 2026', 'mindst 20 %', 'dec. 2027'],
          ['Lokalt mål 2', 'Unge under 25 år på offentlig forsørgelse', '358', '-', 'okt. 2026', 'højst 340', 'dec. 2027'],
          ['Lokalt mål 2', 'Unge uden uddannelse eller job', '4,4 %', '-', 'feb. 2026', 'halveret, 3,8 %', '2027'],
          ['Lokalt mål 2', 'Aftenåbent i Ungehuset', 'ikke begyndt', '-', 'nov. 2026', 'to aftener om ugen', 'marts 2027'],
        ],
      ),
    ],
  ),

  section(
    'bilag-ord',
    1,
    'Bilag: Ord og begreber',
    jobcenter,
    [],
    [
      ul(
        [b('Aktivitetsparat: '), 'en borger på kontanthjælp, der skal have anden hjælp, før et almindeligt job er muligt.'],
        [b('Fleksjob: '), 'et job med løntilskud til den, der varigt kun kan arbejde lidt. Den, der venter på et, får ledighedsydelse.'],
        [b('Fuldtidsperson: '), 'en måde at tælle på. To, der hver får en ydelse i et halvt år, er én fuldtidsperson.'],
        [b('Jobparat: '), 'en borger, der kan tage et almindeligt job inden for tre måneder.'],
        [b('Lønnede timer: '), 'timer med almindelig løn, også når der kun er få af dem.'],
        [b('Procentpoint: '), 'forskellen mellem to procenttal. Fra 12 % til 11 % er ét procentpoint.'],
        [b('Ressourceforløb: '), 'et forløb på op til tre år for borgere, der ellers kunne ende på førtidspension.'],
        [b('Uddannelsesløft: '), 'en erhvervsuddannelse, som en ledig kan tage og beholde sin ydelse imens.'],
      ),
    ],
  ),

  section(
    'bilag-kilder',
    1,
    'Bilag: Kilder og opgørelser',
    jobcenter,
    [businessPlanning],
    [
      p('De fleste tal kan alle slå efter. Vi har brugt:'),
      ul(
        [a('https://www.jobindsats.dk', 'Jobindsats.dk'), ', som viser tal for alle kommuner måned for måned,'],
        [a('https://www.dst.dk', 'Danmarks Statistik'), ' om befolkning, arbejdspladser og unge,'],
        'jobcentrets fagsystem, hvor tallene ikke findes andre steder,',
        'Erhverv og Plans besøg og rundspørger blandt virksomhederne.',
      ),
      p(
        'Tal fra Jobindsats.dk bliver nogle gange rettet bagud. Vi retter dem ikke i den vedtagne tekst, men i målingerne, hvor man kan se, hvornår et tal er skrevet ind, og af hvem.',
      ),
      p(i('Andele er regnet med én decimal. Små grupper under fem personer bliver ikke vist.')),
    ],
  ),
]
