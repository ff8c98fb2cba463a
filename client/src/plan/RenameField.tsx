/** Owns the changing of a title in its place: Enter and leaving it keep what was written, Esc does not. */
import { type KeyboardEvent, useLayoutEffect, useRef, useState } from 'react'
import { titleLimit } from '@samplan/shared/outline'
import { text } from '../text/da.ts'

type RenameFieldProps = {
  readonly title: string
  /** Null: it stays as it was. Resolves to whether the field can go. */
  readonly onDone: (title: string | null, how: 'key' | 'left') => Promise<boolean>
}

export function RenameField({ title, onDone }: RenameFieldProps) {
  const [written, setWritten] = useState(title)
  const [refused, setRefused] = useState(false)
  const asking = useRef(false)
  const field = useRef<HTMLInputElement>(null)
  useLayoutEffect(() => field.current?.select(), [])
  const done = async (next: string | null, how: 'key' | 'left'): Promise<void> => {
    // Leaving follows on Enter and on Esc, too.
    if (asking.current) return
    asking.current = true
    const gone = await onDone(next === title ? null : next, how)
    asking.current = false
    if (!gone) setRefused(true)
  }
  const onKeyDown = (event: KeyboardEvent) => {
    // Letters, arrows and Esc are the field's, not the tree's and not those of a sheet around it.
    event.stopPropagation()
    if (event.key !== 'Enter' && event.key !== 'Escape') return
    event.preventDefault()
    void done(event.key === 'Enter' ? written : null, 'key')
  }
  return (
    <input
      ref={field}
      className="input"
      aria-label={text.plan.outline.titleField}
      aria-invalid={refused || undefined}
      value={written}
      maxLength={titleLimit}
      autoComplete="off"
      onChange={(event) => {
        setWritten(event.target.value)
        setRefused(false)
      }}
      onKeyDown={onKeyDown}
      onBlur={() => void done(written, 'left')}
    />
  )
}
