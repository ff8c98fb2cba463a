/** Owns the carets of others in the section one writes in: administration's colour, person's name, quiet after two seconds. */
import { yCursorPlugin } from '@tiptap/y-tiptap'
import { Plugin } from '@tiptap/pm/state'
import type { EditorView } from 'prosemirror-view'
import type { Awareness } from 'y-protocols/awareness'

/** Who stands behind an awareness state; the server sets it. */
export type PresentUser = { readonly id?: string; readonly name?: string; readonly colour?: string | null }

const stillAfter = 2000
/** The last time each client's caret moved, so that a redraw does not wake a quiet flag. */
const moved = new Map<number, { readonly at: number; readonly caret: string }>()

/** The first name: the flag has room for one word. */
export function firstName(name: string): string {
  return name.split(' ')[0] ?? name
}

export function cursors(awareness: Awareness): Plugin {
  return yCursorPlugin(awareness, {
    cursorBuilder: (user: PresentUser, client: number) => {
      const caret = document.createElement('span')
      caret.className = `cursor ${colourClass(user)}`
      caret.setAttribute('aria-hidden', 'true')
      const flag = document.createElement('span')
      flag.textContent = firstName(user.name ?? '')
      caret.append(flag)
      const where = JSON.stringify(awareness.getStates().get(client)?.['cursor'] ?? null)
      const known = moved.get(client)
      const at = known?.caret === where ? known.at : Date.now()
      moved.set(client, { at, caret: where })
      const left = stillAfter - (Date.now() - at)
      if (left <= 0) caret.classList.add('still')
      else setTimeout(() => caret.classList.add('still'), left)
      return caret
    },
    selectionBuilder: (user: PresentUser) => ({ class: `remote-sel ${colourClass(user)}` }),
  })
}

/** A flag that would stand out over the text's right edge hangs to the left of its caret. */
export function flagsInside(): Plugin {
  return new Plugin({
    view: (view) => {
      let frame = 0
      const turn = (): void => {
        frame = 0
        turnFlags(view)
      }
      const later = (): void => {
        frame ||= requestAnimationFrame(turn)
      }
      later()
      return { update: later, destroy: () => cancelAnimationFrame(frame) }
    },
  })
}

function turnFlags({ dom }: EditorView): void {
  const carets = [...dom.querySelectorAll<HTMLElement>('.cursor')]
  if (carets.length === 0) return
  const edge = dom.getBoundingClientRect().right
  // All is measured before anything is changed.
  const out = carets.map((caret) => caret.getBoundingClientRect().left + wordWidth(caret) > edge)
  for (const [at, caret] of carets.entries()) if (caret.classList.contains('turned') !== out[at]) caret.classList.toggle('turned', out[at])
}

/** Of the flag with its name, also where it is only a dot now. */
function wordWidth(caret: HTMLElement): number {
  const flag = caret.firstElementChild as HTMLElement | null
  return flag ? Math.max(flag.offsetWidth, flag.scrollWidth, (flag.textContent.length + 1) * 7) : 0
}

export function colourClass(user: PresentUser): string {
  return user.colour ? `adm-${user.colour}` : ''
}
