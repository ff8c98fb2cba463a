/** Owns the importer's words: general Danish and the domain's, never the name of a place, project, person or plan. */

/** The title of the section for text that stands before the first heading. */
export const openingTitle = 'Indledning'

/** In front of a footnote's text where it stands at its mark: "[Note 3: ...]". */
export const noteWord = 'Note'

/* Goals. */

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

/** The head of one column of a table of goals, also where its columns were run together on a line. */
export const columnHead =
  /(?:(?:resultat|succes|effekt|del)?m[åa]l(?:tal|s[æa]tning(?:er)?|epunkt(?:er)?|t)?|succeskriteri(?:um|er)|indikator(?:er)?|n[øo]gletal|baseline|udgangspunkt|status|nuv[æa]rende(?: niveau)?|aktuelt?(?: niveau)?|niveau|resultat|ambition|kilde|datakilde|frist|deadline|ansvarlig|m[åa]lgruppe)(?:\s+(?:(?:for|i|ultimo|primo|pr\.)\s+)?20\d\d)?(?![\p{L}\d])/giu

/* Headings. */

/** Chapters that stand beside the goals, not below them. Weak evidence. */
export const chapterWords =
  /^(?:forord|indledning|baggrund|form[åa]l|resum[ée]|sammenfatning|opf[øo]lgning|evaluering|økonomi|organisering|udfordringer|status|rammer|lovgivning|afslutning|litteratur|kilder|ordliste|oversigt|vision|strategi|samarbejdspartnere|målgrupper|indsatser|handleplan|tidsplan)(?![\p{L}\p{N}])/iu
/** Chapters that close a plan. */
export const closingWords =
  /^(?:opfølgning|evaluering|økonomi|organisering|afslutning|litteratur|ordliste|tidsplan|årshjul|ikrafttrædelse|det videre|næste skridt|fra .{3,30} til handling|sådan følger vi op)/iu
/** An appendix begins; always a chapter of its own. Group: number. */
export const appendix = /^(?:bilag|appendiks|appendix)(?![\p{L}\p{N}])\s*(\d{1,2}|[A-ZÆØÅ])?(?![\p{L}\p{N}])/iu
/** Labels that number chapters. */
export const numberedChapter =
  /^(?:kapitel|afsnit|del|tema|spor|hovedspor|pejlem[æa]rke|m[åa]lgruppe|indsats|trin|fase)\s+(\d{1,2}|[IVX]{1,4}|[A-ZÆØÅ])\s*[.:–—-]?\s/iu
/** A line that belongs to a table or figure. */
export const caption = /^(?:tabel|figur|graf|diagram|skema|boks|oversigt)\s*\d+(?:[.,]\d+)?\s*[.:–-]?\s/iu
export const besideText = /^(?:kilde|kilder|note|noter|anm\.?|anmærkning|obs)\s*[:.]/iu
export const contentsTitle = /^(?:indhold|indholdsfortegnelse|indholdsoversigt)\s*:?$/iu
export const pageWord = /^(?:side|s\.)\s*/iu
/** The name of a plan with its year, as titles and running headers have it. Groups: name, first year, last year. */
export const planName =
  /((?<!\p{L})(?:\p{L}{3,30}(?:politiske?|mæssige?) )?\p{L}{0,40}?plan(?:en)?|(?<!\p{L})\p{L}{0,40}?(?:politik|strategi)(?:en)?|(?<!\p{L})\p{L}{0,20}?(?:beskæftigelses|arbejdsmarkeds)\p{L}{0,20}?indsats(?:en)?)(\s+for\s+(?:\p{L}+\s+){0,3}\p{L}+)?\s*(20\d\d)(?:\s*(?:[-–—/]|til|og)\s*(20\d\d|\d\d))?(?!\d)/iu
/** What else stands on the title page: who owns the plan, and how it was decided. */
export const titlePage =
  /^(?:(?:\p{Lu}[\p{L}-]+ ){1,3}kommune(?:(?:,| [–-]) \p{L}.{2,50})?|(?:politisk )?(?:godkendt|vedtaget|behandlet) (?:af|i|den|på)(?![\p{L}]).{3,70}|(?:høringsudkast|udkast|administrativt udkast|version [\d.]+))$/iu
