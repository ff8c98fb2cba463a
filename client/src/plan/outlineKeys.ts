/** Owns what a key means in the outline. Pure. */
import type { ShownRow } from './outlineRows.ts'
import type { Step } from './useOutlineWork.ts'

export type KeyPressed = {
  readonly key: string
  readonly altKey: boolean
  readonly ctrlKey: boolean
  readonly metaKey: boolean
  readonly shiftKey: boolean
}

export type OutlineAct =
  | { readonly is: 'focus'; readonly row: string | null }
  | { readonly is: 'toggle'; readonly row: string; readonly open: boolean }
  | { readonly is: 'go' | 'rename' | 'bin'; readonly row: string }
  | { readonly is: 'step'; readonly row: string; readonly step: Step }
  | { readonly is: 'undo' }

const steps: Readonly<Record<string, Step>> = { ArrowUp: 'up', ArrowDown: 'down', ArrowRight: 'deeper', ArrowLeft: 'higher' }

/** What the key does on the row that has the focus; null where it is none of the outline's. */
export function actOf(event: KeyPressed, rows: readonly ShownRow[], focused: string, mayChange: boolean): OutlineAct | null {
  const at = rows.findIndex(({ section }) => section.id === focused)
  const row = rows[at]
  if (!row) return null
  const { key } = event
  if ((event.ctrlKey || event.metaKey) && !event.altKey && !event.shiftKey && key.toLowerCase() === 'z')
    return mayChange ? { is: 'undo' } : null
  const step = steps[key]
  if (event.altKey && !event.ctrlKey && mayChange && step) return { is: 'step', row: focused, step }
  if (event.altKey || event.ctrlKey || event.metaKey) return null
  const focus = (to: ShownRow | undefined): OutlineAct => ({ is: 'focus', row: to?.section.id ?? null })
  switch (key) {
    case 'ArrowDown':
      return focus(rows[at + 1])
    case 'ArrowUp':
      return focus(rows[at - 1])
    case 'Home':
      return focus(rows[0])
    case 'End':
      return focus(rows.at(-1))
    case 'ArrowRight':
      return row.open === null ? null : row.open ? focus(rows[at + 1]) : { is: 'toggle', row: focused, open: true }
    case 'ArrowLeft':
      return row.open ? { is: 'toggle', row: focused, open: false } : { is: 'focus', row: row.parent }
    case 'Enter':
      return { is: 'go', row: focused }
    case 'F2':
      return mayChange ? { is: 'rename', row: focused } : null
    case 'Delete':
      return mayChange ? { is: 'bin', row: focused } : null
    default:
      return null
  }
}
