/** Owns the decision page: where the plan is, what its body decides, and the trace of every step. */
import { useQuery } from '@apollo/client/react'
import { useEffect } from 'react'
import { Link } from 'wouter'
import { DecisionPlanDocument, type PlanHeadFragment, PlanMovedDocument } from '../graphql/generated.ts'
import { isShown } from '../graphql/refusalOf.ts'
import { useLive } from '../graphql/useLive.ts'
import { StepAction } from '../plan/StepAction.tsx'
import { FailedPage, GonePage, usePage } from '../shell/page.tsx'
import { PlanLoading, PlanTop, planPath } from '../shell/PlanTop.tsx'
import { text } from '../text/da.ts'
import { DecisionForm } from './DecisionForm.tsx'
import { Trace } from './Trace.tsx'

const words = text.decision

export function DecisionPage({ plan: id }: { readonly plan: string }) {
  const { data, error, refetch } = useQuery(DecisionPlanDocument, { variables: { plan: id } })
  useLive(PlanMovedDocument, { plan: id }, () => void refetch().catch(isShown))
  if (data?.plan === null) return <GonePage />
  if (data?.plan)
    return (
      <Decision
        plan={data.plan}
        readable={new Set(data.plan.versions.map((version) => version.hash))}
        refresh={() => void refetch().catch(isShown)}
      />
    )
  return error ? <FailedPage error={error} retry={() => void refetch().catch(isShown)} /> : <PlanLoading plan={id} page="decision" />
}

type DecisionProps = { readonly plan: PlanHeadFragment; readonly readable: ReadonlySet<string>; readonly refresh: () => void }

function Decision({ plan, readable, refresh }: DecisionProps) {
  const { state, mayDo } = plan
  const body = state.at === 'body' ? plan.route[state.body ?? 0] : undefined
  const isDeciding = mayDo.includes('decide')
  usePage(`${words.title}, ${plan.title}`)
  useEffect(() => {
    // The form that held the focus is gone with the step: the page takes it, so that the keyboard is not lost.
    if (document.activeElement === document.body) document.getElementById('indhold')?.focus({ preventScroll: true })
  }, [plan.revision])
  const intro = state.at === 'body' ? (isDeciding ? words.intro.deciding : words.intro.waiting(body?.name ?? '')) : words.intro[state.at]
  return (
    <>
      <PlanTop plan={plan} page="decision" action={isDeciding ? null : <StepAction plan={plan} />} />
      <main id="indhold" tabIndex={-1}>
        <div className="page">
          <h1>{body ? words.titleAt(body.name) : words.title}</h1>
          <p className="intro">{intro}</p>
          <div className="two">
            <div>
              {state.version && readable.has(state.version) ? (
                <p>
                  <Link href={`/plan/${plan.id}/version/${state.version}`}>{words.read}</Link>
                </p>
              ) : (
                mayDo.includes('readDraft') && (
                  <p>
                    <Link href={planPath(plan.id, 'text')}>{words.readDraft}</Link>
                  </p>
                )
              )}
              {isDeciding && <DecisionForm key={plan.revision} plan={plan} refresh={refresh} />}
            </div>
            <Trace plan={plan} readable={readable} />
          </div>
        </div>
      </main>
    </>
  )
}
