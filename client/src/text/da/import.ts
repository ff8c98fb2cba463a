/** Owns the wordings of bringing a plan in. Loaded with its pages, not with the first one. */
import type { PieceChoice } from '@samplan/shared/import/correct'
import type { DoubtCode, LeftOutReason } from '@samplan/shared/import/draft'
import { inWords, inWordsFirst } from './numbers.ts'

const choices: Readonly<Record<PieceChoice, string>> = {
  section1: 'Afsnit',
  section2: 'Afsnit, niveau 2',
  section3: 'Afsnit, niveau 3',
  text: 'Tekst',
  resultGoal: 'Resultatmål',
  overallGoal: 'Overordnet mål',
  leftOut: 'Udeladt',
}

const reasons: Readonly<Record<LeftOutReason, string>> = {
  pageHeader: 'Sidehoved eller sidefod',
  pageNumber: 'Sidetal',
  tableOfContents: 'Indholdsfortegnelse',
  repeatedGoal: 'Mål, der er gentaget',
  label: 'Mærkat ved et mål',
  noise: 'Tegn uden tekst',
  chosen: 'Udeladt af dig',
}

type Question = { readonly ask: string; readonly because: (words: string | null) => string }
const says = (words: string | null, otherwise: string): string => (words ? `Teksten siger kun »${words}«.` : otherwise)

/** What a doubt asks the person, and why. */
export const doubtWords: Readonly<Record<DoubtCode, Question>> = {
  titleMissing: { ask: 'Hvad hedder planen?', because: () => 'Vi kunne ikke finde dens navn i teksten.' },
  periodMissing: { ask: 'Hvilket år gælder planen for?', because: (words) => says(words, 'Vi kunne ikke finde det i teksten.') },
  heading: { ask: 'Er det en overskrift?', because: () => 'Linjen ligner en, men kan også være tekst.' },
  level: { ask: 'Hvilket niveau har overskriften?', because: () => 'Det kan ikke ses sikkert i teksten.' },
  goal: { ask: 'Er det et resultatmål?', because: () => 'Det ligner et, men kan også være tekst.' },
  operator: {
    ask: 'Er målet mindst eller højst så meget?',
    because: (words) => says(words, 'Teksten siger det ikke.'),
  },
  target: { ask: 'Hvilket tal er målet?', because: (words) => says(words, 'Det står ikke klart i teksten.') },
  baselineDate: { ask: 'Hvilket år er udgangspunktet målt?', because: (words) => says(words, 'Teksten siger det ikke.') },
  deadline: { ask: 'Hvornår skal målet være nået?', because: (words) => says(words, 'Teksten siger det ikke.') },
  underGoal: { ask: 'Hvilket overordnet mål hører det under?', because: () => 'Det står ikke under noget i teksten.' },
  otherYear: {
    ask: 'Hører det til denne plan?',
    because: (words) => (words ? `Der står »${words}«, og det er uden for planens periode.` : 'Der står et år uden for planens periode.'),
  },
  table: { ask: 'Er tabellen rigtig?', because: () => 'Vi kunne ikke skille kolonnerne sikkert ad.' },
  order: { ask: 'Står det det rigtige sted?', because: () => 'Vi har gættet på rækkefølgen af spalter eller bokse.' },
}

/** Capital letter where the sentence begins with it. */
const count = (number: number, one: string, many: string): string =>
  `${number === 1 ? inWords(1, true) : number} ${number === 1 ? one : many}`

