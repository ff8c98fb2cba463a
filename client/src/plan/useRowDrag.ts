/** Owns how a pointer on the tree becomes a drag: its code is fetched when a pointer first comes near, and a finger that has lifted a row does not scroll. */
import { type RefObject, useEffect, useEffectEvent } from 'react'
import type { Press } from './dragRows.ts'

const load = () => import('./dragRows.ts')

/** `on` false: nothing is dragged, and nothing fetched. */
export function useRowDrag(tree: RefObject<HTMLElement | null>, on: boolean, needs: Pick<Press, 'rows' | 'cannot' | 'say' | 'drop'>): void {
  const rows = useEffectEvent(needs.rows)
  const cannot = useEffectEvent(needs.cannot)
  const say = useEffectEvent(needs.say)
  const drop = useEffectEvent(needs.drop)
  useEffect(() => {
    const element = tree.current
    if (!element || !on) return
    // Whether a touch scrolls is decided by listeners that stood there when it began; and it must be one that may say no.
    const hold = (event: TouchEvent): void => {
      if (element.dataset['held'] !== undefined && event.cancelable) event.preventDefault()
    }
    const press = (event: PointerEvent): void => {
      const row = event.target instanceof Element ? event.target.closest<HTMLElement>('a[data-row]') : null
      if (!row || event.button !== 0 || !event.isPrimary) return
      const released = new AbortController()
      const { signal } = released
      for (const kind of ['pointerup', 'pointercancel'] as const) addEventListener(kind, () => released.abort(), { capture: true, signal })
      // What it does while the code is fetched is not lost.
      let last = { x: event.clientX, y: event.clientY }
      addEventListener('pointermove', ({ clientX: x, clientY: y, pointerId }) => pointerId === at.id && (last = { x, y }), {
        capture: true,
        signal,
      })
      const at = { x: event.clientX, y: event.clientY, kind: event.pointerType, id: event.pointerId }
      const section = row.dataset['row'] ?? ''
      void load().then(({ followPress }) => followPress({ tree: element, section, at, last, released: signal, rows, cannot, say, drop }))
    }
    const near = (): void => void load()
    element.addEventListener('touchmove', hold, { passive: false })
    element.addEventListener('pointerdown', press)
    element.addEventListener('pointerenter', near, { once: true })
    return () => {
      element.removeEventListener('touchmove', hold)
      element.removeEventListener('pointerdown', press)
      element.removeEventListener('pointerenter', near)
    }
  }, [tree, on])
}
