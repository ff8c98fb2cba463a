// @vitest-environment happy-dom
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { type Content, plainText } from '@samplan/shared/section/content'
import { readContent } from '@samplan/shared/section/read'
import type { PasteTold } from './pasting.ts'
import { openEditor } from './testEditor.ts'

const fixtures = import.meta.glob<string>('./fixtures/*.html', { query: '?raw', import: 'default', eager: true })
const fixture = (name: string): string => fixtures[`./fixtures/${name}.html`] ?? ''
const line = (text: string): Content => [{ type: 'paragraph', content: [{ type: 'text', text }] }]

function open(content: Content) {
  const told: PasteTold[] = []
  const { fragment, editor, undo } = openEditor(content, { pasted: (what) => told.push(what) })
  return { fragment, editor, undo, told, words: () => readContent(fragment).map((node) => `${node.type}: ${plainText([node])}`) }
}

/** Once the microtask behind a paste has run. */
const told = (): Promise<void> => Promise.resolve()

test.each(['word', 'wordTracked', 'wordWeb', 'excel', 'browser', 'googleDocs'])(
  'PA-20 what is pasted stands in the document as the schema wants it: %s',
  async (name) => {
    const { editor, fragment } = open(line('Først.'))
    editor.commands.setTextSelection(7)
    editor.view.pasteHTML(fixture(name))
    await told()
    editor.state.doc.check()
    const json = JSON.stringify(readContent(fragment))
    expect(json).toContain('Først.')
    expect(json).not.toMatch(/mso-|style|class|javascript|file:/i)
  },
)

test('PA-21 a heading that is pasted behind words stays a heading, and words alone go into the line', () => {
  const { editor, words } = open(line('Først. Sidst.'))
  editor.commands.setTextSelection(8)
  editor.view.pasteHTML('<h2>Overskrift</h2><p>Brødtekst, </p>')
  expect(words()).toEqual(['paragraph: Først. ', 'heading: Overskrift', 'paragraph: Brødtekst,Sidst.'])
  editor.commands.setTextSelection(8)
  editor.view.pasteHTML('<h2>Et ord</h2>')
  expect(words()[0]).toBe('paragraph: Først. Et ord')
})

test('PA-22 a paste is one thing to take back, also when one has typed right before and after it', async () => {
  const { editor, words, undo } = open([{ type: 'paragraph' }])
  editor.commands.setTextSelection(1)
  editor.commands.insertContent('før ')
  editor.view.pasteHTML('<b>indsat</b>')
  await told()
  editor.commands.insertContent(' efter')
  expect(words()).toEqual(['paragraph: før indsat efter'])
  undo.undo()
  expect(words()).toEqual(['paragraph: før indsat'])
  undo.undo()
  expect(words()).toEqual(['paragraph: før '])
})

test('PA-23 what looks like a plan is offered, and taking it back leaves what was written since', async () => {
  const { editor, told: heard, words } = open(line('Først.'))
  editor.commands.setTextSelection(7)
  editor.view.pasteHTML(Array.from({ length: 6 }, (_, at) => `<h2>Afsnit ${at}</h2><p>Ord.</p>`).join(''))
  await told()
  expect(heard.map(({ images, plan }) => [images, plan?.kind])).toEqual([[0, 'text/html']])
  expect(heard[0]?.plan?.body).toContain('<h2>Afsnit 5</h2>')
  editor.commands.setTextSelection(7)
  editor.commands.insertContent(' Og senere.')
  heard[0]?.plan?.takeBack()
  expect(words()).toEqual(['paragraph: Først. Og senere.'])
  heard[0]?.plan?.takeBack()
  expect(words()).toEqual(['paragraph: Først. Og senere.'])
})

test('PA-24 pictures that are left out are told of, and plain text with numbered headings is offered as it came', async () => {
  const { editor, told: heard } = open(line('Først.'))
  editor.view.pasteHTML('<p>Ord<img src="https://a.example/b.png"></p>')
  await told()
  const plain = ['1 A', '2 B', '3 C', '4 D', '5 E', '6 F'].join('\n\n')
  editor.view.pasteText(plain)
  await told()
  expect(heard.map(({ images, plan }) => [images, plan?.kind, plan?.body])).toEqual([
    [1, undefined, undefined],
    [0, 'text/plain', plain],
  ])
})

test('PA-25 a goal that is cut and pasted keeps its fields and its indicators', () => {
  const goal: Content = [
    {
      type: 'goal',
      attrs: { id: 'g', level: 'result', category: 'x' },
      content: [
        { type: 'goalStatement', content: [{ type: 'text', text: 'Flere i job' }] },
        { type: 'goalIndicator', attrs: { id: 'i', targetKind: 'share', operator: 'atLeast', target: '40', unit: '%' } },
      ],
    },
  ]
  const { editor, fragment } = open([...line('Først.'), ...goal])
  const withoutIds = (content: Content): unknown =>
    JSON.parse(JSON.stringify(content, (key, value: unknown) => (key === 'id' && /:/.test(String(value)) ? undefined : value)))
  const before = withoutIds(readContent(fragment).slice(1))
  editor.commands.setNodeSelection(8)
  const { dom } = editor.view.serializeForClipboard(editor.state.selection.content())
  editor.commands.deleteSelection()
  expect(readContent(fragment)).toHaveLength(1)
  editor.commands.setTextSelection(7)
  editor.view.pasteHTML(dom.innerHTML)
  expect(withoutIds(readContent(fragment).filter(({ type }) => type === 'goal'))).toEqual(before)
})

test('PA-26 whatever claims to come from an editor stays within the schema', () => {
  const { editor } = open([{ type: 'paragraph' }])
  const claims = fc.record({
    slice: fc.constantFrom('0 0 []', '9 9 []', '1 1 ["table",null]', '2 0 -2 ["tableRow",{"x":1}]', '0 0 ["goal",{"id":{}}]', 'x'),
    inside: fc.constantFrom(
      '<h1 data-depth="9">a</h1>',
      '<p>a</p><p>b</p>',
      '<div class="goal" data-attributes="[1,{">a</div>',
      '<div class="goal" data-goal="x" data-attributes=\'{"id":{"a":1},"level":"y"}\'><div class="goal-body"><p class="goal-say">a</p></div></div>',
      '<table><tr><td rowspan="0" colspan="-4">a</td></tr></table>',
      '<a href="javascript:alert(1)">a</a>',
      '<ol start="x"><li>a</li></ol>',
    ),
  })
  fc.assert(
    fc.property(claims, ({ slice, inside }) => {
      editor.view.pasteHTML(`<div data-pm-slice='${slice}'>${inside}</div>`)
      editor.state.doc.check()
      editor.state.doc.descendants((node) => {
        if (node.type.name === 'heading') expect([1, 2]).toContain(node.attrs['depth'])
        for (const mark of node.marks) expect(String(mark.attrs['href'] ?? 'https:')).toMatch(/^https:/)
      })
    }),
    { numRuns: 120 },
  )
}, 60_000)
