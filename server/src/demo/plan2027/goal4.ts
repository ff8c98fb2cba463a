/** Owns chapter "Mål 4" of the demo's big plan: people with a disability in work. */
import { businessPlanning, jobcenter, socialHealth } from '../people.ts'
import { a, b, type DemoSection, goal, i, indicator, ol, p, quote, section, table, ul } from '../write.ts'

export const goal4: readonly DemoSection[] = [
  section(
    'maal-4',
    1,
    'Mål 4: Flere personer med handicap i arbejde',
    socialHealth,
    [jobcenter],
    [
      goal({ id: 'm4', level: 'overall', responsible: 'Social og Sundhed' }, 'Flere personer med handicap skal i arbejde.'),
      p(
        'Et skånebehov må ikke i sig selv stå i vejen for et arbejde. Derfor fortæller vi både ledige og virksomheder om de handicapkompenserende ordninger, allerede når vi taler om rekruttering, opkvalificering og fastholdelse. I september 2026 var ',
        b('12,4 %'),
        ' af de fleksjobberettigede borgere ledige, og vi vil have tallet længere ned, uden at nogen presses ud i et job, der ikke holder.',
      ),
      goal(
        { id: 'm4-fleksjob', level: 'result', responsible: 'Social og Sundhed', parentId: 'm4' },
        'Ledigheden blandt borgere, der er berettiget til fleksjob, skal falde fra 12,4 % i september 2026 til højst 11 % i december 2027.',
        [
          indicator({
            id: 'm4-fleksjob-ledige',
            targetKind: 'share',
            indicator: 'Ledige blandt fleksjobberettigede, andel i pct.',
            operator: 'atMost',
            target: '11',
            better: 'lower',
            unit: '%',
            baseline: '12.4',
            baselineDate: '2026-09',
            deadline: '2027-12',
            source: 'Jobindsats.dk',
          }),
        ],
      ),
      goal(
        { id: 'm4-job-halvt-aar', level: 'result', responsible: 'Social og Sundhed', parentId: 'm4' },
        'Et halvt år efter deres første samtale skal mindst lige så mange borgere med handicap være i job i Fjordby som i landet som helhed.',
        [
          indicator({
            id: 'm4-job-halvt-aar-andel',
            targetKind: 'national',
            indicator: 'Borgere med handicap i job et halvt år efter første samtale, andel i pct.',
            operator: 'atLeast',
            reference: 'landsgennemsnit',
            better: 'higher',
            unit: '%',
            baseline: '53.5',
            baselineDate: '2026-07',
            deadline: '2027-12',
            source: 'Jobindsats.dk',
          }),
        ],
      ),
    ],
  ),

  section(
    'maal-4-tal',
    2,
    'Fleksjob og støtte i dag',
    socialHealth,
    [jobcenter],
    [
      p(
        '839 borgere er visiteret til fleksjob. 735 af dem har et, og 104 venter. De fleste job er på mellem seks og tolv timer om ugen, og to ud af tre er i private virksomheder. Tabellen viser, hvor længe de ledige har ventet.',
      ),
      table(
        ['Ventetid', 'Personer', 'Andel', 'For et år siden'],
        [
          ['Under 6 måneder', '23', '22 %', '24'],
          ['6 til 12 måneder', '21', '20 %', '25'],
          ['1 til 2 år', '31', '30 %', '35'],
          ['Over 2 år', '29', '28 %', '28'],
          ['I alt', '104', '100 %', '112'],
        ],
      ),
      p(i('Kilde: Jobcentrets fagsystem, september 2026.')),
      p(
        'Køen bliver kortere, men ikke for dem, der har ventet længst. De 60, der har ventet over et år, har ofte flere diagnoser og meget få timer at give af. Samtidig bliver støtteordningerne brugt for lidt: Kun 74 borgere havde personlig assistance i 2026, og mange virksomheder siger, at de aldrig har hørt om den.',
      ),
    ],
  ),

  section(
    'maal-4-indsatser',
    2,
    'Indsatser for borgere med handicap',
    socialHealth,
    [jobcenter, businessPlanning],
    [
      p('Social og Sundhed og Jobcentret vil i 2027'),
      ul(
        [
          'lade borgerne være med, når nye tilbud bliver til: et ',
          b('brugerpanel'),
          ' på ti borgere prøver et forløb af, før det bliver lagt fast,',
        ],
        'give hver ny fleksjobvisiteret en samtale på arbejdspladsen i stedet for på kontoret,',
        'gøre de kompenserende ordninger kendt, så alle virksomheder med over ti ansatte har fået besøg,',
        'undersøge, hvor kommunen selv kan oprette flere job på få timer.',
      ),
      goal(
        { id: 'm4-indgang', level: 'result', responsible: 'Social og Sundhed', parentId: 'm4' },
        'Senest den 1. juni 2027 er der én fælles indgang for borgere med handicap, der søger arbejde, med én telefon og én mailadresse.',
        [
          indicator({
            id: 'm4-indgang-aaben',
            targetKind: 'milestone',
            indicator: 'Den fælles indgang er åben',
            operator: 'compliance',
            deadline: '2027-06-01',
            source: 'Social og Sundhed',
          }),
        ],
      ),
    ],
  ),

  section(
    'maal-4-venter',
    3,
    'De 60, der har ventet længst',
    jobcenter,
    [socialHealth],
    [
      p(
        '60 borgere har ventet mere end et år på et fleksjob. De får i 2027 en fast kontaktperson, som højst har 15 ad gangen. Kontaktpersonen besøger virksomheder sammen med borgeren og spørger efter opgaver, ikke efter stillinger. Det er tit en opgave på tre timer om ugen, der bliver begyndelsen.',
      ),
      p('Vi gør det i denne rækkefølge:'),
      ol(
        'Borgeren og kontaktpersonen beskriver en god arbejdsdag.',
        'De vælger fem arbejdspladser, hvor den kan findes.',
        'De besøger dem sammen og aftaler en prøveuge.',
        'Efter jobbet er begyndt, holder kontaktpersonen øje i et helt år.',
      ),
    ],
  ),

  section(
    'maal-4-psykisk',
    3,
    'Job og psykisk sygdom',
    socialHealth,
    [jobcenter],
    [
      p(
        'Borgere med en svær psykisk sygdom får ofte at vide, at de skal være raske først. Erfaringen viser det modsatte: Et rigtigt job med god støtte hjælper på helbredet. Metoden hedder IPS, og her arbejder jobkonsulenten side om side med behandlerne.',
      ),
      p(
        'Vi har i dag 25 pladser sammen med regionens psykiatri. I 2027 bliver det til 35. Støtten slutter ikke, når jobbet begynder, men når borgeren selv siger, at den ikke længere er nødvendig.',
      ),
      p('Den, der får det dårligt på arbejdet, kan ringe til jobkonsulenten samme dag. Det gælder også for kollegerne og chefen.'),
    ],
  ),

  section(
    'maal-4-pension',
    3,
    'Førtidspension og lyst til at arbejde',
    socialHealth,
    [],
    [
      p(
        '1.742 borgere får førtidspension. En rundspørge i foråret 2026 viste, at hver tiende gerne vil arbejde lidt, men at mange er bange for at miste pensionen eller for at sige ja til noget, de ikke kan holde til.',
      ),
      p(
        'Vi tilbyder en samtale, hvor en rådgiver regner på økonomien, og hvor intet bliver sat i gang uden borgerens ja. Foreløbig er 22 begyndt i et skånejob efter en sådan samtale. Målet er ikke et bestemt tal, men at alle, der spørger, får svar inden for en uge.',
      ),
    ],
  ),

  section(
    'maal-4-samarbejde',
    2,
    'Samarbejde med Handicaprådet',
    socialHealth,
    [],
    [
      p(
        'Vi mødes med Handicaprådet to gange om året og lægger tallene for kapitlet frem. Rådets bemærkninger følger med planen til udvalget, ord for ord.',
      ),
      goal(
        { id: 'm4-handicapraad', level: 'result', responsible: 'Social og Sundhed', parentId: 'm4' },
        'Handicaprådet oplever, at borgernes erfaringer er brugt, når nye tilbud bliver til. Rådet giver sin vurdering ved mødet i november 2027.',
        [
          indicator({
            id: 'm4-handicapraad-vurdering',
            targetKind: 'qualitative',
            indicator: 'Handicaprådets vurdering af, hvordan borgernes erfaringer bliver brugt',
            operator: 'qualitative',
            deadline: '2027-11',
            source: 'Handicaprådets referat',
          }),
        ],
      ),
      quote(
        ['Spørg os, mens der endnu er noget at ændre. Ikke når folderen er trykt.'],
        [i('Handicaprådets svar på udkastet, september 2026')],
      ),
      p('Virksomhederne kan læse om ordningerne på ', a('https://www.jobnet.dk', 'Jobnet'), ' eller få en konsulent på besøg.'),
    ],
  ),
]
