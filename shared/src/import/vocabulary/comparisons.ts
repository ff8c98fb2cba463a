/** Owns the importer's words for how a goal compares, and with what. */

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
const superlatives = '(?:bedste|bedst placerede|højeste|laveste|højest|lavest|største|mindste|færreste|fleste|øverste|korteste|bedst|top)'
/** An indicator of which less is better, when the statement does not say it by its comparison. */
export const lowIsBetter =
  /ledighed|offentlig forsørgelse|sygedagpenge|sygefravær|varighed|frafald|ventetid|arbejdsløs|uden tilknytning|kontanthjælp|langvarig|sagsbehandlingstid|klage/iu

const rankCount = '(\\d+(?:[.,]\\d+)?|(?:tre|fire|fem|seks|syv|otte|ni|ti|tolv|femten|tyve)(?!\\p{L}))'
/** Where a text sets a rank. Groups: the number, its per cent. */
export const ranks = [
  new RegExp(
    `(?<![\\p{L}\\p{N}])blandt\\s+(?:(?:de|den|landets|kommunens|alle|regionens)\\s+)*(?:${superlatives}\\s+)?${rankCount}\\s*(%|pct\\.?|procent)?(?!\\s*(?:år|måneder))`,
    'iu',
  ),
  new RegExp(`(?<![\\p{L}\\p{N}])(?:i |landets )?top\\s*[- ]?${rankCount}\\s*(%|pct\\.?|procent)?`, 'iu'),
  new RegExp(`(?<![\\p{L}\\p{N}])(?:de|landets)\\s+${rankCount}\\s*(%|pct\\.?|procent)?\\s+(?:${superlatives})(?![\\p{L}\\p{N}])`, 'iu'),
  new RegExp(`(?<![\\p{L}\\p{N}])(?:de|den) (?:bedste|øverste)\\s+${rankCount}\\s*(%|pct\\.?|procent)(?=.{0,30}kommune)`, 'iu'),
]
export const rankFractions: readonly (readonly [RegExp, string])[] = [
  [/(?<![\p{L}\p{N}])(?:bedste|øverste|laveste|højeste) (?:fjerdedel|kvartil)/iu, '25'],
  [/(?<![\p{L}\p{N}])(?:bedste|øverste|laveste|højeste) tredjedel/iu, '33'],
  [/(?<![\p{L}\p{N}])(?:bedste|øverste|laveste|højeste) (?:halvdel)/iu, '50'],
  [/(?<![\p{L}\p{N}])(?:bedste|øverste|laveste|højeste) femtedel/iu, '20'],
]
/** What makes a rank of a number behind "blandt". */
export const rankWords = new RegExp(`${superlatives}|kommuner|top|plads`, 'iu')
/** "blandt 300 borgere" is no rank. */
export const noRanked = /^\s*(?:borgere|virksomheder|unge|ledige|personer)/iu
export const fromBefore = /(?<![\p{L}\p{N}])fra\s+$/iu
/** Before the size of a gap that is to be reached, not closed. */
export const gapTo = /(?<![\p{L}\p{N}])til\s+(?:højst |under |maksimalt |maks\.? )?$/iu
/** Before the size of a change. */
export const changeBefore = /(?<![\p{L}\p{N}])(?:med|på)\s+(?:(?:mindst|minimum|min\.?|i alt|ca\.?|yderligere)\s+)*$/iu
export const onBefore = /(?<![\p{L}\p{N}])på\s+\S*\s*$/iu
export const changeOfBefore = /(?:fald|stigning|reduktion|nedgang|vækst|fremgang|øgning|besparelse)\s+på\s+\S*\s*$/iu
/** Before a reference that a share is compared with. */
export const comparedBefore = /(?<![\p{L}\p{N}])(?:under|over|end|niveau med|højde med|matche|svare\p{L}* til)(?![\p{L}\p{N}])[^,;]*$/iu
export const orAbove = /(?<![\p{L}\p{N}])eller (?:over|højere|bedre)(?![\p{L}\p{N}])/iu
export const orBelow = /(?<![\p{L}\p{N}])eller (?:under|lavere)(?![\p{L}\p{N}])/iu
export const notBeyond = /(?<![\p{L}\p{N}])ikke(?![\p{L}\p{N}])[^,.;]{0,30}(?<![\p{L}\p{N}])(?:over|under|højere|lavere|overstige)/iu
export const measuredInPercent = /(?<![\p{L}\p{N}])andel|procent|(?<![\p{L}\p{N}])grad(?:en)?(?![\p{L}\p{N}])|ledighed/iu
export const duration = /(?<![\p{L}\p{N}])varighed/iu
/** Before the figure that a goal starts from. */
export const startBefore = /(?<![\p{L}\p{N}])fra\s+(?:(?:ca\.?|de nuværende|nuværende|i dag|omkring|niveauet på)\s+)*$/iu
export const startNamedBefore =
  /(?<![\p{L}\p{N}])(?:udgangspunkt(?:et)?|baseline|er i dag|nuværende|aktuelt|i dag er|mod)\s*(?:er|på|:)?\s*(?:på\s+)?$/iu
