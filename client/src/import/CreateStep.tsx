/** Owns the last step of bringing a plan in: name, period, owner and route, then the plan. */
import { useQuery } from '@apollo/client/react'
import type { ImportDraft } from '@samplan/shared/import/draft'
import { sectionsOf } from '@samplan/shared/import/sectionsOf'
import { isRefusal } from '@samplan/shared/refusal'
import type { UnitId } from '@samplan/shared/ids'
import { may } from '@samplan/shared/rights'
import { type FormEvent, useRef, useState } from 'react'
import { useLocation } from 'wouter'
import { UnitsDocument } from '../graphql/generated.ts'
import { isShown, sentenceOf } from '../graphql/refusalOf.ts'
import { PlanFields, usePlanForm } from '../people/PlanFields.tsx'
import type { AnyUnit } from '../people/units.ts'
import { useMe } from '../session.ts'
import { Button } from '../shell/Button.tsx'
import { ErrorLine } from '../shell/Field.tsx'
import { FailedPage } from '../shell/page.tsx'
import { planPath } from '../shell/PlanTop.tsx'
import { useToast } from '../shell/Toast.tsx'
import { importing } from '../text/da/import.ts'
import { countsOf } from './findings.ts'
import { createFromImport } from './importApi.ts'
import { ImportFrame } from './ImportFrame.tsx'
import type { CorrectionsHand } from './useCorrections.ts'

const words = importing.create

type CreateProps = { readonly id: string; readonly draft: ImportDraft; readonly hand: CorrectionsHand; readonly back: () => void }

export function CreateStep(props: CreateProps) {
  const { data, error, refetch } = useQuery(UnitsDocument)
  if (data) return <CreateForm {...props} units={data.units} />
  return error ? <FailedPage error={error} retry={() => void refetch().catch(isShown)} /> : null
}

function CreateForm({ id, draft, hand, back, units }: CreateProps & { readonly units: readonly AnyUnit[] }) {
  const me = useMe()
  const [, go] = useLocation()
  const toast = useToast()
  const form = useRef<HTMLFormElement>(null)
  const plan = usePlanForm(units, draft, form)
  const [problem, setProblem] = useState<string | null>(null)
  const [isCreating, setCreating] = useState(false)
  const counts = countsOf(draft)
  const sections = sectionsOf(draft, () => '').length

  const create = async (event: FormEvent) => {
    event.preventDefault()
    if (isCreating) return
    setProblem(null)
    const input = plan.submit()
    if (!input) return
    setCreating(true)
    try {
      // What is created is the draft that the server has.
      if (!(await hand.flush())) setProblem(importing.foot.notKept)
      else {
        const made = await createFromImport(id, input)
        if (isRefusal(made)) setProblem(sentenceOf(made))
        else return arrive(made.plan, input.owner)
      }
    } catch (error) {
      setProblem(sentenceOf(error))
    }
    setCreating(false)
  }

  /** An administrator who works in no administration may begin a plan, but not read it. */
  const arrive = (made: string, owner: string) => {
    const unit = owner as UnitId
    if (may(me, 'readDraft', { state: { at: 'draft' }, owner: unit, outline: [], route: [], steps: [] })) return go(planPath(made, 'text'))
    go('/')
    toast(words.madeForOthers(plan.owners.find((one) => one.id === owner)?.name ?? ''))
  }

  return (
    <ImportFrame step="create" title={words.title} intro={words.intro(sections, counts.overall + counts.results)} width="narrow">
      {counts.doubts > 0 && <p className="after muted">{words.doubtsLeft(counts.doubts)}</p>}
      <form ref={form} className="stack after" noValidate onSubmit={(event) => void create(event)}>
        <PlanFields plan={plan} />
        <ErrorLine>{problem}</ErrorLine>
        <div className="btn-row">
          <Button
            onPress={() => {
              hand.take({ do: 'plan', title: plan.values.title, period: plan.values.period })
              back()
            }}
          >
            {words.back}
          </Button>
          <Button submit kind="primary" pending={isCreating && words.creating}>
            {words.create}
          </Button>
        </div>
      </form>
    </ImportFrame>
  )
}
