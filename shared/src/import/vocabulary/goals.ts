/** Owns the importer's words for goals: their kinds and labels, and how a text says that something is wanted. */

/** Kinds of overall goals: how a label names them, and their category. The first that matches counts. */
export const overallKinds: readonly { readonly word: RegExp; readonly category: string }[] = [
  {
    word: /(?:ministerm[åa]l|ministe(?:ren|rium\p{L}*)(?!\p{L})|nationale? (?:m[åa]l|m[åa]ls[æa]tning(?:er)?)|beskæftigelsespolitiske? m[åa]l)/iu,
    category: 'ministermaal',
  },
  {
    word: /(?:lokal(?:t|e)? (?:m[åa]l|m[åa]ls[æa]tning(?:er)?|ministerm[åa]l)|lokalm[åa]l|kommunale? m[åa]l|politiske? m[åa]l)/iu,
    category: 'lokaltMaal',
  },
  { word: /fokusomr[åa]de(?:r|t|rne)?/iu, category: 'fokusomraade' },
  { word: /indsatsomr[åa]de(?:r|t|rne)?/iu, category: 'indsatsomraade' },
  {
    word: /(?:overordne(?:t|de)|strategiske?) (?:m[åa]l|m[åa]ls[æa]tning(?:er)?)|hovedm[åa]l|m[åa]ls[æa]tning/iu,
    category: 'maalsaetning',
  },
]

/** A heading or line that names one overall goal with its number: "Ministermål 2: ...", "Fokusområde 3. ..."; an area needs no number, "Fokusområde: ...". Groups: kind, number, title. */
export const numberedGoal =
  /^(ministerm[åa]l|nationalt m[åa]l|lokalt m[åa]l|lokalm[åa]l|lokal m[åa]ls[æa]tning|fokusomr[åa]de|indsatsomr[åa]de|overordnet m[åa]l|overordnet m[åa]ls[æa]tning|strategisk m[åa]l|hovedm[åa]l|m[åa]ls[æa]tning|pejlem[æa]rke|m[åa]lomr[åa]de|delm[åa]l|m[åa]l)(?:(?:\s+|(?=\d))(?:nr\.?\s*)?(\d{1,2}(?!\.\d)|[IVX]{1,4}(?=\s*[.:)–—-])|[A-ZÆØÅ](?=\s*[.:)–—-]))(?![\p{L}\d])|(?<=omr[åa]de)(?=\s*[:–—]\s*\p{Lu}))\s*[.:)–—-]?\s*(.*)$/isu

/** A line that only says that an overall goal follows, or says it before a colon. Groups: the word, the goal. */
export const overallLabel =
  /^((?:de |det |vores )?(?:overordne(?:t|de) (?:m[åa]ls[æa]tning|m[åa]l)|(?:strategisk|politisk) m[åa]l(?:s[æa]tning)?|hovedm[åa]l|m[åa]ls[æa]tning|ministerm[åa]l|lokalt m[åa]l|nationalt m[åa]l))\s*(?::\s*(.*))?$/isu

/** A kind in brackets behind a goal: "(ministermål)". */
export const kindInBrackets =
  /\s*\(\s*(?:nationalt )?(ministerm[åa]l|lokalt m[åa]l|lokal m[åa]ls[æa]tning|nationalt m[åa]l|fokusomr[åa]de|indsatsomr[åa]de)\s*(?:nr\.?\s*)?\d*\s*\)\s*$/iu

/** A sentence that introduces a list of goals; the list's items are goals. */
export const goalListIntro =
  /(?:ministerm[åa]l(?:ene)?|lokale? m[åa]l(?:ene)?|nationale m[åa]l|overordnede m[åa]l|(?:ministe(?:ren|rium)\p{L}*|udmeldte?)(?!\p{L})[^.:]{0,60}(?<!\p{L})m[åa]l(?:ene)?)(?![\p{L}\p{N}])[^.]*:$/iu

const resultWord =
  "(?:resultatm[åa]l(?:ene|et)?|succesm[åa]l(?:ene|et)?|succeskriteri(?:er|um|erne|et)|delm[åa]l(?:ene|et)?|effektm[åa]l(?:ene|et)?|procesm[åa]l|m[åa]ltal|m[åa]lepunkt(?:er|erne)?|kvantitative m[åa]l|konkrete m[åa]l|m[åa]lbare m[åa]l|resultatkrav(?:ene|et)?|(?:resultat|effekt|succes)indikator(?:er)?|KPI(?:\\p{Ll}{2,3}|[’']\\p{Ll}{2,3})?)"
