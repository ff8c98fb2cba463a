/** Owns the button: one primary per view, and a "cannot now" that keeps its contrast, its focus and its reason. */
import { type ReactNode, useId } from 'react'

export type ButtonProps = {
  readonly children: ReactNode
  readonly onPress?: () => void
  readonly kind?: 'primary' | 'quiet' | 'danger' | undefined
  readonly small?: boolean
  readonly submit?: boolean
  /** The id of the form that it submits, where it stands outside of it. */
  readonly form?: string
  /** The word for what is going on, e.g. "Sender …"; presses are ignored meanwhile. */
  readonly pending?: string | false | undefined
  /** Why it cannot be pressed now, in words that are shown beside it. */
  readonly cannot?: string | null | undefined
  /** Only where the content is an icon alone. */
  readonly label?: string
  readonly autoFocus?: boolean
}

export function Button({ children, onPress, kind, small, submit, form, pending, cannot, label, autoFocus }: ButtonProps) {
  const reason = useId()
  const classes = ['btn', kind, small && 'small', label && 'icon-only'].filter(Boolean).join(' ')
  const dead = Boolean(pending) || Boolean(cannot)
  const button = (
    <button
      type={submit ? 'submit' : 'button'}
      form={form}
      className={classes}
      aria-label={label}
      title={label}
      aria-disabled={dead || undefined}
      aria-describedby={cannot ? reason : undefined}
      autoFocus={autoFocus}
      data-first={autoFocus || undefined}
      onClick={(event) => {
        if (dead) event.preventDefault()
        else onPress?.()
      }}
    >
      {pending ? pending : children}
    </button>
  )
  if (!cannot) return button
  return (
    <span className="cannot">
      {button}
      <span className="hint" id={reason}>
        {cannot}
      </span>
    </span>
  )
}
