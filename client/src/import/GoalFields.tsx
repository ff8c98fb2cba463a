/** Owns the fields of a result goal in the preview: what it stands under, and each indicator's figures. */
import { type FieldName, emptyIndicator } from '@samplan/shared/import/correct'
import type { Doubt, FoundIndicator, ResultGoalPiece } from '@samplan/shared/import/draft'
import { type Field, indicatorFields, parsed, printed } from '../editor/goalFields.ts'
import { type Option, SelectField } from '../shell/Field.tsx'
import { text } from '../text/da.ts'
import { importing } from '../text/da/import.ts'
import type { PreviewDesk } from './usePreview.ts'
import { WrittenField } from './WrittenField.tsx'

const words = importing.piece

type GoalFieldsProps = { readonly piece: ResultGoalPiece; readonly goals: readonly Option[]; readonly desk: PreviewDesk }

export function GoalFields({ piece, goals, desk }: GoalFieldsProps) {
  const { id, indicators, doubts } = piece
  return (
    <>
      {indicators.map((indicator, at) => (
        // Indicators have no id of their own, and no order but this one.
        <fieldset key={at}>
          <legend className={indicators.length > 1 ? 'label' : 'sr'}>{words.indicator(at + 1)}</legend>
          <div className="fields">
            {fieldsFor(indicator).map((field) => (
              <IndicatorField
                key={field.name}
                field={field}
                part={at === 0 ? field.name : `${field.name} ${at}`}
                indicator={indicator}
                doubt={doubts.find(({ code }) => code === field.name) ?? null}
                onChange={(value) => void desk.take({ do: 'field', piece: id, indicator: at, name: field.name as FieldName, value })}
              />
            ))}
          </div>
          {indicators.length > 1 && (
            <button type="button" className="text-btn" onClick={() => desk.take({ do: 'removeIndicator', piece: id, indicator: at })}>
              {words.removeIndicator}
            </button>
          )}
        </fieldset>
      ))}
      <div className="fields">
        <div className="wide" data-part="under">
          <SelectField
            label={words.under}
            value={piece.under ?? ''}
            options={[{ value: '', label: words.underNone }, ...goals]}
            onChange={(value) => void desk.take({ do: 'under', piece: id, under: value || null })}
          />
        </div>
      </div>
      <button type="button" className="text-btn" onClick={() => desk.take({ do: 'addIndicator', piece: id })}>
        {words.addIndicator}
      </button>
    </>
  )
}

/** What is asked for the kind, and what a doubt is about. Empty lists count as nothing. */
function fieldsFor(indicator: FoundIndicator): readonly Field[] {
  return indicatorFields(storedOf(indicator)).filter(({ name }) => name in emptyIndicator)
}

function storedOf(indicator: FoundIndicator): Readonly<Record<string, string | null>> {
  return { ...indicator, exclusions: indicator.exclusions.join('; ') || null }
}

type IndicatorFieldProps = {
  readonly field: Field
  readonly part: string
  readonly indicator: FoundIndicator
  readonly doubt: Doubt | null
  readonly onChange: (value: string | null) => void
}

function IndicatorField({ field, part, indicator, doubt, onChange }: IndicatorFieldProps) {
  const stored = storedOf(indicator)[field.name] ?? ''
  const className = field.columns >= 4 ? 'wide' : ''
  if (field.choices) {
    const isKnown = stored === '' || field.choices.some(({ value }) => value === stored)
    const options = [
      { value: '', label: text.plan.goal.none },
      ...(isKnown ? [] : [{ value: stored, label: text.plan.goal.unknownValue(stored) }]),
      ...field.choices,
    ]
    return (
      <div className={className} data-part={part}>
        <SelectField label={field.label} value={stored} options={options} onChange={(value) => onChange(value || null)} />
      </div>
    )
  }
  const isNumber = field.kind === 'decimal'
  const { unit } = indicator
  return (
    <WrittenField
      part={part}
      label={field.label}
      className={className}
      value={printed(field, stored)}
      begin={doubt?.words ?? ''}
      decimal={isNumber}
      suffix={isNumber && field.name !== 'offset' && unit && unit.length <= 4 ? unit : null}
      check={(written) => ('problem' in parsed(field, written) ? (isNumber ? words.notNumber : words.notDate) : null)}
      commit={(written) => {
        const result = parsed(field, written)
        if (!('problem' in result)) onChange(result.value)
      }}
      {...(field.name === 'exclusions' ? { hint: words.exclusionsHint } : {})}
    />
  )
}
