/** Owns the count of what a section's author has written and the server has not confirmed: which frame carries which edit. Pure. */

/** An own edit; `sentAs` is the number of the write frame on the present connection that carries it, null while none does. */
export type UnsentEdit = { readonly id: string; readonly update: Uint8Array; readonly at: number; readonly sentAs: number | null }

/** `frames` counts the write frames (SyncStep2 and Update) sent on the present connection. */
export type Unsent = { readonly frames: number; readonly edits: readonly UnsentEdit[] }

export const nothingUnsent: Unsent = { frames: 0, edits: [] }

export function written(unsent: Unsent, edit: Omit<UnsentEdit, 'sentAs'>): Unsent {
  return { ...unsent, edits: [...unsent.edits, { ...edit, sentAs: null }] }
}

/** A connection begins or is gone: what it carried is carried by none. */
export function reconnected(unsent: Unsent): Unsent {
  return { frames: 0, edits: unsent.edits.map((edit) => ({ ...edit, sentAs: null })) }
}

/** An Update frame was sent: it carries the newest edit, which was written just before; older ones without a frame wait for SyncStep2. */
export function updateSent(unsent: Unsent): Unsent {
  const frames = unsent.frames + 1
  const at = unsent.edits.findLastIndex((edit) => edit.sentAs === null)
  return { frames, edits: unsent.edits.map((edit, index) => (index === at ? { ...edit, sentAs: frames } : edit)) }
}

/** A SyncStep2 frame was sent: it carries all that the server lacked, so every edit that no frame carries. */
export function stepSent(unsent: Unsent): Unsent {
  const frames = unsent.frames + 1
  return { frames, edits: unsent.edits.map((edit) => (edit.sentAs === null ? { ...edit, sentAs: frames } : edit)) }
}

/** The server has the first `count` frames of this connection on disk. */
export function acknowledged(unsent: Unsent, count: number): { readonly unsent: Unsent; readonly confirmed: readonly string[] } {
  const done = (edit: UnsentEdit): boolean => edit.sentAs !== null && edit.sentAs <= count
  return {
    unsent: { ...unsent, edits: unsent.edits.filter((edit) => !done(edit)) },
    confirmed: unsent.edits.filter(done).map((edit) => edit.id),
  }
}

/** A server that refuses the rest has these in the text. */
export function foundInText(unsent: Unsent, ids: readonly string[]): { readonly unsent: Unsent; readonly confirmed: readonly string[] } {
  const found = new Set(ids)
  return { unsent: { ...unsent, edits: unsent.edits.filter(({ id }) => !found.has(id)) }, confirmed: ids }
}