/** Whose answers are counted, besides `words.survey`. */
export const surveyed = /tilfreds|undersøgelse|oplever|vurderer/iu
/** Before a time that something may take, or that says for whom a figure counts. */
export const within = /(?:inden for|indenfor|inden|senest efter)\s*$/iu
export const lasting = /(?:inden for|indenfor|inden|efter|over|under|end|mindst|højst|mellem)\s*$/iu
export const timeUnit = /^(?:timer?|dage?|hverdage|arbejdsdage|uger?)$/iu
/** Between a comparison and its figure. */
export const betweenWords =
  /(?<![\p{L}\p{N}])(?:ca|cirka|omkring|i alt|op på|være|være på|på|ligge på|de|til|udgøre)(?![\p{L}\p{N}])\.?\s*/giu
export const orMoreBehind = /^\s*eller (?:derover|mere|flere|højere|over)/iu
export const orLessBehind = /^\s*eller (?:derunder|mindre|færre|lavere|under)/iu
export const toBefore = /(?<![\p{L}\p{N}])(?:til|op på|på|ned på)\s+(?:ca\.?\s+|i alt\s+)?$/iu
export const downTo = /(?<![\p{L}\p{N}])ned (?:på|til|under)(?![\p{L}\p{N}])/iu
export const upTo = /(?<![\p{L}\p{N}])op (?:på|til)(?![\p{L}\p{N}])/iu
/** Also early in the sentence: "skal mindst op på 85 %". */
export const leastWord = /(?<![\p{L}\p{N}])mindst(?![\p{L}\p{N}])/iu
export const mostWord = /(?<![\p{L}\p{N}])højst(?![\p{L}\p{N}])/iu
/** What people do in a sentence that begins with how many they are. */
export const reachedVerb = /(?<!\p{L})(?:får|kommer|deltager|gennemfører|starter|er|har)(?!\p{L})/iu
export const wanted = /(?<![\p{L}\p{N}])(?:skal|målet er|mål:|ønsker|vil|er)(?![\p{L}\p{N}])/iu
export const measuredFirst = /^(?:andel|ledighed|antal)/iu
export const shallOrGoal = /(?<![\p{L}\p{N}])skal(?![\p{L}\p{N}])|(?<![\p{L}\p{N}])mål/iu
export const countNamed = /(?<![\p{L}\p{N}])antal(?:let)?(?![\p{L}\p{N}])/iu
export const countBegins = /(?<![\p{L}\p{N}])antal/iu
export const shallBe = 'skal være'
/** What the signs > ≥ < ≤ say. */
export const signWords = { above: 'over ', atLeast: 'mindst ', below: 'under ', atMost: 'højst ' }
export const andIn = /(?<![\p{L}\p{N}])og (?:i|på)(?![\p{L}\p{N}])/gu
export const and = 'og'
export const countryNamed =
  /(?<![\p{L}\p{N}])(?:landet|landets|hele landet|nationalt|danmarks|alle (?:landets )?kommuner)(?![\p{L}\p{N}])/iu
export const municipalityAlone = /^kommune(?:n|ns|rne)?$/iu

/* References. */

export const countryAverage = 'landsgennemsnit'
/** How references are said, and the word that is stored. Without a word the place in group 1 is stored. */
export const references: readonly { readonly said: RegExp; readonly stored: string | null }[] = [
  {
    said: /(?<![\p{L}\p{N}])gennemsnit\p{L}* (?:i|for|på|blandt|af|hos) (?:hele )?landet(?:s kommuner)?(?: som helhed)?/iu,
    stored: countryAverage,
  },
  {
    said: /(?<![\p{L}\p{N}])(?:landsgennemsnit\p{L}*|landsplan|(?:hele )?landet som helhed|hele landet|landstal\p{L}*|landsniveau\p{L}*|det nationale gennemsnit|nationale niveau)/iu,
    stored: countryAverage,
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
