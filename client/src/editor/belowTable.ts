/** Owns the line below a table: a section that ends with a table would have no place to write on. */
import type { Node as DocumentNode, ResolvedPos } from '@tiptap/pm/model'
import type { Transaction } from '@tiptap/pm/state'

/** Puts an empty paragraph behind the table with the selection, where nothing stands there. */
export function keepLineBelowTable(transaction: Transaction): boolean {
  const depth = depthOf(transaction.selection.$from, 'table')
  const paragraph = transaction.doc.type.schema.nodes['paragraph']
  if (depth === null || !paragraph) return false
  const after = transaction.selection.$from.after(depth)
  if (!transaction.doc.nodeAt(after)) transaction.insert(after, paragraph.create())
  return true
}

/** Where a line is missing: behind the last block, when this place is in the last row and cell's end of the table that the section ends with. */
export function endBelowTable(doc: DocumentNode, place: ResolvedPos): number | null {
  const table = depthOf(place, 'table')
  const row = depthOf(place, 'tableRow')
  if (table === null || row === null || place.after(1) !== doc.content.size) return null
  if (place.index(table) !== place.node(table).childCount - 1) return null
  // The last line of the cell: nothing but closings up to the cell's own end.
  for (let depth = row + 1; depth < place.depth; depth++) if (place.index(depth) !== place.node(depth).childCount - 1) return null
  return doc.content.size
}

function depthOf(place: ResolvedPos, name: string): number | null {
  for (let depth = place.depth; depth > 0; depth--) if (place.node(depth).type.name === name) return depth
  return null
}
