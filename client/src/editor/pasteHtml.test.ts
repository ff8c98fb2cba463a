// @vitest-environment happy-dom
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { type Content, type ContentNode, isText, plainText } from '@samplan/shared/section/content'
import { cleanPasted, looksLikePlan } from './pasteHtml.ts'

const fixtures = import.meta.glob<string>('./fixtures/*.html', { query: '?raw', import: 'default', eager: true })
const fixture = (name: string): string => fixtures[`./fixtures/${name}.html`] ?? ''

/** A short hand: "h1 Title", "p Text with *bold* _slant_ [link](…)", "ul (item | item (ul …))", "table a | b / c". */
function short(nodes: readonly ContentNode[]): readonly string[] {
  return nodes.map((node) => {
    if (isText(node)) return inline(node)
    const inside = short(node.content ?? [])
    switch (node.type) {
      case 'paragraph':
        return inside.join('')
      case 'heading':
        return `h${String(node.attrs?.['depth'])} ${inside.join('')}`
      case 'hardBreak':
        return '⏎'
      case 'bulletList':
        return `ul(${inside.join(' | ')})`
      case 'orderedList':
        return `ol${String(node.attrs?.['start'])}(${inside.join(' | ')})`
      case 'tableRow':
        return inside.join(' | ')
      case 'table':
        return `table ${inside.join(' / ')}`
      case 'tableHeader':
      case 'tableCell': {
        const { colspan, rowspan } = node.attrs ?? {}
        const span = colspan === 1 && rowspan === 1 ? '' : `{${String(colspan)}x${String(rowspan)}}`
        return `${node.type === 'tableHeader' ? '#' : ''}${inside.join(' ¶ ')}${span}`
      }
      default:
        return node.type === 'listItem' ? inside.join(' ¶ ') : `${node.type}(${inside.join(' ¶ ')})`
    }
  })
}

function inline({ text, marks = [] }: Extract<ContentNode, { type: 'text' }>): string {
  return marks.reduceRight((words, mark) => {
    if (mark.type === 'link') return `[${words}](${String(mark.attrs?.['href'])})`
    return mark.type === 'bold' ? `*${words}*` : `_${words}_`
  }, text)
}

const shortOf = (html: string): readonly string[] => short(cleanPasted(html).content)

test('PA-1 from Word come headings, lists with their levels and numbers, merged cells, links, bold and italic, and its footnotes at their mark', () => {
  const { content, images } = cleanPasted(fixture('word'))
  expect(short(content)).toEqual([
    'h1 3 Vejen til hverdagen på job',
    'Forvaltningen *mødes* med havnens virksomheder _hver_ måned, og *alle* _møder_ *noteres*. Mindst 12\u00a0% af timerne er lønnede. Se [timetallet](https://fjordby.example/timer) og notatet.',
    'ul(Kontakt til den enkelte ¶ ul(ved et besøg | på *telefon*) | Aftale om timer)',
    'h2 Sådan følger vi op',
    'ol4(Samtale i marts ¶ hos virksomheden selv ¶ ol1(med leder | med borger) | Tal i juni)',
    'table #Område | #Timer{2x1} / Havnen{1x2} | forår | 1.200 / efterår | ',
    'blockquote(Det er arbejdet, der virker.)',
    'Timerne tælles[1] hvert kvartal.',
    '[1] Kilde: egen optælling.',
  ])
  expect(images).toBe(1)
})

test('PA-2 of tracked changes the accepted text comes, and comments and hidden text do not', () => {
  expect(shortOf(fixture('wordTracked'))).toEqual(['Indsatsen begynder i august og varer højst et halvt år.'])
})

test('PA-3 from Word for the web come the same, though every item is a list of its own', () => {
  expect(shortOf(fixture('wordWeb'))).toEqual([
    'h1 Unge på vej',
    'Hver ung får *én*_ fast_ voksen.',
    'ul(Skole ¶ ul(lektier) | Fritidsjob)',
    'ol2(Ansøgning | Samtale⏎med mentor)',
    'table #Trin | #Uge / Start | 33',
  ])
})

