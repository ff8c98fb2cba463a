/** Owns what is typed: updates made beforehand by real Y.Docs, so that the generator has no document while it measures. */
import * as Y from 'yjs'

/** One insert of one character, with what must arrive of it. */
export type Insert = {
  readonly update: Uint8Array
  readonly clock: number
  readonly character: string
  readonly origin: Y.ID | null
  readonly rightOrigin: Y.ID | null
}

export type Editor = { readonly client: number; readonly inserts: readonly Insert[] }

/** One section: a text that stands there first, and who types into it. */
export type Script = { readonly base: Uint8Array; readonly editors: readonly Editor[] }

/** Small pseudo-random numbers from 0 to 1, the same for the same seed. */
export function randomFrom(seed: number): () => number {
  let state = seed >>> 0
  return () => {
    state = (state + 0x6d2b79f5) >>> 0
    let mixed = Math.imul(state ^ (state >>> 15), state | 1)
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61)
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296
  }
}

const [baseClient, firstEditor, roomStride] = [50_000, 1_000_000, 1_000] as const
const letters = 'etaoinshrdlu æøå.'

/** What is typed goes to another place after so many characters, about. */
const runLength = 25

let baseMade: { readonly paragraphs: number; readonly update: Uint8Array } | null = null

/**
 * Paragraphs of about 150 characters, at the top level of the section. They lean on nothing, so that they fit behind whatever first content
 * a server gives.
 */
export function baseOf(paragraphs: number): Uint8Array {
  if (baseMade?.paragraphs === paragraphs) return baseMade.update
  const random = randomFrom(7)
  const doc = new Y.Doc()
  doc.clientID = baseClient
  doc.transact(() => {
    const elements = Array.from({ length: paragraphs }, () => {
      const element = new Y.XmlElement('paragraph')
      element.insert(0, [new Y.XmlText(Array.from({ length: 150 }, () => letterOf(random)).join(''))])
      return element
    })
    doc.getXmlFragment('default').insert(0, elements)
  })
  const update = Y.encodeStateAsUpdate(doc)
  doc.destroy()
  baseMade = { paragraphs, update }
  return update
}

const letterOf = (random: () => number): string => letters[Math.floor(random() * letters.length)] ?? 'e'

/** Everybody types on their own beside the others: each insert leans on the base and on one's own earlier ones. */
export function scriptOf(room: number, editors: number, inserts: number, paragraphs = 20): Script {
  const base = baseOf(paragraphs)
  return {
    base,
    editors: Array.from({ length: editors }, (_, index) => editorOf(base, firstEditor + room * roomStride + index, inserts)),
  }
}

function editorOf(base: Uint8Array, client: number, count: number): Editor {
  const random = randomFrom(client)
  const doc = new Y.Doc()
  doc.clientID = client
  Y.applyUpdate(doc, base)
  const texts = [...doc.getXmlFragment('default').createTreeWalker((node) => node instanceof Y.XmlText)] as Y.XmlText[]
  const inserts: Insert[] = []
  let character = ''
  doc.on('update', (update: Uint8Array) => {
    const [struct] = Y.decodeUpdate(update).structs
    if (!(struct instanceof Y.Item)) throw new Error('an insert is an item')
    inserts.push({ update, clock: struct.id.clock, character, origin: struct.origin, rightOrigin: struct.rightOrigin })
  })
  let [text, at, left] = [texts[0], 0, 0]
  for (let typed = 0; typed < count; typed++, left--) {
    if (left <= 0) {
      text = texts[Math.floor(random() * texts.length)]
      at = Math.floor(random() * (text?.length ?? 0))
      left = 1 + Math.floor(random() * 2 * runLength)
    }
    character = letterOf(random)
    text?.insert(at++, character)
  }
  doc.destroy()
  return { client, inserts }
}

/** The cursor moves of one editor while it types, about where it is. */
export function cursorStates(editor: Editor, count: number): readonly object[] {
  return Array.from({ length: count }, (_, index) => {
    const insert = editor.inserts[Math.floor((index / count) * editor.inserts.length)]
    const item = insert?.origin ?? { client: editor.client, clock: 0 }
    const place = { type: { client: baseClient, clock: 1 }, tname: null, item: { client: item.client, clock: item.clock }, assoc: 0 }
    return { user: { name: `Skriver ${editor.client}`, color: '#8a3b5c' }, cursor: { anchor: place, head: place } }
  })
}
