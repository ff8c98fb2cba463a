/**
 * Owns the dragging of a section in the outline: by mouse and pen at once, by touch after a long press, so that a finger still scrolls.
 * Loaded when a pointer first comes to the tree. What is drawn while dragging is plain DOM beside the tree.
 */
import { text } from '../text/da.ts'
import { type OutlineRow, subSections } from './outlineMoves.ts'
import { type Gap, gapsFor, isWhereItIs, levelIn, parentIn } from './outlinePlaces.ts'

const words = text.plan.outline
/** Milliseconds that a finger rests before it lifts a row. */
const longPress = 380
/** Pixels: a mouse that trembles does not drag; a finger that moves before it lifts scrolls. */
const slack = { mouse: 5, pen: 5, touch: 10 } as const
/** Pixels sideways that are one level, and per level in the drawing of the line. */
const perLevel = 24
const lineStart = 8
/** The height of the stripe at both ends in which the tree scrolls, and its pixels per frame at the very end. */
const edge = 36
const fastest = 14

export type Press = {
  readonly tree: HTMLElement
  readonly section: string
  readonly at: { readonly x: number; readonly y: number; readonly kind: string; readonly id: number }
  /** Where the pointer is by now. */
  readonly last: { readonly x: number; readonly y: number }
  /** Aborted when the pointer was let go before this was loaded. */
  readonly released: AbortSignal
  readonly rows: () => readonly OutlineRow[]
  /** Why nothing can be moved now, or null. */
  readonly cannot: () => string | null
  readonly say: (words: string) => void
  readonly drop: (section: string, after: string | null, level: number) => void
}

type Target = { readonly gap: Gap; readonly level: number }

/** Follows one press until the pointer is let go; it becomes a drag, or it was a click. */
export function followPress({ tree, section, at, last, released, rows, cannot, say, drop }: Press): void {
  if (released.aborted) return
  const over = new AbortController()
  const { signal } = over
  const slackHere = slack[at.kind as keyof typeof slack] ?? slack.mouse
  let pointer: { readonly x: number; readonly y: number } = at
  let lifted: Lifted | null = null
  // A pen's stroke is no scrolling from its first pixel; the tree looks at this mark.
  if (at.kind === 'pen') tree.dataset['held'] = ''
  const timer = at.kind === 'touch' ? setTimeout(() => lift(), longPress) : undefined

  const end = (): void => {
    over.abort()
    clearTimeout(timer)
    delete tree.dataset['held']
    lifted?.close()
    lifted = null
  }
  const lift = (): void => {
    const why = cannot()
    if (why !== null || !rows().some(({ id }) => id === section)) {
      end()
      if (why !== null) say(why)
      return
    }
    tree.dataset['held'] = ''
    if (tree.hasPointerCapture?.(at.id) === false) tree.setPointerCapture(at.id)
    lifted = liftRow(tree, section, at, rows, () => pointer)
  }
  const stop = (said: string): void => {
    const was = lifted
    end()
    if (was) say(said)
  }
  const listen = <Kind extends keyof WindowEventMap>(kind: Kind, act: (event: WindowEventMap[Kind]) => void): void =>
    addEventListener(kind, act, { capture: true, signal })
  const moved = (to: { readonly x: number; readonly y: number }): void => {
    pointer = to
    if (lifted || Math.hypot(to.x - at.x, to.y - at.y) <= slackHere) return
    if (at.kind === 'touch') end()
    else lift()
  }
  listen('pointermove', (event) => {
    if (event.pointerId === at.id) moved({ x: event.clientX, y: event.clientY })
  })
  listen('pointerup', (event) => {
    if (event.pointerId !== at.id) return
    pointer = { x: event.clientX, y: event.clientY }
    const target = lifted?.look() ?? null
    const dragged = lifted !== null
    end()
    if (!dragged) return
    swallowClick()
    if (!rows().some(({ id }) => id === section)) say(words.dropGone)
    else if (target && !isWhereItIs(rows(), target.gap, target.level, section)) drop(section, target.gap.after, target.level)
    else say(words.dropHere)
  })
  listen('pointercancel', (event) => {
    if (event.pointerId === at.id) stop(words.dropStopped)
  })
  listen('blur', (event) => {
    if (event.target === window) stop(words.dropStopped)
  })
  listen('contextmenu', (event) => {
    // The long press has a meaning of its own here.
    if (lifted) event.preventDefault()
  })
  listen('keydown', (event) => {
    if (!lifted) return
    event.stopPropagation()
    event.preventDefault()
    if (event.key === 'Escape') stop(words.dropStopped)
  })
  moved(last)
}

/** A drag ends over some row; that is no press on it. */
function swallowClick(): void {
  const stop = (event: Event): void => {
    event.stopPropagation()
    event.preventDefault()
  }
  addEventListener('click', stop, { capture: true, once: true })
  // The click comes in the same task as the pointer's end, or never.
  setTimeout(() => removeEventListener('click', stop, { capture: true }))
}

