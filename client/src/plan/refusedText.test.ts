import * as Y from 'yjs'
import { expect, test } from 'vitest'
import { fragmentName, type Content } from '@samplan/shared/section/content'
import { seedUpdate } from '@samplan/shared/section/seed'
import { changedBlocks, wordPieces } from './refusedText.ts'

const paragraph = (text: string): Content[number] => ({ type: 'paragraph', content: [{ type: 'text', text }] })

function edited(content: Content, edit: (fragment: Y.XmlFragment) => void) {
  const doc = new Y.Doc()
  Y.applyUpdate(doc, seedUpdate(content))
  const before = Y.encodeStateAsUpdate(doc)
  edit(doc.getXmlFragment(fragmentName))
  return changedBlocks(before, Y.encodeStateAsUpdate(doc))
}

const textOf = (fragment: Y.XmlFragment, at: number) => (fragment.get(at) as Y.XmlElement).get(0) as Y.XmlText

test('NS-1 only the blocks that were touched are shown, with the words that differ', () => {
  const changed = edited([paragraph('Vi begynder med de 40 borgere.'), paragraph('Uændret.')], (fragment) => {
    textOf(fragment, 0).delete(19, 2)
    textOf(fragment, 0).insert(19, '60')
  })
  expect(changed).toHaveLength(1)
  expect(changed[0]?.after).toBe('Vi begynder med de 60 borgere.')
  expect(changed[0]?.pieces).toEqual([
    { is: 'same', text: 'Vi begynder med de ' },
    { is: 'deleted', text: '40' },
    { is: 'added', text: '60' },
    { is: 'same', text: ' borgere.' },
  ])
})

test('NS-1 a sentence added behind another leaves that one as it was', () => {
  expect(wordPieces('til tide.', 'til tide. For sent.')).toEqual([
    { is: 'same', text: 'til tide.' },
    { is: 'added', text: ' For sent.' },
  ])
})

test('NS-1 words rewritten one after the other are shown as one passage', () => {
  expect(wordPieces('en god plan i dag', 'en ny tanke i dag')).toEqual([
    { is: 'same', text: 'en ' },
    { is: 'deleted', text: 'god plan' },
    { is: 'added', text: 'ny tanke' },
    { is: 'same', text: ' i dag' },
  ])
})

test('NS-2 a new block is all added, a deleted one all deleted, in the order of the text', () => {
  const changed = edited([paragraph('første'), paragraph('anden'), paragraph('tredje')], (fragment) => {
    fragment.delete(1, 1)
    const fresh = new Y.XmlElement('paragraph')
    fresh.insert(0, [new Y.XmlText('ny')])
    fragment.insert(2, [fresh])
  })
  expect(changed.map(({ pieces, after }) => [pieces[0]?.is, pieces[0]?.text, after])).toEqual([
    ['deleted', 'anden', null],
    ['added', 'ny', 'ny'],
  ])
})

test('NS-3 pieces that are the same and added are the new text, same and deleted the old one', () => {
  for (const [from, to] of [
    ['a b c', 'a c d'],
    ['', 'x'],
    ['x y', ''],
    ['en to tre fire', 'nul en tre fire fem'],
  ] as const) {
    const pieces = wordPieces(from, to)
    expect(
      pieces
        .filter(({ is }) => is !== 'deleted')
        .map(({ text }) => text)
        .join(''),
    ).toBe(to)
    expect(
      pieces
        .filter(({ is }) => is !== 'added')
        .map(({ text }) => text)
        .join(''),
    ).toBe(from)
  }
})
