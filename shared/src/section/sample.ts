/** Owns the content that tests of any package share: one block of every node type, and a fast-check arbitrary of content. */
import fc from 'fast-check'
import type { Content, ContentNode, ElementNode, Mark, TextNode } from './content.ts'

const text = (content: string, ...marks: Mark[]): TextNode => ({ type: 'text', text: content, ...(marks.length > 0 && { marks }) })
const paragraph = (...content: ContentNode[]): ElementNode => ({ type: 'paragraph', ...(content.length > 0 && { content }) })
const cell = (type: string, content: ElementNode, attrs = { colspan: 1, rowspan: 1 }): ElementNode => ({ type, attrs, content: [content] })

const bold: Mark = { type: 'bold' }
const italic: Mark = { type: 'italic' }
const link = (href: string): Mark => ({ type: 'link', attrs: { href } })

/** One of every node type and mark of the section's schema, with the empty and nested cases in which boxes differ most easily. */
export const everyNode: Content = [
  paragraph(
    text('Teksten med '),
    text('fed', bold),
    text(', '),
    text('kursiv', italic),
    text(' og '),
    text('begge', bold, italic),
    text('.'),
  ),
  paragraph(),
  paragraph(text('Før'), { type: 'hardBreak' }, text('efter')),
  paragraph(text('Slutter med et skift'), { type: 'hardBreak' }),
  paragraph(
    text('Se '),
    text('kommunens ', link('https://fjordby.dk/plan')),
    text('side', link('https://fjordby.dk/plan'), bold),
    text(', skriv til '),
    text('os', link('mailto:plan@fjordby.dk')),
  ),
  { type: 'heading', attrs: { depth: 1 }, content: [text('Indsatser')] },
  { type: 'heading', attrs: { depth: 2 }, content: [text('Den første')] },
  { type: 'heading', attrs: { depth: 2 } },
  {
    type: 'bulletList',
    content: [
      { type: 'listItem', content: [paragraph(text('første'))] },
      {
        type: 'listItem',
        content: [paragraph(text('anden')), { type: 'bulletList', content: [{ type: 'listItem', content: [paragraph()] }] }],
      },
    ],
  },
  { type: 'orderedList', attrs: { start: 1 }, content: [{ type: 'listItem', content: [paragraph(text('et'))] }] },
  { type: 'orderedList', attrs: { start: 3 }, content: [{ type: 'listItem', content: [paragraph(text('tre'))] }] },
  { type: 'blockquote', content: [paragraph(text('Et citat')), paragraph()] },
  {
    type: 'table',
    content: [
      {
        type: 'tableRow',
        content: [cell('tableHeader', paragraph(text('År'))), cell('tableHeader', paragraph(text('Andel')), { colspan: 2, rowspan: 1 })],
      },
      {
        type: 'tableRow',
        content: [cell('tableCell', paragraph(text('2026'))), cell('tableCell', paragraph(text('12,4'))), cell('tableCell', paragraph())],
      },
    ],
  },
  {
    type: 'goal',
    attrs: { id: 'maal-4', level: 'overall', category: 'fokusomraade' },
    content: [{ type: 'goalStatement', content: [text('Flere i job')] }],
  },
  {
    type: 'goal',
    attrs: { id: 'maal-4a', level: 'result', responsible: 'Social og Sundhed' },
    content: [
      { type: 'goalStatement', content: [text('Ledigheden skal falde til '), text('højst 11 %', bold)] },
      {
        type: 'goalIndicator',
        attrs: {
          id: 'ledige',
          targetKind: 'share',
          indicator: 'Ledige blandt fleksjobberettigede',
          operator: 'atMost',
          target: '11',
          unit: '%',
          baseline: '12.4',
          baselineDate: '2026-09',
          deadline: '2027-12',
          source: 'Jobindsats.dk',
        },
      },
      { type: 'goalIndicator', attrs: { id: 'tom' } },
    ],
  },
  { type: 'goal', attrs: { id: 'maal-nyt', level: 'result' }, content: [{ type: 'goalStatement' }] },
]

const anyMarks = fc.constantFrom<readonly Mark[]>([], [bold], [italic], [bold, italic], [link('https://x.dk')], [link('http://y.dk'), bold])
/** Runs of which no two neighbours have the same marks. */
const anyInline: fc.Arbitrary<readonly ContentNode[]> = fc
  .array(fc.record({ words: fc.string({ unit: 'grapheme', minLength: 1, maxLength: 12 }), marks: anyMarks }), { maxLength: 5 })
  .map((runs) => runs.filter((run, at) => at === 0 || runs[at - 1]?.marks !== run.marks).map(({ words, marks }) => text(words, ...marks)))
  .map((nodes) => nodes.filter((node, at) => JSON.stringify(node.marks) !== JSON.stringify(nodes[at - 1]?.marks) || at === 0))
const anyParagraph = anyInline.map((content) => paragraph(...content))
const anyBlock: fc.Arbitrary<ElementNode> = fc.oneof(
  anyParagraph,
  fc
    .tuple(fc.constantFrom(1, 2), anyInline)
    .map(([depth, content]): ElementNode => ({ type: 'heading', attrs: { depth }, ...(content.length > 0 && { content }) })),
  anyParagraph.map((inner): ElementNode => ({ type: 'blockquote', content: [inner] })),
  fc
    .array(anyParagraph, { minLength: 1, maxLength: 3 })
    .map((items): ElementNode => ({ type: 'bulletList', content: items.map((item) => ({ type: 'listItem', content: [item] })) })),
)

/** Any content of at least one block. */
export const anyContent: fc.Arbitrary<Content> = fc.array(anyBlock, { minLength: 1, maxLength: 5 })
