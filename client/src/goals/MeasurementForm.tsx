/** Owns the form that enters a measurement: a figure for a period, with its source. */
import { useMutation } from '@apollo/client/react'
import { parseDate, parseDecimal } from '@samplan/shared/goalValues'
import { type FormEvent, useRef, useState } from 'react'
import { AddMeasurementDocument } from '../graphql/generated.ts'
import { sentenceOf } from '../graphql/refusalOf.ts'
import { Button } from '../shell/Button.tsx'
import { ErrorLine, TextField } from '../shell/Field.tsx'
import { useToast } from '../shell/Toast.tsx'
import { text } from '../text/da.ts'
import { period as printPeriod } from '../text/format.ts'
import { valueOf } from './figures.ts'
import { type IndicatorOfGoal, showGoals } from './usePlanGoals.ts'

const words = text.goals.measure

type Errors = { readonly period?: string; readonly value?: string; readonly source?: string }

export function MeasurementForm({
  plan,
  goal,
  indicator,
}: {
  readonly plan: string
  readonly goal: string
  readonly indicator: IndicatorOfGoal
}) {
  const [period, setPeriod] = useState('')
  const [value, setValue] = useState('')
  const [source, setSource] = useState(indicator.measurements[0]?.source ?? indicator.source ?? '')
  const [note, setNote] = useState('')
  const [errors, setErrors] = useState<Errors>({})
  const [problem, setProblem] = useState<string | null>(null)
  const form = useRef<HTMLFormElement>(null)
  const toast = useToast()
  const [add, { loading }] = useMutation(AddMeasurementDocument, {
    update: (cache, { data }) => data && showGoals(cache, plan, [data.addMeasurement], []),
  })

  const save = async (event: FormEvent) => {
    event.preventDefault()
    if (loading) return
    const found: Errors = {
      ...(parseDate(period) ? {} : { period: words.periodMissing }),
      ...(parseDecimal(value) ? {} : { value: words.valueMissing }),
      ...(source.trim() ? {} : { source: words.sourceMissing }),
    }
    setErrors(found)
    setProblem(null)
    if (Object.keys(found).length > 0) {
      requestAnimationFrame(() => form.current?.querySelector<HTMLElement>('[aria-invalid="true"]')?.focus())
      return
    }
    try {
      await add({
        variables: { input: { plan, goal, indicator: indicator.id, value, period, source: source.trim(), note: note.trim() || null } },
      })
      toast(words.saved(valueOf({ value: parseDecimal(value) ?? value }, indicator), printPeriod(parseDate(period) ?? period)))
      setPeriod('')
      setValue('')
      setNote('')
      form.current?.querySelector('input')?.focus()
    } catch (error) {
      setProblem(sentenceOf(error))
    }
  }

  return (
    <form
      ref={form}
      className="measure-form"
      aria-label={indicator.indicator ? `${words.form}: ${indicator.indicator}` : words.form}
      noValidate
      onSubmit={(event) => void save(event)}
    >
      <TextField label={words.period} value={period} onChange={setPeriod} hint={words.periodHint} error={errors.period ?? null} required />
      <TextField
        label={words.value}
        value={value}
        onChange={setValue}
        error={errors.value ?? null}
        suffix={indicator.unit ?? null}
        decimal
        required
      />
      <TextField
        label={words.source}
        value={source}
        onChange={setSource}
        error={errors.source ?? null}
        className="grow"
        maxLength={300}
        required
      />
      <TextField label={words.note} value={note} onChange={setNote} className="note" maxLength={1000} />
      <Button submit kind="primary" pending={loading && words.saving}>
        {words.save}
      </Button>
      <div className="full">
        <ErrorLine>{problem}</ErrorLine>
      </div>
    </form>
  )
}
