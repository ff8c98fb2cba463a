/** Owns tables that are wider than their text: their box is a named region that Tab reaches, so that it can be scrolled without a mouse. */
import { text } from '../text/da.ts'

/** Watches the texts below `root`; returns its end. An editor scrolls with its caret, and its boxes are no tab stops. */
export function watchWideTables(root: HTMLElement): () => void {
  let frame = 0
  const look = (): void => {
    frame = 0
    // Asking for the width of what rests far from the window would lay it out; it is looked at when it comes near.
    const boxes = [...root.querySelectorAll<HTMLElement>('.section-text .tableWrapper')].filter((box) =>
      box.checkVisibility({ contentVisibilityAuto: true }),
    )
    // All is measured before anything is changed.
    const wide = boxes.map((box) => box.scrollWidth > box.clientWidth + 1)
    for (const [at, box] of boxes.entries()) dress(box, wide[at] ?? false)
  }
  const later = (): void => {
    frame ||= requestAnimationFrame(look)
  }
  const near = (event: Event): void => {
    if (event.target instanceof Element && event.target.querySelector('.tableWrapper')) later()
  }
  const sizes = new ResizeObserver(later)
  const changes = new MutationObserver(later)
  sizes.observe(root)
  changes.observe(root, { childList: true, subtree: true })
  root.addEventListener('contentvisibilityautostatechange', near)
  return () => {
    cancelAnimationFrame(frame)
    sizes.disconnect()
    changes.disconnect()
    root.removeEventListener('contentvisibilityautostatechange', near)
  }
}

function dress(box: HTMLElement, wide: boolean): void {
  const set = (name: string, value: string | null): void => {
    if (box.getAttribute(name) === value) return
    if (value === null) box.removeAttribute(name)
    else box.setAttribute(name, value)
  }
  set('role', wide ? 'region' : null)
  set('aria-label', wide ? text.plan.tools.tableRegion : null)
  set('tabindex', wide && !box.isContentEditable ? '0' : null)
}