type Lifted = { readonly look: () => Target | null; readonly close: () => void }

function liftRow(
  tree: HTMLElement,
  section: string,
  start: Press['at'],
  rows: () => readonly OutlineRow[],
  pointer: () => { readonly x: number; readonly y: number },
): Lifted {
  const root = rows().find(({ id }) => id === section)
  const place = tree.parentElement ?? document.body
  const line = place.appendChild(element('drop-line'))
  const ghost = place.appendChild(element('drag-ghost'))
  const [title, where] = [ghost.appendChild(document.createElement('b')), ghost.appendChild(document.createElement('span'))]
  title.textContent = words.dragged(root?.title ?? '', subSections(rows(), section))
  let target: Target | null = null

  const look = (): Target | null => {
    const now = rows()
    const { x, y } = pointer()
    const own = new Set(ownRows(now, section))
    const drawn = [...tree.querySelectorAll<HTMLElement>('[data-row]')].map((row) => ({ row, id: row.dataset['row'] ?? '' }))
    for (const { row, id } of drawn) row.toggleAttribute('data-lifted', own.has(id))
    const others = drawn.filter(({ id }) => !own.has(id))
    const box = tree.getBoundingClientRect()
    const boxes = others.map(({ row }) => row.getBoundingClientRect())
    const index = new Map(others.map(({ id }, at) => [id, at]))
    const foot = boxes.at(-1)?.bottom ?? box.top
    const rowOf = (gap: Gap): number => (gap.before === null ? others.length : (index.get(gap.before) ?? others.length))
    const topOf = (gap: Gap): number => boxes[rowOf(gap)]?.top ?? foot
    const yOf = (gap: Gap): number => boxes[rowOf(gap) - 1]?.bottom ?? topOf(gap)
    const away = (gap: Gap): number => Math.max(0, yOf(gap) - y, y - topOf(gap))
    let nearest: Gap | null = null
    for (const gap of gapsFor(now, new Set(others.map(({ id }) => id)), section))
      if (nearest === null || away(gap) < away(nearest)) nearest = gap
    const level = nearest && levelIn(nearest, (root?.level ?? 1) + Math.round((x - start.x) / perLevel))
    target = nearest && level !== null ? { gap: nearest, level } : null
    // Beside an arrow, but not under a finger.
    const down = start.kind === 'touch' ? -ghost.offsetHeight - 28 : 14
    const [right, bottom] = [innerWidth - ghost.offsetWidth - 8, innerHeight - ghost.offsetHeight - 8]
    ghost.style.translate = `${Math.max(8, Math.min(x + 14, right))}px ${Math.max(8, Math.min(y + down, bottom))}px`
    line.hidden = target === null
    if (!target) return null
    const left = box.left + lineStart + (target.level - 1) * perLevel
    const top = Math.min(Math.max(yOf(target.gap), box.top), box.bottom)
    line.style.translate = `${left}px ${top}px`
    line.style.width = `${Math.max(24, box.right - left - 8)}px`
    line.dataset['level'] = String(target.level)
    const parent = parentIn(now, target.gap, target.level, section)
    where.textContent = isWhereItIs(now, target.gap, target.level, section)
      ? words.dropHere
      : parent
        ? words.dropUnder(parent.title)
        : words.dropTop
    return target
  }

  let frame = 0
  let last: { readonly rows: unknown; readonly x: number; readonly y: number; readonly top: number } | null = null
  const draw = (): void => {
    const box = tree.getBoundingClientRect()
    const { y } = pointer()
    const over = y < box.top + edge ? y - box.top - edge : y > box.bottom - edge ? y - box.bottom + edge : 0
    if (over !== 0) tree.scrollTop += Math.round(Math.max(-1, Math.min(1, over / edge)) * fastest)
    const seen = { rows: rows(), x: pointer().x, y, top: tree.scrollTop }
    // A hand that rests costs nothing, however many sections there are.
    if (seen.rows !== last?.rows || seen.x !== last.x || seen.y !== last.y || seen.top !== last.top) look()
    last = seen
    frame = requestAnimationFrame(draw)
  }
  draw()
  return {
    look,
    close: () => {
      cancelAnimationFrame(frame)
      line.remove()
      ghost.remove()
      for (const row of tree.querySelectorAll('[data-lifted]')) row.removeAttribute('data-lifted')
    },
  }
}

function element(name: string): HTMLElement {
  const made = document.createElement('div')
  made.className = name
  made.setAttribute('aria-hidden', 'true')
  return made
}

function ownRows(rows: readonly OutlineRow[], section: string): readonly string[] {
  const from = rows.findIndex(({ id }) => id === section)
  return from < 0 ? [] : rows.slice(from, from + 1 + subSections(rows, section)).map(({ id }) => id)
}