test('PA-4 from Excel comes a table with its merged cells, its bold first row as headers, and no number twice', () => {
  expect(shortOf(fixture('excel'))).toEqual([
    'table #Mål | #Antal{2x1} | #Andel / Flere i job{1x2} | 1.234 | 56 | _12%_ / 78 |  | _7%_ / Opgjort i <uge 40> |  | linje⏎to | ',
  ])
})

test('PA-5 from a page come its words and structure, without its scripts, styles and other addresses', () => {
  const { content, images } = cleanPasted(fixture('browser'))
  expect(short(content)).toEqual([
    'h1 Praktik i byen',
    'Læs om [praktik](https://fjordby.example/praktik) og skriv til os, eller brug knappen.',
    'Første kort',
    'Andet kort',
    'h2 Tre trin',
    'ol3(*Find* en plads ¶ ul(selv | med hjælp))',
    'ol7(Aftal ¶ og skriv under)',
    'linje et⏎linje to',
    'blockquote(Jeg fik lov at prøve. ¶ _En ung_)',
    'Pladser',
    'table #År | #Pladser / #2025 | 40 / 2026 | ',
  ])
  expect(images).toBe(1)
})

test('PA-6 from Google Docs come lists that stand straight in lists, and not the bold of its frame', () => {
  expect(shortOf(fixture('googleDocs'))).toEqual([
    'h1 Flere hænder',
    'Vi søger *medarbejdere*_ hele året_.',
    'ul(Omsorg ¶ ul(nat) | Køkken)',
    'table Uge | Vagter / Aftales løbende{2x1}',
  ])
})

test.each([
  ['<table><tr><td colspan=1000>a</td></tr><tr><td>b<td>c</tr></table>', 'table a{2x1} / b | c'],
  ['<table><tr><td rowspan=99>a</td><td>b</td></tr><tr><td>c</td></tr></table>', 'table a{1x2} | b / c'],
  ['<table><tr><td rowspan=2>a<td>b</tr><tr><td colspan=3>c</tr></table>', 'table a{1x2} | b / c'],
  ['<table><tr><td>alene</td></tr></table>', 'alene'],
  ['<table><tr><td><table><tr><td>a<td>b</tr></table></td><td>ved siden af</td></tr></table>', 'table a | b', 'ved siden af'],
])('PA-7 every table is one without holes and overlaps: %s', (html, ...blocks) => {
  expect(shortOf(html)).toEqual(blocks)
})

test.each([
  ['<p>et<br><br>to</p>', 'et', 'to'],
  ['<p><br>et<br></p>', 'et'],
  ['<b>a</b><div>b</div>c', '*a*', 'b', 'c'],
  ['<p style="font-weight:700">a <span style="font-weight:400">b</span></p>', '*a *b'],
  ['<ol><li style="list-style:none"><ul><li>a</ul></li><li>b</li></ol>', 'ul(a)', 'ol2(b)'],
  ['<h3>a</h3><h5>b</h5><h6>c</h6>', 'h1 a', 'h2 b', 'h2 c'],
  ['<p>11&nbsp;% af&nbsp; &nbsp;dem\u200b</p>', '11\u00a0% af dem'],
  ['<a href=" https://a.dk/ ">a</a> <a href="data:text/html,x">b</a>', '[a](https://a.dk/) b'],
])('PA-8 white space, breaks, weight and depth are as a reader sees them: %s', (html, ...blocks) => {
  expect(shortOf(html)).toEqual(blocks)
})

const tags = 'p div span b i a h1 h3 h6 ul ol li table tbody tr td th blockquote br pre section dl dd strong'.split(' ')
const attributes = [
  '',
  ' style="font-weight:700"',
  ' class=MsoListParagraph style="mso-list:l0 level2 lfo1"',
  ' colspan=3',
  ' rowspan=2',
  ' start=4',
  ' aria-level=3',
  ' class=MsoQuote',
  ' href="https://a.dk"',
  ' style="display:flex"',
  ' role=heading',
]
const unseen = [
  '<script>nej()</script>',
  '<del>nej</del>',
  '<!-- nej -->',
  '<span style="mso-hide:all">nej</span>',
  '<style>.nej{}</style>',
  '<img src=nej>',
]
const words = fc.stringMatching(/^[a-zæøå]{1,6}$/)
const html = fc.letrec<{ node: string }>((tie) => ({
  node: fc.oneof(
    { depthSize: 'medium', withCrossShrink: true },
    words.map((word) => ` ${word} `),
    fc.constantFrom(...unseen),
    fc
      .tuple(fc.constantFrom(...tags), fc.constantFrom(...attributes), fc.array(tie('node'), { maxLength: 4 }))
      .map(([tag, attribute, inside]) => `<${tag}${attribute}>${inside.join('')}</${tag}>`),
  ),
})).node