/** How a plan was decided, on its title page or at its end. */
export const decided = /^(?:politisk )?(?:godkendt|vedtaget|behandlet|tiltrådt) (?:af|i|den|på)(?!\p{L})/iu
/** Who signs a foreword or a plan, alone on a line. */
export const signature =
  /^(?:(?:venlig|med venlig) hilsen|god (?:læselyst|fornøjelse)!?|(?:borgmester|(?:kommunal|arbejdsmarkeds|beskæftigelses|social|stabs)?direktør|(?:udvalgs|næst)?formand|(?:jobcenter|arbejdsmarkeds|beskæftigelses|center|afdelings)chef|jobcenterleder)(?:en)?(?: for \p{L}.{2,60})?(?:\s+(?:borgmester|(?:kommunal|stabs)?direktør|(?:udvalgs|næst)?formand|chef)(?:en)?)?)$/iu
export const planWord = /plan(?:en)?(?![\p{L}\p{N}])/iu

/* Lines and words. */

/** A line that ends with one of these goes on. */
export const unfinished = /\s(?:i|på|og|for|af|til|med|om|ved|samt|eller|de|den|det|en|et|som|der|at|fra|under|mellem|inden)$/iu

/** After a hyphen at a line's end these words do not close up: "social- og sundhed". */
export const hyphenStays = new Set(['og', 'eller', 'samt', 'men', 'til', 'i', 'mv', 'm', 'hhv', 'henholdsvis', 'såvel', 'som', 'kontra'])
/** Behind a number and a point these make no list of it: "4. uge". */
export const ordinalWords =
  /^(?:jan|feb|mar|apr|maj|jun|jul|aug|sep|okt|nov|dec|kvartal|kvt|uge|halvår|halvdel|plads|klasse|generation|gang|led|version|division|maj)\p{L}*/iu
