/** Owns the chapter on the cross-cutting tracks in the demo's big plan. */
import { businessPlanning, jobcenter, socialHealth } from '../people.ts'
import { a, b, type DemoSection, h, p, section, ul } from '../write.ts'

export const tracks: readonly DemoSection[] = [
  section(
    'spor',
    1,
    'Fire spor på tværs',
    jobcenter,
    [socialHealth, businessPlanning],
    [
      p(
        'Målene siger, hvor vi skal hen. Sporene siger, hvordan vi går. De gælder i alle kapitler, og når vi vælger mellem to indsatser, vælger vi den, der ligger på mindst ét af dem:',
      ),
      ul(
        [b('Arbejdspladsen først. '), 'Det meste læres bedst der, hvor det skal bruges.'],
        [b('Sundhed og arbejde følges ad. '), 'Ingen skal være rask, før de må være med.'],
        [b('Digital hjælp, der hjælper. '), 'Det skal være let at gøre selv og lige så let at få hjælp.'],
        [b('Viden om, hvad der virker. '), 'Vi gør mere af det, der virker, og holder op med resten.'],
      ),
    ],
  ),

  section(
    'spor-arbejdsplads',
    2,
    'Arbejdspladsen først',
    businessPlanning,
    [jobcenter],
    [
      p(
        'I 2027 skal seks ud af ti tilbud foregå på en arbejdsplads. I 2026 var det godt halvdelen. Det stiller krav til virksomhederne, og derfor må vi ikke komme med folk, før vi har lyttet til, hvad de mangler.',
      ),
      p(
        'Kommunen er selv den største arbejdsplads. Hvert center opretter mindst to steder, hvor en borger kan begynde med få timer. Centercheferne får tallene hver måned, side om side, så alle kan se dem.',
      ),
    ],
  ),

  section(
    'spor-sundhed',
    2,
    'Sundhed og arbejde følges ad',
    socialHealth,
    [jobcenter],
    [
      p(
        'Smerter, søvn og uro fylder i de fleste sager. Alle borgere, der har været sygemeldt i otte uger, får derfor tilbud om en samtale med en fysioterapeut eller en sygeplejerske. Den tager tre kvarter og ender med to eller tre ting, borgeren selv kan gøre.',
      ),
      ul(
        'Træning på hold, som kan passes, når man også arbejder.',
        'Et søvnkursus på fem aftener, tre gange om året.',
        'Hjælp til at tale med lægen, når svarene er svære at forstå.',
      ),
    ],
  ),

  section(
    'spor-digital',
    2,
    'Digital hjælp, der hjælper',
    jobcenter,
    [],
    [
      p(
        'De fleste vil helst klare papirerne selv, når det passer dem. Andre kan ikke, og det skal de ikke have dårlig samvittighed over. Vi gør den digitale vej bedre og holder den anden åben.',
      ),
      h(1, 'Det gør vi i 2027'),
      ul(
        'Borgeren kan selv flytte en samtale på telefonen.',
        'Alle aftaler står samlet i Min Plan på jobnet.dk.',
        'To medhjælpere sidder på biblioteket hver tirsdag og torsdag.',
        'Den, der er fritaget for Digital Post, får alt i et brev.',
      ),
      h(1, 'Om kunstig intelligens'),
      p(
        'Vi bruger programmer til at skrive referater ud, når borgeren har sagt ja til det. Vi bruger dem ikke til at afgøre en sag eller til at gætte på, hvem der bliver ledig længe. Den slags vurderinger træffer mennesker, og de skal kunne forklares.',
      ),
    ],
  ),

  section(
    'spor-viden',
    2,
    'Viden om, hvad der virker',
    jobcenter,
    [socialHealth],
    [
      p(
        'Før vi sætter noget nyt i gang, skriver vi ned, hvad vi venter at se, og hvornår. Ser vi det ikke, stopper vi. I 2026 lukkede vi to forløb, som deltagerne var glade for, men som ikke bragte nogen tættere på et job.',
      ),
      p(
        'Den forskning, vi bygger på, ligger frit på ',
        a('https://www.vive.dk', 'vive.dk'),
        ' og ',
        a('https://www.jobeffekter.dk', 'jobeffekter.dk'),
        '. To gange om året læser vi den sammen og spørger, hvad den betyder for os.',
      ),
    ],
  ),
]
