/** Owns an overall goal in the ledger with the rows under it. */
import { printDate } from '@samplan/shared/goalValues'
import { Link } from 'wouter'
import type { GoalOfPlanFragment } from '../graphql/generated.ts'
import { Owner, Verdict } from '../shell/Marks.tsx'
import { text } from '../text/da.ts'
import { firstSentence } from '../text/format.ts'
import { Spark } from './Chart.tsx'
import { figuresOf, spanOf, valueOf } from './figures.ts'
import type { Group } from './groupGoals.ts'
import type { IndicatorOfGoal, SectionOfGoal } from './usePlanGoals.ts'

const words = text.goals

type Unit = SectionOfGoal['owner']

type GoalGroupProps = {
  readonly plan: string
  readonly group: Group<GoalOfPlanFragment>
  readonly owner: Unit | null
  readonly ownerOf: (goal: GoalOfPlanFragment) => Unit | null
}

export function GoalGroup({ plan, group: { overall, rows }, owner, ownerOf }: GoalGroupProps) {
  return (
    <section>
      <h2>
        {overall ? (
          <>
            <span className="nowrap">{words.goal(overall.code)}</span> <span className="muted">{overall.statement || words.statement}</span>
          </>
        ) : (
          words.withoutParent
        )}
        {owner && <Owner unit={owner} />}
      </h2>
      {rows.length === 0 ? (
        <p className="faint none-yet">{words.noResults}</p>
      ) : (
        <ul>
          {rows.map((goal) => {
            const unit = ownerOf(goal)
            return <GoalRows key={goal.id} plan={plan} goal={goal} owner={unit && unit.id !== owner?.id ? unit : null} />
          })}
        </ul>
      )}
    </section>
  )
}

/** One row, and one more for each further indicator. `owner` only where it differs from the group's. */
function GoalRows({ plan, goal, owner }: { readonly plan: string; readonly goal: GoalOfPlanFragment; readonly owner: Unit | null }) {
  const now = new Date().toISOString()
  const [first, ...more] = goal.indicators
  return (
    <li>
      <div className="ledger-row">
        <span className="code">{goal.code}</span>
        <div className="what">
          <p className="say">
            <Link href={`/plan/${plan}/maal/${goal.id}`}>{goal.statement || words.statement}</Link>
          </p>
          {first?.exclusions && <p className="why">{words.without(first.exclusions)}</p>}
          {more.length > 0 && first?.indicator && <p className="why">{first.indicator}</p>}
          {owner && (
            <p className="why">
              <Owner unit={owner} />
            </p>
          )}
        </div>
        {first ? (
          <Figures indicator={first} now={now} />
        ) : (
          <div className="v">
            {goal.verdict && <Verdict word={goal.verdict.word} />}
            <small>{goal.verdict?.reason}</small>
          </div>
        )}
      </div>
      {more.map((indicator) => (
        <div key={indicator.id} className="ledger-row further">
          <span className="code" />
          <p className="what why">{indicator.indicator ?? words.indicatorsOf}</p>
          <Figures indicator={indicator} now={now} />
        </div>
      ))}
    </li>
  )
}

function Figures({ indicator, now }: { readonly indicator: IndicatorOfGoal; readonly now: string }) {
  const figures = figuresOf(indicator, now)
  const unit = indicator.unit ?? ''
  return (
    <>
      <div className="v">
        <Verdict word={indicator.verdict.word} />
        <small>{firstSentence(indicator.verdict.reason)}</small>
      </div>
      <div className="own">
        {figures.now ? (
          <span className="now">
            {valueOf(figures.now, unit.length > 4 ? { ...indicator, unit: null } : indicator)} <small>{unit.length > 4 ? unit : ''}</small>
          </span>
        ) : (
          <span className="faint">{words.noFigure}</span>
        )}
        <p className="faint">{figures.now && printDate(figures.now.period)}</p>
        <p className="faint">
          {figures.target ? words.targetBy(figures.target, indicator.deadline ? printDate(indicator.deadline) : '') : words.noTarget}
        </p>
        {figures.since && (
          <p className="faint since">{words.sinceThenLine(valueOf(figures.since, indicator), printDate(figures.since.period))}</p>
        )}
      </div>
      <div className="trend">
        <Spark indicator={indicator} now={now} />
        {indicator.measurements.length > 1 && <small>{spanOf(indicator.measurements)}</small>}
      </div>
    </>
  )
}