/** A point behind these ends no sentence. */
export const abbreviations =
  /(?:^|[\s(])(?:bl\.a|f\.eks|fx|mv|m\.v|m\.fl|mfl|mhp|ift|ifm|ca|pct|kr|mio|mia|inkl|ekskl|nr|pkt|jf|dvs|osv|evt|min|max|maks|hhv|pr|kl|d|jan|feb|apr|aug|sept|okt|nov|dec|kvt|stk|vedr|gns|gnsn|tlf)\.$/iu

/* Dates. */

export const monthWords =
  'januar|februar|marts|april|maj|juni|juli|august|september|oktober|november|december|jan\\.?|feb\\.?|mar\\.?|apr\\.?|jun\\.?|jul\\.?|aug\\.?|sept?\\.?|okt\\.?|nov\\.?|dec\\.?'
/** What may stand before a date that a goal is to be reached by. */
export const deadlineBefore =
  /(?:senest|inden|ved|med|pr\.?|per|ultimo|primo|medio|i|til|udgangen af|slutningen af|frem til|fra|og|for|år|d\.|den|af|løbet af)\s*$/iu

/* Comparisons. */

export const words = {
  atLeast:
    /(?<![\p{L}\p{N}])(?:mindst|minimum|min\.?|som minimum|ikke under|ikke lavere end|ikke mindre end|eller derover|eller mere|eller højere)(?![\p{L}])/iu,
  atMost:
    /(?<![\p{L}\p{N}])(?:højst|højest|h[øo]jst|maksimalt|maksimum|maks\.?|max\.?|ikke over|ikke højere end|ikke overstige|ikke mere end|eller derunder|eller mindre|eller lavere|loft på)(?![\p{L}])/iu,
  above: /(?<![\p{L}\p{N}])(?:over|mere end|flere end|højere end|større end|bedre end|overstige|overgår?|udover)(?![\p{L}])/iu,
  below: /(?<![\p{L}\p{N}])(?:under|mindre end|færre end|lavere end|kortere end)(?![\p{L}])/iu,
  equal: /(?<![\p{L}\p{N}])(?:netop|præcis|præcist|svare(?:r|nde)? til|være lig)(?![\p{L}])/iu,
  onLevel: /(?<![\p{L}\p{N}])(?:på niveau med|på højde med|følge|svare(?:r)? til|matche|lig med|samme niveau som)(?![\p{L}])/iu,
  increaseTo:
    /(?<![\p{L}\p{N}])(?:(?:for)?øge(?:s|t)?|øgning|hæve(?:s|t)?|stige[rs]?|steget|stigning|løfte(?:s|t)?|vokse[rst]?|op|forbedre(?:s|t)?|udvides?|fremgang)(?![\p{L}\p{N}])(?:\s+(?!fra(?![\p{L}\p{N}]))\p{L}+){0,4}?\s+(?:til|på)\s+(?=(?:mindst|minimum|min\.?|ca\.?|over)?\s*\d)/iu,
  decreaseTo:
    /(?<![\p{L}\p{N}])(?:falde[rst]?|fald|sænke(?:s|t)?|reducere(?:s|t)?|nedbringes?|nedbragt|mindske(?:s|t)?|minimere(?:s|t)?|begrænse(?:s|t)?|nedsættes?|nedsat|bragt ned|ned|nedgang)(?![\p{L}\p{N}])(?:\s+(?!fra(?![\p{L}\p{N}]))\p{L}+){0,4}?\s+(?:til)\s+(?=(?:højst|højest|maksimalt|maks\.?|max\.?|ca\.?|under)?\s*\d)/iu,
  increase:
    /(?<![\p{L}\p{N}])(?:(?:for)?øge(?:s|t)?|øgning|fordoble(?:s|t)?|hæve(?:s|t)?|stige[rs]?|steget|stigning|løfte(?:s|t)?|vokse[rst]?|vækst|flere|fremgang|højere)(?![\p{L}\p{N}])/iu,
  decrease:
    /(?<![\p{L}\p{N}])(?:falde[rst]?|fald|sænke(?:s|t)?|reducere(?:s|t)?|reduktion|nedbringes?|nedbragt|mindske(?:s|t)?|minimere(?:s|t)?|begrænse(?:s|t)?|nedsættes?|nedsat|bragt ned|nedgang|færre|lavere|halveres?|halvere|halvering)(?![\p{L}\p{N}])/iu,
  halved: /(?<![\p{L}\p{N}])halver(?:es?|ing|et)?(?![\p{L}\p{N}])/iu,
  by: /(?<![\p{L}\p{N}])(?:med|på)\s+(?:mindst |minimum |min\.? |højst |ca\.? )?(?=\d)/iu,
  gap: /(?<![\p{L}\p{N}])(?:gab|gabet|kløften|forskellen|afstanden|gap|spændet)(?![\p{L}\p{N}])/iu,
  compliance:
    /(?<![\p{L}\p{N}])(?:opfylde?[rst]*|overholde?[rst]*|leve[rs]? op til|efterleve[rs]?)(?![\p{L}\p{N}]).{0,60}?(?<![\p{L}\p{N}])(?:fokusm[åa]l|lovkrav\p{L}*|lovens|krav\p{L}*|regler\p{L}*|frist\p{L}*|rettid\p{L}*|minimumskrav|standard\p{L}*|serviceloven|lovgivning\p{L}*)|(?<![\p{L}\p{N}])fokusm[åa]l\p{L}*(?![\p{L}\p{N}]).{0,40}?(?<![\p{L}\p{N}])(?:opfyldes?|overholdes?|er opfyldt|nås)(?![\p{L}\p{N}])|(?<![\p{L}\p{N}])(?:overholdes|er overholdt)(?![\p{L}\p{N}])/iu,
  monitor:
    /(?<![\p{L}\p{N}])(?:følge[rs]?|følges|monitorere[rs]?|overvåge[rs]?)(?![\p{L}\p{N}]).{0,40}?(?<![\p{L}\p{N}])(?:udvikling\p{L}*|antal\p{L}*|andel\p{L}*|tendens\p{L}*)|(?<![\p{L}\p{N}])udvikling\p{L}* (?:i|af|på) .{1,120}?(?<![\p{L}\p{N}])(?:følges|monitoreres|måles)(?![\p{L}\p{N}])/iu,
  rank: /(?<![\p{L}\p{N}])blandt\s+(?:de\s+|landets\s+|kommunens\s+)*/iu,
  survey: /(?<![\p{L}\p{N}])(?:tilfreds\p{L}*|undersøgelse\p{L}*|svarer|svare|oplever|vurderer)(?![\p{L}\p{N}])/iu,
  milestone:
    /(?<![\p{L}\p{N}])(?:etableret|i drift|implementeret|igangsat|udarbejdet|gennemført|vedtaget|udrullet|færdig|afsluttet|på plads|oprettet|taget i brug)(?![\p{L}\p{N}])/iu,
  service: /(?<![\p{L}\p{N}])(?:inden for|senest|inden)\s+(\d+)\s+(?:timer|time|dage|dag|hverdage|arbejdsdage|uger|uge)(?![\p{L}\p{N}])/iu,
}
/** A fall, a low place: less is better. */
export const lowWords =
  /(?<![\p{L}\p{N}])(?:lavest\p{L}*|færrest\p{L}*|mindst\p{L}*e?|kortest\p{L}*|(?:største|kraftigste|bedste) (?:fald|reduktion|nedgang))(?![\p{L}\p{N}])/iu
export const changeWords =
  /(?<![\p{L}\p{N}])(?:største|mindste|kraftigste|bedste) (?:fald|stigning|reduktion|fremgang|udvikling|nedgang|vækst|forbedring)(?![\p{L}\p{N}])/iu
export const fallWords = /(?<![\p{L}\p{N}])(?:fald|reduktion|nedgang)(?![\p{L}\p{N}])/iu
export const superlatives =
  '(?:bedste|bedst placerede|højeste|laveste|højest|lavest|største|mindste|færreste|fleste|øverste|korteste|bedst|top)'
/** An indicator of which less is better, when the statement does not say it by its comparison. */
export const lowIsBetter =
  /ledighed|offentlig forsørgelse|sygedagpenge|sygefravær|varighed|frafald|ventetid|arbejdsløs|uden tilknytning|kontanthjælp|langvarig|sagsbehandlingstid|klage/iu
export const complianceTitle = /(?<![\p{L}\p{N}])fokusm[åa]l(?![\p{L}\p{N}])/iu

/* References. */

/** How references are said, and the word that is stored. Without a word the place in group 1 is stored. */
export const references: readonly { readonly said: RegExp; readonly stored: string | null }[] = [
  {
    said: /(?<![\p{L}\p{N}])gennemsnit\p{L}* (?:i|for|på|blandt|af|hos) (?:hele )?landet(?:s kommuner)?(?: som helhed)?/iu,
    stored: 'landsgennemsnit',
  },
  {
    said: /(?<![\p{L}\p{N}])(?:landsgennemsnit\p{L}*|landsplan|(?:hele )?landet som helhed|hele landet|landstal\p{L}*|landsniveau\p{L}*|det nationale gennemsnit|nationale niveau)/iu,
    stored: 'landsgennemsnit',
  },
  {
    said: /(?<![\p{L}\p{N}])(?:klynge\p{L}*|sammenlignelige kommuner\p{L}*|sammenligningskommuner\p{L}*|sammenligningsgruppe\p{L}*)/iu,
    stored: null,
  },
  { said: /(?<![\p{L}\p{N}])(?:regionsgennemsnit\p{L}*|regionens gennemsnit)/iu, stored: 'regionsgennemsnit' },
  { said: /(?<![\p{L}\p{N}])gennemsnit\p{L}* (?:i|for|på) (?:hele )?region(?:en)?(?!\s+\p{Lu})/iu, stored: 'regionsgennemsnit' },
  { said: /(?<![\p{L}\p{N}])RAR[ -]?(?:området|området\s\p{Lu}\p{L}+|\p{Lu}\p{L}+)?/u, stored: null },
  {
    said: /(?<![\p{L}\p{N}])(?:gennemsnit\p{L}*|niveau\p{L}*) (?:i|for|på|blandt|af|hos) (?:alle )?(?:nabokommuner\p{L}*|omegnskommuner\p{L}*|kommunerne i \p{Lu}\p{L}+)/iu,
    stored: null,
  },
  {
    said: /(?<![\p{L}\p{N}])(?:gennemsnit\p{L}*|niveau\p{L}*) (?:i|for|på) ((?:Region )?\p{Lu}\p{L}+(?: og (?:i |på )?\p{Lu}\p{L}+)*)/u,
    stored: null,
  },
  { said: /(?<![\p{L}\p{N}])(?:end|som|med|under|over) (Region \p{Lu}\p{L}+)/u, stored: null },
  { said: /(?<![\p{L}\p{N}])(?:nabokommuner\p{L}*|omegnskommuner\p{L}*)/iu, stored: 'nabokommuner' },
  {
    said: /(?<=(?:niveau med|højde med|højere end|lavere end|bedre end) )(?:(?:den seneste |sidste )?måling(?:en)?|resultat(?:et|erne)|niveauet|tallet)(?: (?:i|fra|for) 20\d\d)?/iu,
    stored: null,
  },
]
export const countryMunicipalities = 'landets kommuner'
/** Where the ranked ones are. */
export const rankedIn =
  /(?<![\p{L}\p{N}])(?:i|på|blandt|af|indenfor|inden for)\s+((?:Region |hele |landets |RAR )?(?:\p{Lu}[\p{L}-]+|kommuner\p{L}*|klynge\p{L}*|region\p{L}*)(?:(?:,| og| samt)? (?:i |på )?\p{Lu}[\p{L}-]+)*)/u

/* Exclusions. */

export const exclusionSentence =
  /(?:målingen |opgørelsen |målet |tallet |det |der |her )?(?:omfatter|inkluderer|indeholder|medregner|tæller) ikke (.+?)(?=[.;]|$)|(?:^|[.;,] ?)([^.;,]+?)(?: er| indgår| tælles| regnes| medregnes)? (?:er )?ikke (?:medregnet|med i målingen|indregnet|omfattet|talt med|medtaget|inkluderet|i opgørelsen)|(?:medregnet|indregnet) er ikke (.+?)(?=[.;]|$)/giu
export const exclusionInline =
  /(?<![\p{L}\p{N}])(?:ekskl(?:\.|usive?)|eksklusiv|undtagen|bortset fra|fraregnet|uden at medregne|på nær|ud over)\s+([^().;,]+)/giu

/* Units. */

export const percent = /^\s*(?:%|pct(?![\p{L}\p{N}])\.?|procent(?![\p{L}\p{N}])(?!point))/iu
export const points = /^\s*(?:procentpoint|pct\.?\s?-?point|%\s?-?point|pp(?![\p{L}\p{N}])|p\.p\.)/iu
/** Behind "hver tredje": how often something is done, and no share. */
const howOften = '(?!\\s+(?:dag|uge|måned|kvartal|halvår|år|gang)(?!\\p{L}))'
const everyNth = (said: string): RegExp => new RegExp(`(?<![\\p{L}\\p{N}])hver ${said}(?![\\p{L}\\p{N}])${howOften}`, 'giu')
/** Shares that are said in words; where `value` is null, the match has a part and a whole: "to tredjedele", "9 ud af 10". */
export const shares: readonly { readonly said: RegExp; readonly value: string | null }[] = [
  { said: everyNth('anden'), value: '50' },
  { said: /(?<![\p{L}\p{N}])halvdelen(?![\p{L}\p{N}])/giu, value: '50' },
  { said: everyNth('tredje'), value: '33' },
  { said: everyNth('fjerde'), value: '25' },
  { said: everyNth('femte'), value: '20' },
  { said: everyNth('tiende'), value: '10' },
  {
    said: /(?<![\p{L}\p{N}])(en|et|to|tre|fire|fem|seks|syv|otte|ni) (tredje|fjerde|femte|sjette|tiende)del(?:e|en)?(?![\p{L}\p{N}])/giu,
    value: null,
  },
  {
    said: /(?<![\d.,])(\d{1,2}|en|to|tre|fire|fem|seks|syv|otte|ni)\s+ud\s+af\s+(\d{1,2}|to|tre|fire|fem|seks|syv|otte|ni|ti)(?![\d.,]|\p{L})/giu,
    value: null,
  },
]
/** A clause that says what a figure means beside something else, and sets no target. */
export const besideClause = /,\s*(?:hvilket|og det|og dermed)\s+(?:er|var|ligger|lå|svarer)(?!\p{L})[^.;]*/giu
/** A sentence behind a goal that only says where it starts from. */
export const standing =
  /(?<!\p{L})(?:var|lå|udgjorde|(?:er|ligger|udgør) (?:i dag|nu|aktuelt|p\.?t\.?|på nuværende tidspunkt)|(?:i dag|nu|aktuelt|p\.?t\.?|på nuværende tidspunkt) (?:er|ligger|udgør)|(?:seneste måling|udgangspunktet|baseline)(?: \p{L}+){0,3} (?:er|viser))(?!\p{L})/iu
/** In brackets behind a goal: where it starts from. */
export const baselineWords =
  /udgangspunkt|baseline|nuværende|aktuel|i dag|(?<![\p{L}\p{N}])nu(?![\p{L}\p{N}])|status|(?<![\p{L}\p{N}])mod(?![\p{L}\p{N}])|seneste/iu
/** A word behind a number that is no unit. */
export const noUnit = new Set([
  'i',
  'og',
  'af',
  'til',
  'fra',
  'på',
  'ud',
  'ved',
  'for',
  'eller',
  'om',
  'med',
  'pr',
  'skal',
  'som',
  'der',
  'er',
  'blandt',
  'bedste',
  'laveste',
  'højeste',
  'ultimo',
  'primo',
  'inden',
  'senest',
  'under',
  'over',
  'samt',
  'har',
  'årlig',
  'årligt',
  'ud',
  'fleste',
  'størst',
  'største',
  'den',
  'det',
  'de',
  'kommuner',
])
/** What is counted when a statement says "antallet af ..." or names people. */
export const people =
  /borger|person|ledige|unge|årige|modtager|flygtning|dagpenge|kontanthjælp|førtidspension|sygemeld|fleksjob|ansatte|elever|lærling|kursist|deltager|dimittend|seniorer|forsørgelse|visitere/iu
export const fullTime = /fuldtid/iu

/** How a document says what it does in the form of a count of its own goals, e.g. in a title. */
export const statementStart =
  /^(?:and(?:el|elen)|antal(?:let)?|mindst|minimum|min\.?|højst|maksimalt|maks\.?|flere|færre|gabet|ledighed\p{L}*|\d)/iu
