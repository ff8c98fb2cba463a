/** Owns the fields of forms: a label above, a hint or an error below, both tied to the input. */
import { type HTMLInputTypeAttribute, useId } from 'react'
import { Icon } from './Icon.tsx'

type Common = {
  readonly label: string
  readonly value: string
  readonly onChange: (value: string) => void
  readonly hint?: string
  readonly error?: string | null
  readonly className?: string
}

type TextFieldProps = Common & {
  readonly type?: HTMLInputTypeAttribute
  readonly area?: boolean
  readonly decimal?: boolean
  readonly suffix?: string | null
  readonly required?: boolean
  readonly maxLength?: number
  readonly autoFocus?: boolean
  readonly autoComplete?: string
}

export function TextField({
  label,
  value,
  onChange,
  hint,
  error,
  className,
  type,
  area,
  decimal,
  suffix,
  required,
  maxLength,
  autoFocus,
  autoComplete,
}: TextFieldProps) {
  const id = useId()
  const shared = {
    id,
    className: 'input',
    value,
    maxLength,
    autoFocus,
    'aria-required': required,
    'aria-invalid': error ? true : undefined,
    'aria-describedby': described(id, hint, error),
  }
  const input = area ? (
    <textarea {...shared} onChange={(event) => onChange(event.target.value)} />
  ) : (
    <input
      {...shared}
      type={type ?? 'text'}
      inputMode={decimal ? 'decimal' : undefined}
      autoComplete={autoComplete ?? 'off'}
      onChange={(event) => onChange(event.target.value)}
    />
  )
  return (
    <div className={`field ${className ?? ''}`}>
      <label htmlFor={id}>{label}</label>
      {suffix ? (
        <div className="unit">
          {input}
          <span className="suffix">{suffix}</span>
        </div>
      ) : (
        input
      )}
      <Below id={id} hint={hint} error={error} />
    </div>
  )
}

export type Option = { readonly value: string; readonly label: string }

export function SelectField({ label, value, onChange, hint, error, className, options }: Common & { readonly options: readonly Option[] }) {
  const id = useId()
  return (
    <div className={`field ${className ?? ''}`}>
      <label htmlFor={id}>{label}</label>
      <select
        id={id}
        className="input"
        value={value}
        aria-invalid={error ? true : undefined}
        aria-describedby={described(id, hint, error)}
        onChange={(event) => onChange(event.target.value)}
      >
        {options.map((option) => (
          <option key={option.value} value={option.value}>
            {option.label}
          </option>
        ))}
      </select>
      <Below id={id} hint={hint} error={error} />
    </div>
  )
}

export function Checkbox({
  label,
  checked,
  onChange,
  hint,
}: {
  readonly label: string
  readonly checked: boolean
  readonly onChange: (checked: boolean) => void
  readonly hint?: string
}) {
  const id = useId()
  return (
    <div>
      <div className="choice">
        <input
          id={id}
          type="checkbox"
          checked={checked}
          aria-describedby={hint ? `${id}-hint` : undefined}
          onChange={(event) => onChange(event.target.checked)}
        />
        <label htmlFor={id}>{label}</label>
      </div>
      <Below id={id} hint={hint} error={null} />
    </div>
  )
}

/** A sentence of refusal, in the place where the action was; announced when it comes. */
export function ErrorLine({ children }: { readonly children: string | null }) {
  return (
    <div role="alert">
      {children && (
        <p className="error">
          <Icon name="warning" /> {children}
        </p>
      )}
    </div>
  )
}

function described(id: string, hint: string | undefined, error: string | null | undefined): string | undefined {
  return [error && `${id}-error`, hint && `${id}-hint`].filter(Boolean).join(' ') || undefined
}

function Below({ id, hint, error }: { readonly id: string; readonly hint: string | undefined; readonly error: string | null | undefined }) {
  return (
    <>
      {hint && (
        <span className="hint" id={`${id}-hint`}>
          {hint}
        </span>
      )}
      {error && (
        <span className="error" id={`${id}-error`}>
          <Icon name="warning" /> {error}
        </span>
      )}
    </>
  )
}