const resultCode = '(?:\\d{1,2}(?:\\.\\d{1,2})*\\s?[a-zæøå]?|[a-zæøå]\\s?\\d{0,2})'
/** A line that only says that result goals follow. */
export const resultLabel = new RegExp(
  `^(?:(?:vores |kommunens |jobcenter?ets |de )?${resultWord}(?: (?:for|i) 20\\d\\d|(?: nr\\.?)? ${resultCode}\\.?)?|(?:sådan|hvordan|hvad|her|det) måler vi(?: på)?(?: det)?|(?:vi )?m[åa]les på|vi måler på|sådan måles (?:det|målet)|det m[åa]les vi på|succes(?:en)? måles på|(?:målet|målene) er nået,? når|vi er i mål,? når|det er lykkedes,? når|vi (?:er|har) lykkedes,? når)\\s*[:.?]?$`,
  'iu',
)
/** A result goal behind its label: "Resultatmål 1a: ...". Groups: label, code, statement. */
export const inlineResult = new RegExp(
  `^(${resultWord}\\s*(?:nr\\.?\\s*)?(\\d{1,2}(?:\\.\\d{1,2})*\\s?[a-zæøå]?|[a-zæøå]\\s?\\d{0,2})?\\s*(?:[:–—]|-\\s|\\.\\s))\\s*(\\S.*)$`,
  'isu',
)
/** "Resultatkrav 1" alone on a line: the goal stands below. */
export const numberedResult = new RegExp(`^${resultWord}(?: nr\\.?)? (${resultCode})\\s*[:.]?$`, 'iu')
/** A word that labels goals only where it comes again below several overall goals. */
export const looseLabel = /^(?:de |vores |kommunens )?(?:m[åa]l|m[åa]lene|m[åa]ls[æa]tninger|effekt|effekter|succes|indikatorer)\s*:?$/iu
/** "Mål: Andelen ...", where several goals say so and end like sentences. Group: the goal. */
export const looseInline = /^(?:vores |kommunens )?mål\s*:\s+(\p{Lu}.*|\d.*)$/isu
/** A question or promise that goals answer. */
export const goalQuestion =
  /^(?:\d[\d.]*\s*)?(?:hvad|hvilke resultater|hvor langt|hvor) (?:vil|skal|ønsker|kan) (?:vi|kommunen|jobcent(?:er|ret|eret)|det) (?:\p{L}+ )?(?:opnå|nå|hen|måles på|føre til|skabe|give)\??$|^(?:\d[\d.]*\s*)?(?:hvilke mål|hvad er (?:målet|målene|vores mål|succes(?:en)?)|hvornår (?:er vi lykkedes|har vi succes|lykkes vi)|det (?:vil|skal) vi (?:opnå|nå)|(?:vores |kommunens )?ambition(?:er)?)(?: .{0,40})?[?:]?$/iu
/** A sentence of running text that says what is wanted, not what is. */
export const demand =
  /(?<!\p{L})(?:skal(?! vi)|må (?:højst|maksimalt|ikke)|vil (?:vi|kommunen)|(?:vi|kommunen|udvalget|byrådet) (?:vil|ønsker)|mål(?:et|sætningen)? er|ambition(?:en)? er|målsætning(?:en)? er)(?!\p{L})/iu
/** The heading of a section whose lists and paragraphs may be goals though no label says so. */
export const goalHeading =
  /^(?:\d[\d.]*\s*)?(?:vores |kommunens |jobcenter?ets )?(?:konkrete |kvantitative |lokale |overordnede )?(?:(?:resultat|succes|effekt|del)?m[åa]l(?:ene|s[æa]tninger|tal|epunkter)?|resultatkrav|succeskriterier|effekter|indikatorer)(?: og (?:resultatkrav|m[åa]ltal|indikatorer|succeskriterier|m[åa]lepunkter))?(?: (?:for|i) .{0,60})?:?$/iu
/** The title of a chapter whose sections are goals. */
export const goalChapter =
  /^(?:(?:de|vores|kommunens|byrådets|udvalgets|jobcenter?ets) )?(?:(?:\p{L}+e|to|tre|fire|fem|seks|syv|otte) ){0,2}(?:(?:resultat|succes|effekt|hoved|lokal|minister)?m[åa]l(?:ene|s[æa]tninger(?:ne)?)?|fokusomr[åa]der(?:ne)?|indsatsomr[åa]der(?:ne)?|m[åa]lomr[åa]der(?:ne)?|pejlem[æa]rker(?:ne)?|prioriteringer(?:ne)?)(?: (?:og|for|i|frem mod|til) .{1,60})?$/iu
