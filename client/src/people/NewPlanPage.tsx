/** Owns the start of a new, empty plan: name, period, owner and route. */
import { useMutation, useQuery } from '@apollo/client/react'
import type { UnitId } from '@samplan/shared/ids'
import { mayInMunicipality } from '@samplan/shared/rights'
import { type FormEvent, useRef, useState } from 'react'
import { useLocation } from 'wouter'
import { CreatePlanDocument, UnitsDocument } from '../graphql/generated.ts'
import { isShown, sentenceOf } from '../graphql/refusalOf.ts'
import { useMe } from '../session.ts'
import { Button } from '../shell/Button.tsx'
import { ErrorLine, SelectField, TextField } from '../shell/Field.tsx'
import { FailedPage, SimplePage } from '../shell/page.tsx'
import { planPath } from '../shell/PlanTop.tsx'
import { useToast } from '../shell/Toast.tsx'
import { text } from '../text/da.ts'
import { canonicalPeriod, checkNewPlan, usualRoute } from './checkNewPlan.ts'
import { RouteField } from './RouteField.tsx'
import { type AnyUnit, isAdministration, isBody } from './units.ts'

const words = text.people.plan

export function NewPlanPage() {
  const { data, error, refetch } = useQuery(UnitsDocument)
  if (data) return <Form units={data.units} />
  return error ? <FailedPage error={error} retry={() => void refetch().catch(isShown)} /> : null
}

function Form({ units }: { readonly units: readonly AnyUnit[] }) {
  const me = useMe()
  const [, go] = useLocation()
  const toast = useToast()
  const form = useRef<HTMLFormElement>(null)
  const owners = units.filter(isAdministration).filter((unit) => mayInMunicipality(me, 'createPlan', unit.id as UnitId))
  const bodies = units.filter(isBody)
  const [title, setTitle] = useState('')
  const [period, setPeriod] = useState('')
  const [owner, setOwner] = useState(owners.length === 1 ? (owners[0]?.id ?? '') : '')
  const [route, setRoute] = useState<readonly string[]>(() => usualRoute(bodies))
  const [isTried, setTried] = useState(false)
  const [problem, setProblem] = useState<string | null>(null)
  const [createPlan, { loading }] = useMutation(CreatePlanDocument)

  const stations = route.flatMap((id) => bodies.filter((body) => body.id === id))
  const found = checkNewPlan({ title, period, owner, route: stations })
  /** Told from the first try on, each until it is put right. */
  const errors = isTried ? found : {}

  const create = async (event: FormEvent) => {
    event.preventDefault()
    if (loading) return
    setTried(true)
    setProblem(null)
    if (Object.keys(found).length > 0) {
      requestAnimationFrame(() => form.current?.querySelector<HTMLElement>('[aria-invalid="true"]')?.focus())
      return
    }
    try {
      const { data } = await createPlan({
        variables: { input: { title: title.trim(), period: canonicalPeriod(period) ?? period, owner, route: [...route] } },
      })
      if (!data) return
      const begun = data.createPlan
      if (begun.mayDo.includes('readDraft')) return go(planPath(begun.id, 'text'))
      go('/')
      toast(words.begunForOthers(begun.owner.name))
    } catch (error) {
      setProblem(sentenceOf(error))
    }
  }

  return (
    <SimplePage title={words.title} intro={owners.length > 0 ? words.intro : words.notAllowed} narrow>
      {owners.length > 0 && (
        <form ref={form} className="stack after" noValidate onSubmit={(event) => void create(event)}>
          <TextField
            label={words.name}
            value={title}
            onChange={setTitle}
            hint={words.nameHint}
            error={errors.title ?? null}
            maxLength={200}
            required
          />
          <TextField
            label={words.period}
            value={period}
            onChange={setPeriod}
            hint={words.periodHint}
            error={errors.period ?? null}
            maxLength={20}
            required
          />
          <SelectField
            label={words.owner}
            value={owner}
            onChange={setOwner}
            error={errors.owner ?? null}
            options={[
              ...(owner ? [] : [{ value: '', label: words.ownerChoose }]),
              ...owners.map(({ id, name }) => ({ value: id, label: name })),
            ]}
          />
          <RouteField bodies={bodies} route={route} onChange={setRoute} error={errors.route ?? null} />
          <ErrorLine>{problem}</ErrorLine>
          <div className="btn-row">
            <Button submit kind="primary" pending={loading && words.creating}>
              {words.create}
            </Button>
          </div>
        </form>
      )}
    </SimplePage>
  )
}
