/** Owns a field of the preview whose value is taken when one leaves it or presses Enter; until then Ctrl+Z is the field's own. */
import { type KeyboardEvent, type RefObject, useId, useState } from 'react'
import { Icon } from '../shell/Icon.tsx'
import type { Part } from './usePreview.ts'

type WrittenFieldProps = {
  readonly part: Part
  readonly label: string
  /** As it is stored, printed for the field. */
  readonly value: string
  /** Why what is written cannot be taken, or null. */
  readonly check?: (written: string) => string | null
  readonly commit: (written: string) => void
  /** What stands in the field as long as nothing is stored: the words of the text that could not be read. */
  readonly begin?: string
  readonly hint?: string
  readonly suffix?: string | null
  readonly decimal?: boolean
  readonly area?: boolean
  /** Enter makes a new line. */
  readonly lines?: boolean
  readonly readOnly?: boolean
  readonly className?: string
  readonly input?: RefObject<HTMLTextAreaElement | null>
  readonly onKeyDown?: (event: KeyboardEvent<HTMLElement>) => void
}

export function WrittenField(props: WrittenFieldProps) {
  const { part, label, value, check, commit, begin, hint, suffix, decimal, area, lines, readOnly, className, input, onKeyDown } = props
  const id = useId()
  const shown = value || begin || ''
  const [written, setWritten] = useState(shown)
  const [problem, setProblem] = useState(() => (value ? null : begin ? (check?.(begin) ?? null) : null))
  const [base, setBase] = useState(shown)
  if (base !== shown) {
    // Another value came, by undo or by what was taken: the field shows it.
    setBase(shown)
    setWritten(shown)
    setProblem(null)
  }
  const isWritten = written !== shown
  const take = () => {
    if (!isWritten) return
    const wrong = check?.(written) ?? null
    setProblem(wrong)
    if (!wrong) commit(written)
  }
  const press = (event: KeyboardEvent<HTMLElement>) => {
    if (event.key === 'Enter' && !event.ctrlKey && !lines) {
      event.preventDefault()
      take()
    }
    onKeyDown?.(event)
  }
  const described = [problem && `${id}-error`, hint && `${id}-hint`].filter(Boolean).join(' ') || undefined
  const shared = {
    id,
    className: decimal ? 'input num' : 'input',
    value: written,
    readOnly,
    'data-part': part,
    'data-written': isWritten,
    'aria-invalid': problem ? true : undefined,
    'aria-describedby': described,
    onBlur: take,
    onKeyDown: press,
  }
  const field = area ? (
    <textarea ref={input} {...shared} onChange={(event) => setWritten(event.target.value)} />
  ) : (
    <input
      {...shared}
      type="text"
      autoComplete="off"
      inputMode={decimal ? 'decimal' : undefined}
      onChange={(event) => setWritten(event.target.value)}
    />
  )
  return (
    <div className={`field ${className ?? ''}`}>
      <label htmlFor={id}>{label}</label>
      {suffix ? (
        <div className="unit">
          {field}
          <span className="suffix">{suffix}</span>
        </div>
      ) : (
        field
      )}
      {hint && (
        <span className="hint" id={`${id}-hint`}>
          {hint}
        </span>
      )}
      {problem && (
        <span className="error" id={`${id}-error`}>
          <Icon name="warning" /> {problem}
        </span>
      )}
    </div>
  )
}