/** Words in the head of a column of goals, of indicators, of targets, of baselines, of deadlines. */
export const columns = {
  statement: /^(?:resultatm[åa]l|m[åa]l(?:s[æa]tning(?:er)?)?|delm[åa]l|succesm[åa]l|effektm[åa]l|vi vil)$/iu,
  indicator: /indikator|m[åa]lepunkt|hvad m[åa]les|n[øo]gletal/iu,
  target:
    /^(?:m[åa]l|m[åa]ltal|m[åa]l(?:tal)? (?:for |i |ultimo )?(?:\p{L}+ )?20\d\d|ambition|niveau 20\d\d|mål\p{L}* ultimo.*|mål\p{L}* pr\. .*)$/iu,
  baseline: /udgangspunkt|baseline|nuv[æa]rende|aktuel|status|seneste|nu(?![\p{L}\p{N}])/iu,
  deadline: /frist|deadline|hvorn[åa]r|tidspunkt|senest/iu,
  source: /kilde|m[åa]lemetode|datakilde/iu,
  goal: /ministerm[åa]l|fokusomr[åa]de|indsatsomr[åa]de|overordnet/iu,
}

const yearBehind = '(?: (?:for|i|ultimo|primo|pr\\.|ved udgangen af) ?)?(?: ?\\(?20\\d\\d\\)?)?'
const fieldNamed = (said: string): RegExp => new RegExp(`^(?:${said})${yearBehind}\\s*:\\s*(?=\\S)`, 'iu')
/** A line that says one field of a goal behind its name: "Baseline: ...". */
export const fieldLines = {
  indicator: fieldNamed('indikator|m[åa]lepunkt|n[øo]gletal|vi m[åa]ler(?: p[åa])?|m[åa]les p[åa]|hvad m[åa]les'),
  target: fieldNamed('m[åa]ltal|m[åa]lniveau|m[åa]lv[æa]rdi|ambitionsniveau|[øo]nsket niveau|forventet niveau'),
  baseline: fieldNamed(
    'baseline|udgangspunkt(?:et)?|nulpunkt|startpunkt|(?:nuv[æa]rende|aktuelt)(?: niveau| status)?|status(?: i dag)?|i dag|seneste m[åa]ling',
  ),
  deadline: fieldNamed('frist|tidsfrist|deadline|tidspunkt|tidshorisont|opn[åa]s senest|senest'),
  source: fieldNamed('kilde|datakilde|m[åa]lemetode|m[åa]les ved|dokumentation'),
}

/** The head of one column of a table of goals, also where its columns were run together on a line. */
export const columnHead =
  /(?:(?:resultat|succes|effekt|del)?m[åa]l(?:tal|s[æa]tning(?:er)?|epunkt(?:er)?|t)?|succeskriteri(?:um|er)|indikator(?:er)?|n[øo]gletal|baseline|udgangspunkt|status|nuv[æa]rende(?: niveau)?|aktuelt?(?: niveau)?|niveau|resultat|ambition|kilde|datakilde|frist|deadline|ansvarlig|m[åa]lgruppe)(?:\s+(?:(?:for|i|ultimo|primo|pr\.)\s+)?20\d\d)?(?![\p{L}\d])/giu
/** How a document says what it does in the form of a count of its own goals, e.g. in a title. */
export const statementStart =
  /^(?:and(?:el|elen)|antal(?:let)?|mindst|minimum|min\.?|højst|maksimalt|maks\.?|flere|færre|gabet|ledighed\p{L}*|\d)/iu
export const shall = /(?<![\p{L}\p{N}])skal(?![\p{L}\p{N}])/iu
export const goalWord = /m[åa]l/iu
export const shallOrPercent = /\d\s*(?:%|pct|procent)|(?<![\p{L}\p{N}])skal(?![\p{L}\p{N}])/iu
/** A text that measures and holds one of these reads as a goal. */
export const statementWord = /(?<!\p{L})(?:skal|mindst|højst|opfylder|overholder|minimum|maks\p{L}*|målet)(?!\p{L})/iu
/** Words that go on about the goal before. */
export const goesOn = /^(?:det|den|de|dette|denne|disse|her|heraf|hvor|målingen|opgørelsen|tallet)(?!\p{L})/iu
