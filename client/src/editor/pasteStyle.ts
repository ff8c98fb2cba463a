/** Owns what styles mean in pasted HTML: which words are bold or italic, hidden, deleted or a comment. Everything else of them is dropped. */

/** Declarations by property, in lower case. Read from the attribute: a browser's own reading knows no `mso-` properties. */
export type Declarations = ReadonlyMap<string, string>

export type Sheet = {
  /** Weight and slant by "class" and "tag.class". */
  readonly rules: ReadonlyMap<string, Declarations>
  /** Word's list levels, by "l0:level1". */
  readonly levels: ReadonlyMap<string, Declarations>
}

const none: Declarations = new Map()

export function declarationsOf(text: string | null): Declarations {
  if (!text) return none
  const found = new Map<string, string>()
  for (const [, name = '', value = ''] of text.matchAll(/([\w-]+)\s*:\s*((?:"[^"]*"|'[^']*'|[^;"'])*)/g))
    found.set(name.toLowerCase(), value.trim().toLowerCase())
  return found
}

/** The few rules that pasted text depends on: Excel and Word name their bold cells and styles by class. */
export function sheetOf(doc: Document): Sheet {
  const rules = new Map<string, Declarations>()
  const levels = new Map<string, Declarations>()
  for (const style of doc.querySelectorAll('style')) {
    const css = (style.textContent ?? '')
      .replace(/<!--|-->/g, '')
      .replace(/\/\*[^]*?\*\//g, '')
      .replace(/@(?:media|supports)[^{}]*\{(?:[^{}]*\{[^{}]*\})*[^{}]*\}/g, '')
    for (const [, selectors = '', body = ''] of css.matchAll(/([^{}]+)\{([^{}]*)\}/g)) {
      const level = /@list\s+(l\d+):level(\d+)\s*$/.exec(selectors)
      if (level) levels.set(`${level[1]}:level${level[2]}`, declarationsOf(body))
      else for (const selector of selectors.split(',')) addRule(rules, selector.trim().toLowerCase(), declarationsOf(body))
    }
  }
  return { rules, levels }
}

function addRule(rules: Map<string, Declarations>, selector: string, body: Declarations): void {
  if (/^[\w-]*\.[\w-]+$/.test(selector)) rules.set(selector.replace(/^\./, ''), new Map([...(rules.get(selector) ?? none), ...body]))
}

export type Weight = { readonly bold: boolean; readonly italic: boolean }

/** How the words inside the element stand: by its tag, its classes, its own style, in this order; else as outside. */
export function weightIn(element: Element, own: Declarations, sheet: Sheet, outside: Weight): Weight {
  const tag = tagOf(element)
  let bold = tag === 'b' || tag === 'strong' ? true : outside.bold
  let italic = tag === 'i' || tag === 'em' ? true : outside.italic
  const take = (declarations: Declarations | undefined): void => {
    const weight = declarations?.get('font-weight')
    const slant = declarations?.get('font-style')
    if (weight) bold = isHeavy(weight) ?? bold
    if (slant) italic = slant === 'inherit' ? italic : /^(?:italic|oblique)/.test(slant)
  }
  for (const name of classesOf(element)) {
    take(sheet.rules.get(name))
    take(sheet.rules.get(`${tag}.${name}`))
  }
  take(own)
  return { bold, italic }
}

function isHeavy(weight: string): boolean | null {
  if (weight.startsWith('bold')) return true
  if (/^(?:normal|lighter)/.test(weight)) return false
  const number = Number.parseInt(weight, 10)
  return Number.isNaN(number) ? null : number >= 600
}

/** Not a word of it is the author's: scripts, what is drawn by others, forms. */
const silent = new Set(
  'head title style script noscript template meta link base object embed iframe frame frameset noframes audio video canvas svg select datalist textarea input param map area xml'.split(
    ' ',
  ),
)

/** Whether the element is not part of what a reader of the accepted text sees. */
export function isUnseen(element: Element, own: Declarations): boolean {
  const tag = tagOf(element)
  if (silent.has(tag) || tag === 'del' || element.hasAttribute('hidden')) return true
  if (own.get('display') === 'none' || own.get('mso-hide') === 'all' || own.get('visibility') === 'hidden') return true
  const special = own.get('mso-element') ?? ''
  if (special === 'comment-list' || special === 'comment' || own.get('mso-special-character') === 'comment') return true
  return classesOf(element).some((name) => /^(?:msodel|msocommentreference|msocomanchor|msocomtxt|msocomoff|msocomhide)$/.test(name))
}

export function classesOf(element: Element): readonly string[] {
  return (element.getAttribute('class') ?? '').toLowerCase().split(/\s+/).filter(Boolean)
}

export function tagOf(element: Element): string {
  return element.tagName.toLowerCase()
}
