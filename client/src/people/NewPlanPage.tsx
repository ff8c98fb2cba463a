/** Owns the start of a new, empty plan. */
import { useMutation, useQuery } from '@apollo/client/react'
import { type FormEvent, useRef, useState } from 'react'
import { useLocation } from 'wouter'
import { CreatePlanDocument, UnitsDocument } from '../graphql/generated.ts'
import { isShown, sentenceOf } from '../graphql/refusalOf.ts'
import { Button } from '../shell/Button.tsx'
import { ErrorLine } from '../shell/Field.tsx'
import { FailedPage, SimplePage } from '../shell/page.tsx'
import { planPath } from '../shell/PlanTop.tsx'
import { useToast } from '../shell/Toast.tsx'
import { text } from '../text/da.ts'
import { PlanFields, usePlanForm } from './PlanFields.tsx'
import type { AnyUnit } from './units.ts'

const words = text.people.plan

export function NewPlanPage() {
  const { data, error, refetch } = useQuery(UnitsDocument)
  if (data) return <Form units={data.units} />
  return error ? <FailedPage error={error} retry={() => void refetch().catch(isShown)} /> : null
}

function Form({ units }: { readonly units: readonly AnyUnit[] }) {
  const [, go] = useLocation()
  const toast = useToast()
  const form = useRef<HTMLFormElement>(null)
  const plan = usePlanForm(units, { title: '', period: '' }, form)
  const [problem, setProblem] = useState<string | null>(null)
  const [createPlan, { loading }] = useMutation(CreatePlanDocument)

  const create = async (event: FormEvent) => {
    event.preventDefault()
    if (loading) return
    setProblem(null)
    const input = plan.submit()
    if (!input) return
    try {
      const { data } = await createPlan({ variables: { input: { ...input, route: [...input.route] } } })
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
    <SimplePage title={words.title} intro={plan.owners.length > 0 ? words.intro : words.notAllowed} narrow>
      {plan.owners.length > 0 && (
        <form ref={form} className="stack after" noValidate onSubmit={(event) => void create(event)}>
          <PlanFields plan={plan} />
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