export const importing = {
  title: 'Hent en plan ind',
  intro: 'Har I allerede planen som PDF, Word eller tekst, kan Samplan læse den. Du ser det hele efter, før der bliver oprettet noget.',
  notAllowed: 'Planer hentes ind af administratoren og af lederen i den forvaltning, der skal eje planen.',
  steps: { name: 'Trin', choose: 'Vælg tekst', check: 'Se efter', create: 'Opret planen' },
  choose: {
    file: 'En fil',
    drop: 'Træk en fil hertil',
    or: 'eller',
    pick: 'Vælg en fil',
    kinds: 'PDF med tekst, Word (DOCX) eller ren tekst (TXT), højst 20 MB. En indscannet PDF uden tekst kan ikke læses.',
    dropNow: 'Slip filen her',
    paste: 'Indsat tekst',
    pasteLabel: 'Indsæt planens tekst',
    pasteHint: 'Kopiér hele planen, og indsæt den her. Overskrifter og lister fra Word følger med.',
    pasteRich: 'Overskrifter, lister og tabeller er med.',
    read: 'Læs teksten',
    sending: 'Sender …',
    wrongKind: (name: string) => `»${name}« er hverken PDF, Word (DOCX) eller ren tekst (TXT). Gem den som en af dem, og prøv igen.`,
    tooLarge: (name: string) => `»${name}« fylder mere end 20 MB. Gem den uden billeder, eller indsæt teksten i stedet.`,
    oneOnly: 'Vælg én fil ad gangen.',
  },
  interrupted: {
    title: 'Påbegyndt',
    say: 'Kun du kan se dem. De bliver slettet 14 dage efter, at du begyndte.',
    go: 'Fortsæt',
    forget: 'Slet',
    begun: (when: string) => `begyndt ${when}`,
    states: { reading: 'læses nu', ready: 'klar til at se efter', failed: 'kunne ikke læses' },
    pasted: 'Indsat tekst',
    forgotten: (name: string) => `${name} er slettet.`,
  },
  reading: {
    title: 'Læser teksten',
    intro: (name: string) => `Samplan læser ${name} og finder afsnit og mål. Intet er oprettet endnu.`,
    pages: (done: number, total: number) => `Side ${done} af ${total}`,
    begun: 'Begynder …',
    quarters: ['', 'En fjerdedel er læst.', 'Halvdelen er læst.', 'Tre fjerdedele er læst.', ''],
    cancel: 'Annuller',
    leave: 'Du kan roligt gå imens. Den ligger under »Påbegyndt«, når du kommer tilbage.',
  },
  failed: {
    title: 'Teksten kunne ikke læses',
    nothing: 'Intet er oprettet.',
    another: 'Vælg en anden tekst',
    forget: 'Slet',
  },
  check: {
    title: 'Passer det?',
    found: (sections: number, goals: number, results: number) =>
      `Samplan fandt ${sections} afsnit, ${goals} ${goals === 1 ? 'overordnet mål' : 'overordnede mål'} og ${results} resultatmål i teksten.`,
    inDoubt: (places: number) =>
      places === 0 ? 'Der er ingen tvivl tilbage.' : `${inWordsFirst(places, true)} ${places === 1 ? 'sted' : 'steder'} er vi i tvivl.`,
    notYet: 'Intet er oprettet endnu.',
    yours: 'Din tekst',
    pages: (name: string, pages: number | null) => (pages === null ? name : `${name}, ${pages} ${pages === 1 ? 'side' : 'sider'}`),
    ours: 'Det fandt vi',
    places: (places: number) => (places === 0 ? 'Ingen steder i tvivl' : `${places} ${places === 1 ? 'sted' : 'steder'} at se på`),
    keys: 'Pil op og ned går fra stykke til stykke, Enter åbner det, F8 går til næste tvivl, Ctrl+Z fortryder.',
    kind: (name: string) => `Slags: ${name}`,
    choices,
    reasons,
    edit: 'Ret',
    close: 'Luk',
    show: 'Vis',
    hide: 'Skjul',
    edits: (name: string) => `Ret: ${name}`,
    closes: (name: string) => `Luk: ${name}`,
    folded: (texts: number, dropped: number) =>
      [
        texts > 0 && `${inWordsFirst(texts, true)} ${texts === 1 ? 'stykke tekst' : 'stykker tekst'}`,
        dropped > 0 && (texts > 0 ? `${inWords(dropped, true)} udeladt` : 'Udeladt'),
      ]
        .filter(Boolean)
        .join(', '),
    lines: (from: number, to: number) => (from === to ? `linje ${from}` : `linje ${from}–${to}`),
    line: (number: number) => `Linje ${number}`,
    page: (number: number) => `Side ${number}`,
    marks: { section: 'Afsnit', overallGoal: 'Mål', resultGoal: 'Resultatmål', leftOut: 'Udeladt', text: '', doubt: 'I tvivl' },
    noWords: 'Uden tekst',
  },
  plan: {
    group: 'Planen',
    name: 'Planens navn',
    period: 'Periode',
    unnamed: 'Planen har intet navn endnu',
    noPeriod: 'ingen periode',
  },
  piece: {
    title: 'Overskrift',
    goalTitle: 'Målet, som man siger det',
    statement: 'Målets ordlyd',
    text: 'Tekst',
    list: 'Punkter, ét på hver linje',
    leftOut: 'Udeladt tekst',
    leftOutHint: 'Det kommer ikke med i planen. Vælg en anden slags, hvis det skal med.',
    table: 'Tabellen kan rettes i planen, når den er oprettet.',
    tooLong: (limit: number) => `Overskriften er længere end ${limit} tegn. Del den, eller gør den kortere.`,
    from: 'Fra teksten',
    tableName: 'Tabel',
    plain: 'Gør tabellen til almindelig tekst',
    split: 'Del ved markøren',
    splitHint: 'Sæt markøren dér, hvor det nye stykke begynder, og tryk Ctrl+Enter.',
    splitNowhere: 'Sæt markøren mellem to ord først.',
    join: 'Læg sammen med stykket ovenfor',
    joinNot: 'Stykket ovenfor kan ikke lægges sammen med dette.',
    right: 'Det er rigtigt sådan',
    category: 'Slags mål',
    noCategory: 'Ingen',
    categories: { ministermaal: 'Ministermål', lokaltMaal: 'Lokalt mål', fokusomraade: 'Fokusområde' },
    under: 'Hører under',
    underNone: 'Intet overordnet mål',
    exclusionsHint: 'Sæt semikolon mellem flere.',
    exclusions: 'Regnes ikke med',
    addIndicator: 'Tilføj indikator',
    removeIndicator: 'Fjern indikatoren',
    indicator: (number: number) => `Indikator ${number}`,
    notDate: 'Skriv måned og år, for eksempel juli 2025. Du kan også lade det stå og rette det i planen.',
    notNumber: 'Skriv et tal, for eksempel 12,4. Du kan også lade det stå og rette det i planen.',
    deadline: (date: string) => `frist ${date}`,
    baseline: (value: string, date: string | null) => `udgangspunkt ${value}${date ? ` i ${date}` : ''}`,
    excludes: (what: string) => `Omfatter ikke ${what}.`,
    noFigures: 'Ingen tal fundet.',
  },
  foot: {
    doubt: (at: number, of: number) => `Tvivl ${at} af ${of}.`,
    doubts: (of: number) => (of === 0 ? 'Ingen tvivl tilbage.' : `${inWordsFirst(of, true)} tvivlsspørgsmål.`),
    next: 'Næste',
    undo: 'Fortryd',
    nothingToUndo: 'Der er ingen rettelse at fortryde.',
    go: 'Gå videre til at oprette planen',
    kept: 'Dine rettelser er husket.',
    keeping: 'Husker …',
    notKept: 'Rettelserne er kun i denne fane.',
    undone: 'Den sidste rettelse er fortrudt.',
    redone: 'Rettelsen er lavet igen.',
    joined: 'Lagt sammen med stykket ovenfor.',
    parted: 'Delt i to stykker.',
  },
  conflict: {
    title: 'Rettet i en anden fane',
    say: 'Den samme tekst er rettet i en anden fane, så rettelserne her kan ikke huskes. Hent den nyeste udgave for at gå videre.',
    load: 'Hent den nyeste',
  },
  gone: {
    title: 'Teksten er her ikke længere',
    say: 'Den er slettet, allerede blevet til en plan, eller ældre end 14 dage. Hent den ind igen, hvis du mangler den.',
  },
  create: {
    title: 'Opret planen',
    intro: (sections: number, goals: number) =>
      `Planen bliver en kladde med ${sections} afsnit og ${count(goals, 'mål', 'mål')}. Intet er oprettet endnu.`,
    doubtsLeft: (places: number) =>
      `${inWordsFirst(places, true)} ${places === 1 ? 'sted' : 'steder'} er vi stadig i tvivl. Det kan også rettes i planen bagefter.`,
    back: 'Tilbage til gennemsynet',
    create: 'Opret planen som kladde',
    creating: 'Opretter …',
    madeForOthers: (owner: string) => `Planen er oprettet. Lederen i ${owner} kan skrive i den nu.`,
  },
} as const
