/** Owns the importer's words for numbers, units and dates. */

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

export const figureInPercent = /\d\s*(?:%|pct)/u
export const percentWord = /%|pct|procent/iu
export const fullTimePersons = 'fuldtidspersoner'
export const persons = 'personer'

/* Numbers. */

export const numberWord: Readonly<Record<string, string>> = {
  en: '1',
  et: '1',
  to: '2',
  tre: '3',
  fire: '4',
  fem: '5',
  seks: '6',
  syv: '7',
  otte: '8',
  ni: '9',
  ti: '10',
  tolv: '12',
  femten: '15',
  tyve: '20',
  tyvende: '20',
}
/** What a number belongs to when it is no figure of the goal. */
export const span =
  /^\s*(?:[-–]\s*\d+\s*)?(?:[-–]?\s*årig\p{L}*|år(?![\p{L}\p{N}])|\+(?=\s|$)|måneder\p{L}*|måned(?![\p{L}\p{N}])|mdr\.?|gange?(?![\p{L}\p{N}]))/iu
/** "på en skala fra 1 til 5" */
export const scale = /(?<![\p{L}\p{N}])skala(?:en)?\s+(?:fra\s+)?\d+\s*(?:til|[-–])\s*\d+/giu
/** Behind a number: its point makes a place in an order of it. */
export const ordinal =
  /^\.\s*(?:kvartal|kvt|halvår|uge|klasse|januar|februar|marts|april|maj|juni|juli|august|september|oktober|november|december)/iu
export const yearsBehind = /^\s*(?:-|–)\s*\d+\s*-?\s*år/u
/** Before a number that is a code and no figure. */
export const codeBefore = /(?:§|nr\.?|stk\.?|bilag|tabel|verdensmål|kapitel|fokusområde|ministermål|mål|seneste|side)\s*$/iu
export const partNames: Readonly<Record<string, string>> = { tredje: '3', fjerde: '4', femte: '5', sjette: '6', tiende: '10' }
/** An amount of money. Group: millions or milliards. */
export const amount = /^\s*(?:(mio|mia)\.?\s*)?(?:kr(?![\p{L}\p{N}])\.?|kroner)/iu
export const kroner = 'kr.'
/** The word behind a number that says what is counted. */
export const unitWord = /^\s+((?:nye |flere |færre |ordinære |unge |ledige )?\p{Ll}{3,})/u
export const comparedUnit = /^(?:flere|færre) /
/** Begins like a word for persons, and is none: "aftaler med ledige". */
export const noPerson = /^aftale/u
export const monthBetween = /\s+måned\s+/iu
/** Behind a number with a point: a date goes on. */
export const dateBegins = /^\d|^(?:januar|februar|marts|april|maj|juni|juli|august|september|oktober|november|december)/iu
/** A cell of a table of figures; a blank before its per cent is no-break. */
export const figureCell = /^(?:[-–−+]?\d[\d.,]*(?:\u00a0?(?:%|pct\.?))?|[-–−]|\.{1,2})$/
export const beforePercent = /(?<=\d) (?=(?:%|pct\.?)(?: |$))/gu
/** A line that is nothing but a share, and one that ends in one. */
export const shareAlone = /^(?:ca\.\s*)?[-–]?\d[\d.,]*\s*(?:%|pct\.?)$/iu
export const shareBehind = /^(.*\S)\s+((?:\p{Lu}+ = )?[-–]?\d[\d.,]*\s*(?:%|pct\.?))$/u

/* Dates. */

const monthNames = 'januar|februar|marts|april|maj|juni|juli|august|september|oktober|november|december'
const monthWords = `${monthNames}|jan\\.?|feb\\.?|mar\\.?|apr\\.?|jun\\.?|jul\\.?|aug\\.?|sept?\\.?|okt\\.?|nov\\.?|dec\\.?`
/** Every form of a date, each in a group of its name. */
export const dateForms = new RegExp(
  [
    `(?<day>(?:\\d{1,2}\\.\\s*)?(?:${monthWords})\\s+(?:måned\\s+)?20\\d\\d)`,
    '(?<numbers>(?<![\\p{L}\\p{N}])\\d{1,2}[./-]\\d{1,2}[./-]20\\d\\d)',
    '(?<quarter>(?<![\\p{L}\\p{N}])[1-4]\\.\\s*(?:kvartal|kvt\\.?)\\s+20\\d\\d)',
    '(?<half>(?<![\\p{L}\\p{N}])[12]\\.\\s*halvår\\s+20\\d\\d)',
    '(?<primo>(?<![\\p{L}\\p{N}])primo\\s+20\\d\\d)',
    // "i december" and "ultimo" name a month; "inden udgangen af 2027" only says the year.
    '(?<ultimo>(?<![\\p{L}\\p{N}])(?:ultimo|ved (?:udgangen|slutningen) af|pr\\. udgangen af)\\s+(?:år\\s+)?20\\d\\d)',
    '(?<year>(?<![\\d.,/-])20\\d\\d(?![\\d]|[.,]\\d|[-–/]\\d))',
    `(?<month>(?<![\\p{L}\\p{N}])(?:\\d{1,2}\\.\\s*)?(?:${monthNames})(?![\\p{L}\\p{N}]))`,
  ].join('|'),
  'giu',
)
