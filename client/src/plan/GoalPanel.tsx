/** Owns the side with the goals of the section at hand, and the case where the plan lies before a body. */
import { Link } from 'wouter'
import type { GoalOfPlanFragment, PlanHeadFragment } from '../graphql/generated.ts'
import { Spark } from '../goals/Chart.tsx'
import { Verdict } from '../shell/Marks.tsx'
import { planPath } from '../shell/PlanTop.tsx'
import { text } from '../text/da.ts'
import { checksum, dateAndTime } from '../text/format.ts'

const words = text.plan.panel

type GoalPanelProps = {
  readonly plan: PlanHeadFragment
  readonly goals: readonly GoalOfPlanFragment[]
  readonly section: string | null
  readonly mayWrite: boolean
}

export function GoalPanel({ plan, goals, section, mayWrite }: GoalPanelProps) {
  const here = goals.filter((goal) => goal.section === section)
  return (
    <>
      {plan.state.at !== 'draft' && <Case plan={plan} />}
      <section>
        <h2>
          {words.goals} {goals.length > 0 && <Link href={planPath(plan.id, 'goals')}>{words.all(goals.length)}</Link>}
        </h2>
        {here.map((goal) => (
          <GoalMini key={goal.id} plan={plan.id} goal={goal} />
        ))}
        {here.length === 0 && <p className="muted small-text">{goals.length === 0 ? words.noGoalsAtAll : words.noGoals}</p>}
        {here.length === 0 && mayWrite && <p className="faint">{words.write}</p>}
      </section>
    </>
  )
}

function GoalMini({ plan, goal }: { readonly plan: string; readonly goal: GoalOfPlanFragment }) {
  const now = new Date().toISOString()
  const indicator = goal.indicators[0]
  return (
    <Link className="goal-mini" href={`${planPath(plan, 'goals')}/${goal.id}`}>
      <b>{goal.code}</b>
      <span className="t">{goal.level === 'result' && indicator?.indicator ? indicator.indicator : goal.statement}</span>
      {goal.verdict && (
        <span className="row">
          <Verdict word={goal.verdict.word} />
          {indicator && indicator.measurements.length > 1 && <Spark indicator={indicator} now={now} />}
        </span>
      )}
    </Link>
  )
}

function Case({ plan }: { readonly plan: PlanHeadFragment }) {
  const submitted = plan.steps.findLast((step) => step.action === 'submit')
  const body = plan.route[plan.state.body ?? plan.route.length - 1]
  return (
    <section>
      <h2>{plan.state.at === 'body' ? words.case(body?.name ?? '') : text.shell.states.adopted}</h2>
      <dl className="props">
        <div>
          <dt>{words.body}</dt>
          <dd>{body?.name}</dd>
        </div>
        {submitted && (
          <div>
            <dt>{words.version}</dt>
            <dd>{words.versionSent(plan.steps.filter((step) => step.action === 'submit').length, dateAndTime(submitted.at))}</dd>
          </div>
        )}
        {plan.state.version && (
          <div>
            <dt>{words.checksum}</dt>
            <dd className="hash">{checksum(plan.state.version)}</dd>
          </div>
        )}
      </dl>
      <p>
        <Link href={planPath(plan.id, 'decision')}>{words.decision}</Link>
      </p>
    </section>
  )
}