const schemaOf: Readonly<Record<string, RegExp>> = {
  doc: /^(paragraph|heading|bulletList|orderedList|blockquote|table)$/,
  blockquote: /^(paragraph|heading|bulletList|orderedList|table)$/,
  listItem: /^(paragraph|heading|bulletList|orderedList|blockquote|table)$/,
  tableCell: /^(paragraph|heading|bulletList|orderedList|blockquote)$/,
  tableHeader: /^(paragraph|heading|bulletList|orderedList|blockquote)$/,
  bulletList: /^listItem$/,
  orderedList: /^listItem$/,
  table: /^tableRow$/,
  tableRow: /^table(Cell|Header)$/,
  paragraph: /^(text|hardBreak)$/,
  heading: /^text$/,
}

function expectInSchema(content: Content, parent: string): void {
  for (const node of content) {
    expect(node.type).toMatch(schemaOf[parent] ?? /^$/)
    if (parent === 'listItem' && node === content[0]) expect(node.type).toBe('paragraph')
    if (node.type !== 'paragraph') expect(node.content).not.toEqual([])
    expectInSchema((node.content ?? []) as Content, node.type)
  }
}

/** Independent of the reader: what is left of the document when what no reader sees is cut out. */
function visibleWords(source: string): string {
  const doc = new DOMParser().parseFromString(source, 'text/html')
  for (const element of doc.querySelectorAll('script, del, style, [style*="mso-hide"]')) element.remove()
  return (doc.body.textContent ?? '').replace(/\s+/g, ' ').trim()
}

const lettersOf = (text: string): string => text.replace(/\s+/g, '')

test('PA-9 any HTML gives content of the schema, with all visible words in their order', () => {
  fc.assert(
    fc.property(fc.array(html, { maxLength: 6 }), (parts) => {
      const source = parts.join('')
      const { content } = cleanPasted(source)
      expectInSchema(content, 'doc')
      expect(lettersOf(plainText(content))).toBe(lettersOf(visibleWords(source)))
    }),
    { numRuns: 150 },
  )
}, 60_000)

test('PA-9 any string at all is read', () => {
  fc.assert(fc.property(fc.string({ maxLength: 200 }), (source) => expectInSchema(cleanPasted(source).content, 'doc')))
  for (const odd of ['', '<', '<table', '</p>', '\u0000', '<![endif]-->', '<svg><p>a', '<frameset>']) cleanPasted(odd)
  expect(shortOf(`${'<div><blockquote>'.repeat(300)}dybt${'</blockquote></div>'.repeat(300)}`)).toEqual(['blockquote(dybt)'])
})

test('PA-10 many headings, or a long text with some, look like a plan; a section with its sub-headings does not', () => {
  const sections = (count: number, length: number): Content =>
    Array.from({ length: count }, (_, at) => [
      { type: 'heading', attrs: { depth: 1 }, content: [{ type: 'text' as const, text: `Afsnit ${at}` }] },
      { type: 'paragraph', content: [{ type: 'text' as const, text: 'ord '.repeat(length / 4) }] },
    ]).flat()
  expect([sections(6, 40), sections(3, 4000), sections(1, 30_000)].map(looksLikePlan)).toEqual([true, true, true])
  expect([sections(5, 400), sections(2, 8000), []].map(looksLikePlan)).toEqual([false, false, false])
  const lines = ['1 Indledning', 'Vi begynder.', '2 Mål', '2.1 Unge', '2.2 Ledige', '3 Indsatser', '4 Opfølgning']
  expect(looksLikePlan(lines.map((text) => ({ type: 'paragraph', content: [{ type: 'text', text }] })))).toBe(true)
})

test('PA-11 for the import the headings keep the levels of their document', () => {
  expect(cleanPasted('<h2>a</h2><h4>b</h4><p>c</p>').document).toBe('<h2>a</h2>\n<h4>b</h4>\n<p>c</p>')
})
