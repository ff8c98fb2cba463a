/** Owns tables that are wider than their text: their box is a named region that Tab reaches, so that it can be scrolled without a mouse. */
import { text } from '../text/da.ts'

/** Watches the texts below `root`; returns its end. An editor scrolls with its caret, and its boxes are no tab stops. */
export function watchWideTables(root: HTMLElement): () => void {
  let frame = 0
  const look = (): void => {
    frame = 0
    const boxes = [...root.querySelectorAll<HTMLElement>('.section-text .tableWrapper')]
    // All is measured before anything is changed.
    const wide = boxes.map((box) => box.scrollWidth > box.clientWidth + 1)
    for (const [at, box] of boxes.entries()) dress(box, wide[at] ?? false)
  }
  const later = (): void => {
    frame ||= requestAnimationFrame(look)
  }
  const sizes = new ResizeObserver(later)
  const changes = new MutationObserver(later)
  sizes.observe(root)
  changes.observe(root, { childList: true, subtree: true })
  return () => {
    cancelAnimationFrame(frame)
    sizes.disconnect()
    changes.disconnect()
  }
}

function dress(box: HTMLElement, wide: boolean): void {
  const set = (name: string, value: string | null): void => {
    if (value === null) box.removeAttribute(name)
    else if (box.getAttribute(name) !== value) box.setAttribute(name, value)
  }
  set('role', wide ? 'region' : null)
  set('aria-label', wide ? text.plan.tools.tableRegion : null)
  set('tabindex', wide && !box.isContentEditable ? '0' : null)
}
