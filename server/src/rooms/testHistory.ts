/** Owns what the tests of updates write at random: the updates of several clients, with all that Yjs can hold. */
import fc from 'fast-check'
import * as Y from 'yjs'

/** What a client does next, as numbers: which client, what, where. */
export type Act = readonly [who: number, what: number, where: number]

export const acts = fc.array(fc.tuple(fc.nat(3), fc.nat(13), fc.nat(1000)), { minLength: 1, maxLength: 25 })

const attributes = (where: number): Record<string, string | null> => ({ [where % 2 ? 'fed' : 'kursiv']: where % 3 ? 'ja' : null })

/** Every content that Yjs knows is written by one of these. */
function act(doc: Y.Doc, what: number, where: number): void {
  const fragment = doc.getXmlFragment('default')
  const text = doc.getText('tekst')
  const at = (length: number): number => (length === 0 ? 0 : where % length)
  if (what < 3) text.insert(at(text.length + 1), ['a', 'blåbær', '😀 x'][what] as string, where % 5 ? undefined : attributes(where))
  else if (what < 5 && text.length > 0) text.delete(at(text.length), 1 + (where % 2 && at(text.length) + 1 < text.length ? 1 : 0))
  else if (what === 5 && text.length > 0) text.format(at(text.length), 1, attributes(where))
  else if (what === 6) text.insertEmbed(at(text.length + 1), { billede: where })
  else if (what === 7) fragment.insert(at(fragment.length + 1), [new Y.XmlElement('afsnit'), new Y.XmlText('ø')])
  else if (what === 8 && fragment.length > 0) fragment.delete(at(fragment.length), 1)
  else if (what === 9) doc.getMap('m').set(`k${where % 3}`, [where, { a: [true, null, 1.5, 2n ** 40n] }, 'æ'])
  else if (what === 10) doc.getArray('l').insert(0, [new Uint8Array([1, 2, where % 256]), where])
  else if (what === 11) doc.getArray('l').insert(0, [new Y.Map([['x', where]]), new Y.Array()])
  else if (what === 12) doc.getMap('m').set('doc', new Y.Doc({ guid: `g${where}`, meta: { where } }))
  else if (what === 13) doc.getMap('m').set('krog', new Y.XmlHook('krog'))
}

/** The updates of three clients that hear each other only now and then, in the order made, and what all of them knew before. */
export function history(all: readonly Act[]): { readonly base: Uint8Array; readonly updates: readonly Uint8Array[] } {
  const docs = [11, 300, 70_000].map((clientID) => Object.assign(new Y.Doc(), { clientID }))
  const first = docs[0] as Y.Doc
  first.getText('tekst').insert(0, 'begyndelsen')
  const base = Y.encodeStateAsUpdate(first)
  const updates: Uint8Array[] = []
  for (const doc of docs) {
    Y.applyUpdate(doc, base, 'far')
    doc.on('update', (update: Uint8Array, origin: unknown) => {
      if (origin !== 'far') updates.push(update)
    })
  }
  for (const [who, what, where] of all) {
    const doc = docs[who % docs.length] as Y.Doc
    if (who === 3) for (const update of updates) Y.applyUpdate(doc, update, 'far')
    act(doc, what, where)
  }
  return { base, updates }
}
