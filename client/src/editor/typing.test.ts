// @vitest-environment happy-dom
import fc from 'fast-check'
import { expect, test } from 'vitest'
import * as Y from 'yjs'
import { type Content, plainText } from '@samplan/shared/section/content'
import { readContent } from '@samplan/shared/section/read'
import { closeEditors, openEditor } from './testEditor.ts'

type Opened = ReturnType<typeof openEditor>

/** Two editors of one section; what one writes reaches the other when the test lets it. */
function two(content: Content, caret: number) {
  const open = (): Opened & { readonly coming: Uint8Array[] } => {
    const opened = openEditor(content)
    opened.editor.commands.setTextSelection(caret)
    return { ...opened, coming: [] }
  }
  const [karen, mads] = [open(), open()]
  for (const [from, to] of [
    [karen, mads],
    [mads, karen],
  ] as const)
    from.doc.on('update', (update: Uint8Array, origin: unknown) => origin !== 'wire' && to.coming.push(update))
  const receive = (to: typeof karen): void => {
    const update = to.coming.shift()
    if (update) Y.applyUpdate(to.doc, update, 'wire')
  }
  const meet = (): void => {
    while (karen.coming.length + mads.coming.length > 0) for (const each of [karen, mads]) receive(each)
  }
  return { karen, mads, receive, meet }
}

/** A letter at the caret, as the keyboard gives it. */
const type = ({ editor }: Opened, letter: string): void => editor.view.dispatch(editor.state.tr.insertText(letter))

/** The text's letters, each with whose document it came from. */
function letters({ fragment }: Opened): readonly { readonly letter: string; readonly client: number }[] {
  const found: { letter: string; client: number }[] = []
  for (const text of fragment.createTreeWalker((node) => node instanceof Y.XmlText) as Iterable<Y.XmlText>)
    for (let item = text._start; item; item = item.right)
      if (!item.deleted && item.content instanceof Y.ContentString)
        for (const letter of item.content.str) found.push({ letter, client: item.id.client })
  return found
}

const p = (...content: readonly Content[number][]): Content => [{ type: 'paragraph', ...(content.length > 0 && { content }) }] as Content
const words = (text: string, bold = false) => ({ type: 'text', text, ...(bold && { marks: [{ type: 'bold' }] }) }) as const

const places: readonly (readonly [string, Content, number])[] = [
  ['an empty line', p(), 1],
  ['the start of a line', p(words('ab a')), 1],
  ['the middle of a line', p(words('abab')), 3],
  ['the end of a line', p(words('ab a')), 5],
  ['the edge of bold words', p(words('ab'), words('ab', true)), 3],
]

test.each(places)(
  'ED-40 two who type in the very same place keep their letters together, each in one’s own order: %s',
  (_name, content, caret) => {
    fc.assert(
      fc.property(
        fc.array(fc.tuple(fc.constantFrom('karen' as const, 'mads' as const), fc.constantFrom('a', 'b', ' ', 'receive', 'receive')), {
          maxLength: 40,
        }),
        (steps) => {
          const both = two(content, caret)
          const typed = { karen: '', mads: '' }
          for (const [who, does] of steps) {
            if (does === 'receive') both.receive(both[who])
            else {
              type(both[who], does)
              typed[who] += does
            }
          }
          both.meet()
          const found = letters(both.karen)
          expect(letters(both.mads)).toEqual(found)
          for (const who of ['karen', 'mads'] as const) {
            const client = both[who].doc.clientID
            const at = found.flatMap((each, index) => (each.client === client ? [index] : []))
            expect(at.map((index) => found[index]?.letter).join('')).toBe(typed[who])
            expect(at).toEqual(at.map((_, index) => (at[0] ?? 0) + index))
          }
          closeEditors()
        },
      ),
      { numRuns: 12 },
    )
  },
  60_000,
)

/** The browser carries out a caret key: its selection moves, and it tells of it. */
function move(node: Node, offset: number): void {
  getSelection()?.collapse(node, offset)
  document.dispatchEvent(new Event('selectionchange'))
}

test('ED-41 Home counts also right after the section has got the focus', () => {
  const opened = openEditor(p(words('ab')))
  opened.editor.view.focus()
  const text = opened.editor.view.dom.querySelector('p')?.firstChild
  if (!text) throw new Error('the line has no text')
  move(text, 2)
  expect(opened.editor.state.selection.head).toBe(3)
  opened.editor.view.dom.dispatchEvent(new KeyboardEvent('keydown', { key: 'Home', bubbles: true }))
  move(text, 0)
  expect(opened.editor.state.selection.head).toBe(1)
})

test('ED-42 who takes back a new line leaves what a colleague has written in it', () => {
  const { karen, mads, meet } = two(p(words('ab')), 3)
  karen.editor.commands.splitBlock()
  type(karen, 'k')
  meet()
  mads.editor.commands.setTextSelection(6)
  for (const letter of 'mads') type(mads, letter)
  meet()
  while (karen.undo.undoStack.length > 0) karen.undo.undo()
  meet()
  for (const { editor } of [karen, mads]) expect(editor.state.doc.textBetween(0, editor.state.doc.content.size, '|')).toBe('ab|mads')
})

const act = fc.oneof(
  { weight: 4, arbitrary: fc.constantFrom('a', 'b', '😀', '😁') },
  { weight: 4, arbitrary: fc.constantFrom('Backspace', 'receive', 'bold', 'select', 'split', 'break', 'undo') },
)

test('ED-43 whatever two write, replace, make bold and take back in one empty line, they end equal, and what is stored is what is drawn', () => {
  fc.assert(
    fc.property(
      fc.array(fc.tuple(fc.constantFrom('karen' as const, 'mads' as const), act, fc.nat(30), fc.nat(3)), { maxLength: 40 }),
      (steps) => {
        const both = two(p(), 1)
        for (const [who, does, at, length] of steps) {
          const { editor } = both[who]
          const { selection, doc } = editor.state
          const size = doc.content.size
          // Never within an emoji: half of one cannot be stored.
          const whole = (pos: number): number => (/[\uD800-\uDBFF]$/.test(doc.textBetween(Math.max(0, pos - 1), pos)) ? pos - 1 : pos)
          if (does === 'receive') both.receive(both[who])
          else if (does === 'bold') editor.commands.toggleBold()
          else if (does === 'split') editor.commands.splitBlock()
          else if (does === 'break') editor.commands.setHardBreak()
          else if (does === 'undo') editor.commands.undoOwn()
          else if (does === 'select')
            editor.commands.setTextSelection({ from: whole(at % size), to: whole(Math.min(size, (at % size) + length)) })
          else if (does === 'Backspace')
            if (selection.empty && selection.$from.parentOffset > 0)
              editor.commands.deleteRange({ from: whole(selection.from - 1), to: selection.from })
            else editor.commands.deleteSelection()
          else type(both[who], does)
        }
        both.meet()
        const drawn = both.karen.editor.getJSON()
        expect(both.mads.editor.getJSON()).toEqual(drawn)
        expect(plainText(readContent(both.karen.fragment)).replaceAll(/\s/g, '')).toBe(
          both.karen.editor.state.doc.textBetween(0, both.karen.editor.state.doc.content.size).replaceAll(/\s/g, ''),
        )
        closeEditors()
      },
    ),
    { numRuns: 12 },
  )
}, 60_000)
