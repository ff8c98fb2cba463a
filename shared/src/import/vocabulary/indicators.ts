/** Owns the importer's words for what a goal measures, where it starts from and whom it leaves out. */

/** A clause that says what a figure means beside something else, and sets no target. */
export const besideClause = /,\s*(?:hvilket|og det|og dermed)\s+(?:er|var|ligger|lå|svarer)(?!\p{L})[^.;]*/giu
/** A sentence behind a goal that only says where it starts from. */
export const standing =
  /(?<!\p{L})(?:var|lå|udgjorde|(?:er|ligger|udgør) (?:i dag|nu|aktuelt|p\.?t\.?|på nuværende tidspunkt)|(?:i dag|nu|aktuelt|p\.?t\.?|på nuværende tidspunkt) (?:er|ligger|udgør)|(?:seneste måling|udgangspunktet|baseline)(?: \p{L}+){0,3} (?:er|viser))(?!\p{L})/iu
/** In brackets behind a goal: where it starts from. */
export const baselineWords =
  /udgangspunkt|baseline|nuværende|aktuel|i dag|(?<![\p{L}\p{N}])nu(?![\p{L}\p{N}])|status|(?<![\p{L}\p{N}])mod(?![\p{L}\p{N}])|seneste/iu

export const exclusionBegin = /^(?:at|dog|også)\s+/iu
/** How a goal is counted, which sets no goal. */
export const countingRule =
  /(?<![\p{L}\p{N}])(?:tælles? (?:også )?med|medregnes|opgøres|måles (?:ved|på|i|som|via|gennem)|udgangspunktet)(?![\p{L}\p{N}])/iu
/** Between two measures in one sentence. */
export const secondMeasure =
  /,?\s+(?:og|samt|mens|og at)\s+(?=(?:at\s+)?(?:mindst|minimum|min\.?|højst|maksimalt|maks\.?|over|under)\s*\d)|,?\s+(?:og|samt|mens)\s+(?=(?:andelen?|antallet|gabet)\s)|\s+og\s+(?=(?:til\s+)?(?:mindst |højst )?\d[\d.,]*\s*(?:%|pct\.?|procent)?\s+i\s+20\d\d)|;\s+/giu
/** Behind a figure in brackets: its unit and when it was so. */
export const datedFigure = /^\s*(?:%|pct\.?|procent|\p{L}+)?,?\s*(?:i|pr\.|ultimo|primo|ved udgangen af|fra)\s[^,;]*(?:19|20)\d\d\s*$/iu
export const beforeStartDate = /^\s*(?:pr\. )?$/iu
export const betweenDates = /^\s*(?:til|frem til|-|–)\s+$/iu
/** Before the date of what a goal is compared with. */
export const comparedYearBefore =
  /(?<![\p{L}\p{N}])(?:i forhold til|på niveau med|sammenlignet med|sammenholdt med|ift\.?|end i|siden|set i forhold til|mod)\s+(?:(?:niveauet|resultatet|tallet|målingen|året|år|samme periode|ultimo|primo|udgangen af|det var|i|pr\.)\s+){0,3}$/iu
export const startYearBefore = /(?<![\p{L}\p{N}])fra\s+(?:(?:ultimo|primo|udgangen af|året|år)\s+)*$/iu
/** "Mindst 75 % af borgerne er ...". Groups: whom, verb, what. */
export const shareSaid =
  /^(?:\p{L}+\.?\s+){0,3}?\d[\d.,]*\s*(?:%|pct\.?|procent)\s+af\s+(.+?)\s+(skal være|skal have|skal|er|har|oplever|svarer|får|kommer|vurderer|angiver)\s+(.+)$/iu
const now: Readonly<Record<string, string>> = { 'skal være': 'er', 'skal have': 'har' }
/** The name of a share: what is wanted of them, said as if it were so. */
export const shareNamed = (whom: string, verb: string, what: string): string => `andel af ${whom}, der ${now[verb] ?? verb} ${what}`
/** "I 2027 skal andelen ... være": the subject behind its verb. Group: the subject. */
export const turnedSubject =
  /^(?:(?:derfor|samtidig|desuden|derudover|endvidere|herudover|i 20\d\d|ved udgangen af 20\d\d|senest|målet er, at|det er målet, at|vi vil|målet er)\s*,?\s+)+(?:at\s+)?(?:skal|vil)?\s*((?:andel|antal|ledighed|gab)\p{L}*(?![\p{L}\p{N}]).+?)\s+(?:falde|stige|være|ligge|øges|reduceres|nedbringes|sænkes|hæves|udgøre|skal|komme|ned|op)(?![\p{L}\p{N}])/iu
/** Groups of these: what is measured. */
export const subjectThatShall = /^(.+?)\s*,?\s+(?:skal|må|bør)(?![\p{L}\p{N}])/iu
export const subjectThatIs = /^(.+?)\s*,?\s+(?:ligger|holdes|forventes|nedbringes|øges|reduceres|er)(?![\p{L}\p{N}])/iu
export const measuredBehind = /(?<![\p{L}\p{N}])(?:udviklingen i|andelen af|antallet af|opfylder|overholder)\s+(.+)$/iu
export const rankedBehind = /(?<![\p{L}\p{N}])(?:andelen|antallet|fald(?:et)? i|ledigheden|ift\.?|i forhold til)(?![\p{L}\p{N}])\s*(.+)$/iu
/** A subject that is the one who does it, not what is measured. */
export const ownerLast = /(?<![\p{L}\p{N}])(?:kommune|jobcenter|jobcentret|jobcenteret|vi|forvaltningen)$/iu
export const dateAtEnd =
  /\s*(?<![\p{L}\p{N}])(?:i|senest|inden|ved|ultimo|pr\.|fra)\s+(?:(?:udgangen|slutningen|løbet) af\s+)?(?:\d{1,2}\.\s*)?(?:\p{L}+\s+)?20\d\d(?:\s+til\s+(?:\p{L}+\s+)?20\d\d)?\s*$/iu

/* Exclusions. */

export const exclusionSentence =
  /(?:målingen |opgørelsen |målet |tallet |det |der |her )?(?:omfatter|inkluderer|indeholder|medregner|tæller) ikke (.+?)(?=[.;]|$)|(?:^|[.;,] ?)([^.;,]+?)(?: er| indgår| tælles| regnes| medregnes)? (?:er )?ikke (?:medregnet|med i målingen|indregnet|omfattet|talt med|medtaget|inkluderet|i opgørelsen)|(?:medregnet|indregnet) er ikke (.+?)(?=[.;]|$)/giu
export const exclusionInline =
  /(?<![\p{L}\p{N}])(?:ekskl(?:\.|usive?)|eksklusiv|undtagen|bortset fra|fraregnet|uden at medregne|på nær|ud over)\s+([^().;,]+)/giu
