/** Owns the fields of a plan before it is begun: name, period, owner and route; asked for a new plan and for one that is brought in. */
import type { UnitId } from '@samplan/shared/ids'
import { mayInMunicipality } from '@samplan/shared/rights'
import { type RefObject, useState } from 'react'
import { useMe } from '../session.ts'
import { SelectField, TextField } from '../shell/Field.tsx'
import { text } from '../text/da.ts'
import { canonicalPeriod, checkNewPlan, type NewPlanErrors, usualRoute } from './checkNewPlan.ts'
import { RouteField } from './RouteField.tsx'
import { type AdministrationRow, type AnyUnit, type BodyRow, isAdministration, isBody } from './units.ts'

const words = text.people.plan

export type PlanInput = { readonly title: string; readonly period: string; readonly owner: string; readonly route: readonly string[] }

export type PlanForm = {
  readonly values: PlanInput
  readonly change: (values: Partial<PlanInput>) => void
  /** The administrations that this person may begin a plan for; none: they may not. */
  readonly owners: readonly AdministrationRow[]
  readonly bodies: readonly BodyRow[]
  readonly errors: NewPlanErrors
  /** What is sent, or null with the errors shown and the focus on the first of them. */
  readonly submit: () => PlanInput | null
}

/** Of the form in `form`. Errors are told from the first try on, each until it is put right. */
export function usePlanForm(
  units: readonly AnyUnit[],
  begin: { readonly title: string; readonly period: string },
  form: RefObject<HTMLFormElement | null>,
): PlanForm {
  const me = useMe()
  const owners = units.filter(isAdministration).filter((unit) => mayInMunicipality(me, 'createPlan', unit.id as UnitId))
  const bodies = units.filter(isBody)
  const [values, setValues] = useState<PlanInput>(() => ({
    ...begin,
    owner: owners.length === 1 ? (owners[0]?.id ?? '') : '',
    route: usualRoute(bodies),
  }))
  const [isTried, setTried] = useState(false)
  const stations = values.route.flatMap((id) => bodies.filter((body) => body.id === id))
  const found = checkNewPlan({ ...values, route: stations })
  return {
    values,
    change: (changed) => setValues((before) => ({ ...before, ...changed })),
    owners,
    bodies,
    errors: isTried ? found : {},
    submit: () => {
      setTried(true)
      if (Object.keys(found).length === 0)
        return { ...values, title: values.title.trim(), period: canonicalPeriod(values.period) ?? values.period }
      requestAnimationFrame(() => form.current?.querySelector<HTMLElement>('[aria-invalid="true"]')?.focus())
      return null
    },
  }
}

export function PlanFields({ plan }: { readonly plan: PlanForm }) {
  const { values, change, owners, bodies, errors } = plan
  return (
    <>
      <TextField
        label={words.name}
        value={values.title}
        onChange={(title) => change({ title })}
        hint={words.nameHint}
        error={errors.title ?? null}
        maxLength={200}
        required
      />
      <TextField
        label={words.period}
        value={values.period}
        onChange={(period) => change({ period })}
        hint={words.periodHint}
        error={errors.period ?? null}
        maxLength={20}
        required
      />
      <SelectField
        label={words.owner}
        value={values.owner}
        onChange={(owner) => change({ owner })}
        error={errors.owner ?? null}
        options={[
          ...(values.owner ? [] : [{ value: '', label: words.ownerChoose }]),
          ...owners.map(({ id, name }) => ({ value: id, label: name })),
        ]}
      />
      <RouteField bodies={bodies} route={values.route} onChange={(route) => change({ route })} error={errors.route ?? null} />
    </>
  )
}
