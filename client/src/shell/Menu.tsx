/** Owns the menu behind a button: one tab stop, arrow keys inside, Esc back to the button. */
import { type KeyboardEvent, type ReactNode, useEffect, useId, useRef, useState } from 'react'
import { Link } from 'wouter'

export type MenuItem = {
  readonly key: string
  readonly label: ReactNode
  readonly onPress?: () => void
  readonly href?: string
  readonly current?: boolean
  readonly danger?: boolean
  /** Why it cannot be chosen now: stays in the list, with this line under it. */
  readonly cannot?: string | null
}

type MenuProps = {
  readonly label: string
  readonly button: ReactNode
  readonly items: readonly MenuItem[]
  readonly className?: string
  readonly align?: 'start' | 'end'
}

export function Menu({ label, button, items, className, align = 'end' }: MenuProps) {
  const [open, setOpen] = useState(false)
  const box = useRef<HTMLDivElement>(null)
  const opener = useRef<HTMLButtonElement>(null)
  const id = useId()

  useEffect(() => {
    if (!open) return
    choices(box.current)[0]?.focus()
    const outside = (event: PointerEvent) => {
      if (event.target instanceof Node && !box.current?.contains(event.target)) setOpen(false)
    }
    document.addEventListener('pointerdown', outside)
    return () => document.removeEventListener('pointerdown', outside)
  }, [open])

  const close = () => {
    setOpen(false)
    opener.current?.focus()
  }
  const onKeyDown = (event: KeyboardEvent) => {
    if (!open) {
      if (event.key === 'ArrowDown') {
        event.preventDefault()
        setOpen(true)
      }
      return
    }
    if (event.key === 'Escape') {
      // A dialog around it would close, too.
      event.preventDefault()
      event.stopPropagation()
      close()
    } else if (event.key === 'Tab') {
      setOpen(false)
    } else {
      const next = stepIn(choices(box.current), document.activeElement, event.key)
      if (next) {
        event.preventDefault()
        next.focus()
      }
    }
  }

  return (
    <div className="menu-box" ref={box}>
      <button
        ref={opener}
        type="button"
        className={className ?? 'btn quiet'}
        aria-haspopup="menu"
        aria-expanded={open}
        aria-controls={open ? id : undefined}
        aria-label={label}
        onKeyDown={onKeyDown}
        onClick={() => setOpen(!open)}
      >
        {button}
      </button>
      {open && (
        <div className={`menu menu-${align}`} role="menu" tabIndex={-1} id={id} aria-label={label} onKeyDown={onKeyDown}>
          {items.map((item) => (
            <Choice key={item.key} item={item} close={close} leave={() => setOpen(false)} />
          ))}
        </div>
      )}
    </div>
  )
}

function Choice({ item, close, leave }: { readonly item: MenuItem; readonly close: () => void; readonly leave: () => void }) {
  if (item.href !== undefined) {
    return (
      <Link href={item.href} role="menuitem" tabIndex={-1} aria-current={item.current ? 'page' : undefined} onClick={leave}>
        {item.label}
      </Link>
    )
  }
  return (
    <button
      type="button"
      role="menuitem"
      tabIndex={-1}
      className={item.danger ? 'danger' : undefined}
      aria-disabled={item.cannot ? true : undefined}
      onClick={() => {
        if (item.cannot) return
        close()
        item.onPress?.()
      }}
    >
      <span>
        {item.label}
        {item.cannot && <small>{item.cannot}</small>}
      </span>
    </button>
  )
}

function choices(box: HTMLElement | null): readonly HTMLElement[] {
  return box ? [...box.querySelectorAll<HTMLElement>('[role="menuitem"]')] : []
}

/** The choice that the key leads to, or null for a key that is none of the menu's. */
function stepIn(all: readonly HTMLElement[], at: Element | null, key: string): HTMLElement | null {
  const now = all.findIndex((choice) => choice === at)
  switch (key) {
    case 'ArrowDown':
      return all[(now + 1) % all.length] ?? null
    case 'ArrowUp':
      return all.at(now <= 0 ? -1 : now - 1) ?? null
    case 'Home':
      return all[0] ?? null
    case 'End':
      return all.at(-1) ?? null
    default: {
      if (key.length !== 1) return null
      const begins = (choice: HTMLElement) =>
        choice.textContent?.trim().toLocaleLowerCase('da-DK').startsWith(key.toLocaleLowerCase('da-DK'))
      return [...all.slice(now + 1), ...all.slice(0, now + 1)].find(begins) ?? null
    }
  }
}
