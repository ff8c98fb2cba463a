/** Owns how a sleeping section is woken from the page: a click in it, Enter on it. */
import { type RefObject, useEffect } from 'react'
import type { PlanDesk } from './PlanDesk.ts'

/** A pointer that moves farther than this drags: it selects, in pixels. */
const still = 4

export function useWaking(article: RefObject<HTMLElement | null>, desk: PlanDesk): void {
  useEffect(() => {
    const root = article.current
    if (!root) return
    let pressed = { left: 0, top: 0 }
    const onPress = ({ clientX, clientY }: PointerEvent): void => {
      pressed = { left: clientX, top: clientY }
    }
    const onClick = (event: MouseEvent): void => {
      const place = writableAt(event.target)
      // A click inside a selection ends it, but only after this event; a drag makes one.
      const dragged = event.shiftKey || Math.hypot(event.clientX - pressed.left, event.clientY - pressed.top) > still
      if (place && (!dragged || getSelection()?.isCollapsed)) desk.wake(place, { at: 'point', left: event.clientX, top: event.clientY })
    }
    const onKey = (event: KeyboardEvent): void => {
      if (event.key !== 'Enter' || !(event.target instanceof HTMLElement) || !event.target.classList.contains('section-body')) return
      const section = event.target.closest<HTMLElement>('[data-section]')?.dataset['section']
      if (!section || !desk.writes(section)) return
      event.preventDefault()
      desk.wake(section, { at: 'start' })
    }
    root.addEventListener('pointerdown', onPress)
    root.addEventListener('click', onClick)
    root.addEventListener('keydown', onKey)
    return () => {
      root.removeEventListener('pointerdown', onPress)
      root.removeEventListener('click', onClick)
      root.removeEventListener('keydown', onKey)
    }
  }, [article, desk])
}

/** The section whose sleeping text was clicked, unless it was something that answers by itself. */
function writableAt(target: EventTarget | null): string | null {
  if (!(target instanceof Element) || target.closest('a, button, input, select, textarea, .not-sent, [contenteditable="true"]')) return null
  return target.closest('.section-body') ? (target.closest<HTMLElement>('[data-section]')?.dataset['section'] ?? null) : null
}
