/** Owns how a sleeping section is woken from the page: a click in it, Enter on it; and who may not write in it is told so, once. */
import { type RefObject, useEffect, useEffectEvent } from 'react'
import type { PlanDesk } from './PlanDesk.ts'

/** A pointer that moves farther than this drags: it selects, in pixels. */
const still = 4

export function useWaking(article: RefObject<HTMLElement | null>, desk: PlanDesk, onReadOnly: () => void): void {
  const tellReadOnly = useEffectEvent(onReadOnly)
  useEffect(() => {
    const root = article.current
    if (!root) return
    const told = new Set<string>()
    let pressed = { left: 0, top: 0 }
    const onPress = ({ clientX, clientY }: PointerEvent): void => {
      pressed = { left: clientX, top: clientY }
    }
    const onClick = (event: MouseEvent): void => {
      const place = writableAt(event.target)
      // A click inside a selection ends it, but only after this event; a drag makes one.
      const dragged = event.shiftKey || Math.hypot(event.clientX - pressed.left, event.clientY - pressed.top) > still
      if (!place || (dragged && !getSelection()?.isCollapsed)) return
      if (desk.writes(place)) return desk.wake(place, { at: 'point', left: event.clientX, top: event.clientY })
      // Once for a section: a click is also how one reads.
      if (told.has(place)) return
      told.add(place)
      tellReadOnly()
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
