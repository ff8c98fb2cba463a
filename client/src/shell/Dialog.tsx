/** Owns the dialog: the browser's own modal, so that focus stays inside and returns to what opened it. */
import { type ReactNode, useId, useLayoutEffect, useRef } from 'react'
import { DialogToasts } from './Toast.tsx'

type DialogProps = {
  readonly title: string
  readonly children: ReactNode
  /** The buttons, the primary last. */
  readonly footer?: ReactNode
  /** Esc, or null where one may not just leave. */
  readonly onClose: (() => void) | null
  /** It locks others out, or stops the work: read out at once. */
  readonly alert?: boolean
  /**
   * The focus goes to its heading: where it comes by itself, perhaps while a person types, so that no key decides anything;
   * and where it is long, so that it is read from its beginning.
   */
  readonly fromHeading?: boolean
  /** From the lower edge on a narrow screen. */
  readonly sheet?: boolean
}

/** Shown as long as it is mounted. */
export function Dialog({ title, children, footer, onClose, alert, fromHeading, sheet }: DialogProps) {
  const element = useRef<HTMLDialogElement>(null)
  const heading = useId()
  useLayoutEffect(() => {
    const dialog = element.current
    dialog?.showModal()
    // The browser takes the first thing that can have the focus; a button drawn with autoFocus was not to be seen when React tried.
    dialog?.querySelector<HTMLElement>(fromHeading ? '.head h2' : '[data-first]')?.focus()
    return () => dialog?.close()
  }, [fromHeading])
  return (
    <dialog
      ref={element}
      className={sheet ? 'dialog sheet-dialog' : 'dialog'}
      role={alert ? 'alertdialog' : undefined}
      aria-labelledby={heading}
      onCancel={(event) => {
        event.preventDefault()
        onClose?.()
      }}
    >
      <div className="head">
        <h2 id={heading} tabIndex={fromHeading ? -1 : undefined}>
          {title}
        </h2>
      </div>
      <div className="body">{children}</div>
      {footer && <div className="foot">{footer}</div>}
      <DialogToasts layer={heading} />
    </dialog>
  )
}
