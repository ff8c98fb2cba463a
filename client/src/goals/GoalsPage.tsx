/** Owns the goals page: a ledger of every goal, live, with its verdict, figures and development. */
import { useState } from 'react'
import type { GoalOfPlanFragment, VerdictWord } from '../graphql/generated.ts'
import { SelectField } from '../shell/Field.tsx'
import { Verdict } from '../shell/Marks.tsx'
import { FailedPage, GonePage, usePage } from '../shell/page.tsx'
import { PlanLoading, PlanTop } from '../shell/PlanTop.tsx'
import { text } from '../text/da.ts'
import { longDate } from '../text/format.ts'
import { GoalGroup } from './GoalGroup.tsx'
import { groupGoals } from './groupGoals.ts'
import { type PlanGoals, usePlanGoals } from './usePlanGoals.ts'

const words = text.goals

export function GoalsPage({ plan: id }: { readonly plan: string }) {
  const answer = usePlanGoals(id)
  switch (answer.state) {
    case 'loading':
      return <PlanLoading plan={id} page="goals" />
    case 'gone':
      return <GonePage />
    case 'failed':
      return <FailedPage error={answer.error} retry={answer.retry} />
    case 'ready':
      return <Goals {...answer} />
  }
}

/** In the order of the tally; the same as the ledger's words. */
const verdictOrder = ['met', 'metNow', 'onTrack', 'behind', 'notMet', 'notYet', 'unknown'] as const
const reachedWords: ReadonlySet<VerdictWord> = new Set(['met', 'metNow', 'onTrack'])

function Goals({ plan, goals, sections }: Extract<PlanGoals, { state: 'ready' }>) {
  const [verdict, setVerdict] = useState<VerdictWord | null>(null)
  const [owner, setOwner] = useState('')
  usePage(words.title(plan.title))

  const ownerOf = (goal: GoalOfPlanFragment) => sections.get(goal.section)?.owner ?? null
  const results = goals.filter((goal) => goal.verdict !== null)
  const owned = owner ? results.filter((goal) => ownerOf(goal)?.id === owner) : results
  const shown = verdict ? owned.filter((goal) => goal.verdict?.word === verdict) : owned
  const owners = [...new Map(results.flatMap((goal) => (ownerOf(goal) ? [[ownerOf(goal)?.id, ownerOf(goal)?.name] as const] : [])))]
  const submitted = plan.state.at === 'draft' ? null : (plan.steps.findLast((step) => step.action === 'submit')?.at ?? null)
  const isFiltered = verdict !== null || owner !== ''

  return (
    <>
      <PlanTop plan={plan} page="goals" />
      <main id="indhold" tabIndex={-1}>
        <div className="page">
          <h1>{words.title(plan.title)}</h1>
          {results.length > 0 && (
            <p className="intro">
              {words.intro(results.length, results.filter((goal) => goal.verdict && reachedWords.has(goal.verdict.word)).length)}
            </p>
          )}
          {goals.length === 0 ? (
            <div className="blank">
              <b>{words.none}</b>
              <p>{words.noneSay}</p>
            </div>
          ) : (
            <>
              <div className="tally" role="group" aria-label={words.showByVerdict}>
                <button type="button" aria-pressed={verdict === null} onClick={() => setVerdict(null)}>
                  <span className="n">{owned.length}</span> {words.all}
                </button>
                {verdictOrder.map((word) => {
                  const count = owned.filter((goal) => goal.verdict?.word === word).length
                  if (count === 0 && word !== verdict) return null
                  return (
                    <button
                      type="button"
                      key={word}
                      aria-pressed={verdict === word}
                      onClick={() => setVerdict(verdict === word ? null : word)}
                    >
                      <span className="n">{count}</span>
                      <Verdict word={word} lower />
                    </button>
                  )
                })}
              </div>
              {owners.length > 1 && (
                <div className="filters">
                  <SelectField
                    label={words.owner}
                    value={owner}
                    onChange={setOwner}
                    options={[{ value: '', label: words.allOwners }, ...owners.map(([value = '', label = '']) => ({ value, label }))]}
                  />
                </div>
              )}
              {submitted && <p className="faint after">{words.frozenLine(longDate(submitted))}</p>}
              <div className="sheet ledger" aria-live="off">
                {isFiltered && shown.length === 0 && <p className="blank">{words.noneOf}</p>}
                {groupGoals(goals, shown, isFiltered).map((group) => (
                  <GoalGroup
                    key={group.overall?.id ?? 'none'}
                    plan={plan.id}
                    group={group}
                    owner={group.overall ? ownerOf(group.overall) : null}
                    ownerOf={ownerOf}
                  />
                ))}
              </div>
            </>
          )}
        </div>
      </main>
    </>
  )
}
