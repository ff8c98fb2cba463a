/** Owns the importer's words for headings, title pages, page numbers and lines. */

/** The title of the section for text that stands before the first heading. */
export const openingTitle = 'Indledning'

/** In front of a footnote's text where it stands at its mark: "[Note 3: ...]". */
export const noteWord = 'Note'

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
  /^(?:jan(?:uar)?|feb(?:ruar)?|mar(?:ts)?|apr(?:il)?|maj|juni?|juli?|aug(?:ust)?|sept?(?:ember)?|okt(?:ober)?|nov(?:ember)?|dec(?:ember)?|kvt|(?:kvartal|halvår|halvdel|generation)\p{L}*|uger?|plads(?:en)?|klasse|gang|led|version|division)(?!\p{L})/iu
/** A point behind these ends no sentence. */
export const abbreviations =
  /(?:^|[\s(])(?:bl\.a|f\.eks|fx|mv|m\.v|m\.fl|mfl|mhp|ift|ifm|ca|pct|kr|mio|mia|inkl|ekskl|nr|pkt|jf|dvs|osv|evt|min|max|maks|hhv|pr|kl|d|jan|feb|apr|aug|sept|okt|nov|dec|kvt|stk|vedr|gns|gnsn|tlf)\.$/iu
/** Small letters that a heading in capitals may have. */
export const smallWords = /(?<![\p{L}\p{N}])(?:og|i|for|af|på|til|m)(?![\p{L}\p{N}])/gu
export const etcetera = /(?<![\p{L}\p{N}])mv\.$/u
export const questionBegin = /^hv/iu
export const numberOfPages = /^(?:side\s+)?\d{1,3}\s*(?:\/|af)\s*\d{1,3}$/iu
export const pageAndNumber = /^side\s+\d{1,3}$/iu
/** In a header: who owns the plan, or its page. */
export const namesOwner = /(?<!\p{L})(?:kommune|side \d)/iu
/** The number of the page in a header. */
export const headerPage = /(?<![\d.,])\d{1,3}$|^(?:side\s+)?\d{1,3}(?=\s*[|·•–—-]?\s)/iu
export const headerPageAround = /^(?:side\s+)?\d{1,3}\s*[|·•–—-]?\s+|\s*[|·•–—-]?\s+(?:side\s+)?\d{1,3}(?:\s*(?:\/|af)\s*\d{1,3})?$/gu
/** A number behind these, at the end of a sentence, is none of a page. */
export const numberedBefore = /(?<![\p{L}\p{N}])(?:nr|kap|s|side|bilag|tabel|figur|pkt|ca)\.$/iu
export const countedBefore = /(?:bilag|tabel|figur|kapitel|fokusområde|mål|nr\.?|til|på|af|under|over)$/iu
/** Names of policies: a plan outweighs them. */
export const policyWord = /(?:politik|strategi|indsats)(?:en)?$/iu
export const planDefinite = /(plan)en$/iu
export const likelyPlan = /beskæftigelses|arbejdsmarkeds/iu
