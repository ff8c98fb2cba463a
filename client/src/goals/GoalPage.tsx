/** Owns one goal's page: its judgement with the reason, and for each indicator chart, measurements and facts. */
import { goalWords } from '@samplan/shared/section/goalWords'
import { Link } from 'wouter'
import type { GoalOfPlanFragment } from '../graphql/generated.ts'
import { Owner, Verdict } from '../shell/Marks.tsx'
import { FailedPage, GonePage, usePage } from '../shell/page.tsx'
import { PlanLoading, PlanTop, planPath } from '../shell/PlanTop.tsx'
import { text } from '../text/da.ts'
import { period } from '../text/format.ts'
import { Chart, hasPath } from './Chart.tsx'
import { figuresOf, valueOf } from './figures.ts'
import { MeasurementForm } from './MeasurementForm.tsx'
import { Measurements } from './Measurements.tsx'
import { type IndicatorOfGoal, type PlanWithSections, type SectionOfGoal, usePlanGoals } from './usePlanGoals.ts'

const words = text.goals

export function GoalPage({ plan: id, goal: goalId }: { readonly plan: string; readonly goal: string }) {
  const answer = usePlanGoals(id)
  if (answer.state === 'loading') return <PlanLoading plan={id} page="goals" />
  if (answer.state === 'gone') return <GonePage />
  if (answer.state === 'failed') return <FailedPage error={answer.error} retry={answer.retry} />
  const { plan, goals, sections } = answer
  const goal = goals.find((candidate) => candidate.id === goalId)
  const parent = goals.find((candidate) => candidate.id === goal?.parent)
  return (
    <>
      <PlanTop plan={plan} page="goals" />
      <main id="indhold" tabIndex={-1}>
        <div className="page">
          <nav aria-label={words.path} className="faint">
            <Link href={planPath(id, 'goals')}>{words.allGoals}</Link>
            {parent && (
              <>
                {' \u00a0/\u00a0 '}
                {words.goal(parent.code)}: {parent.statement}
              </>
            )}
          </nav>
          {goal ? <Goal plan={plan} goal={goal} section={sections.get(goal.section) ?? null} /> : <p className="blank">{words.gone}</p>}
        </div>
      </main>
    </>
  )
}

function Goal({
  plan,
  goal,
  section,
}: {
  readonly plan: PlanWithSections
  readonly goal: GoalOfPlanFragment
  readonly section: SectionOfGoal | null
}) {
  usePage(`${words.goal(goal.code)}, ${plan.title}`)
  const mayMeasure = plan.mayDo.includes('measure') || (section?.mayDo.includes('measure') ?? false)
  const now = new Date().toISOString()
  return (
    <div className="goal-page">
      <div>
        <p className="section-line">
          <b className="goal-code">{goal.code}</b>
          <span>{goal.category ? (goalWords.category[goal.category] ?? goal.category) : goalWords.level[goal.level]}</span>
        </p>
        <h1 className="goal-title">{goal.statement || words.statement}</h1>
        {goal.verdict && (
          <p className="judgement">
            <Verdict word={goal.verdict.word} />
            <span className="muted">{goal.verdict.reason}</span>
          </p>
        )}
        {goal.indicators.map((indicator) => (
          <section key={indicator.id} aria-label={indicator.indicator ?? words.indicatorsOf}>
            {goal.indicators.length > 1 && (
              <p className="judgement">
                <Verdict word={indicator.verdict.word} />
                <span className="muted">{indicator.verdict.reason}</span>
              </p>
            )}
            {indicator.measurements.length > 0 && <Figure indicator={indicator} title={indicator.indicator ?? goal.statement} now={now} />}
            <div className="section-head">
              <h2>
                {goal.indicators.length > 1 && indicator.indicator ? `${words.measurements}: ${indicator.indicator}` : words.measurements}
              </h2>
            </div>
            {mayMeasure ? (
              <MeasurementForm plan={plan.id} goal={goal.id} indicator={indicator} />
            ) : (
              <p className="hint">{words.measure.mayNot}</p>
            )}
            <Measurements plan={plan.id} indicator={indicator} mayMeasure={mayMeasure} />
          </section>
        ))}
      </div>
      <aside aria-label={words.facts}>
        {goal.indicators.map((indicator, index) => (
          <Facts
            key={indicator.id}
            indicator={indicator}
            goal={goal}
            section={index === 0 ? section : null}
            now={now}
            named={goal.indicators.length > 1}
          />
        ))}
        <p className="after">
          <Link href={`${planPath(plan.id, 'text')}#s-${goal.section}`}>{words.inText}</Link>
        </p>
      </aside>
    </div>
  )
}

function Figure({ indicator, title, now }: { readonly indicator: IndicatorOfGoal; readonly title: string; readonly now: string }) {
  const hasLater = indicator.measurements.some((figure) => figure.sinceVersion)
  return (
    <figure className="figure">
      <figcaption>
        {indicator.unit && !title.includes(indicator.unit) && !title.includes('pct.') ? `${title} (${indicator.unit})` : title}
      </figcaption>
      <Chart indicator={indicator} title={title} now={now} />
      {hasPath(indicator, now) && <p className="faint">{words.chart.path}</p>}
      {hasLater && <p className="faint">{words.chart.later}</p>}
    </figure>
  )
}

type FactsProps = {
  readonly indicator: IndicatorOfGoal
  readonly goal: GoalOfPlanFragment
  readonly section: SectionOfGoal | null
  readonly now: string
  readonly named: boolean
}

function Facts({ indicator, goal, section, now, named }: FactsProps) {
  const figures = figuresOf(indicator, now)
  const kind = indicator.targetKind
  const rows: readonly (readonly [string, string | null])[] = [
    [words.deadlineName, indicator.deadline && period(indicator.deadline)],
    [words.baseline, indicator.baseline && withDate(valueOf({ value: indicator.baseline }, indicator), indicator.baselineDate)],
    [words.reference, indicator.reference && (goalWords.reference[indicator.reference] ?? indicator.reference)],
    [words.kind, kind && ((text.plan.goal.kinds as Readonly<Record<string, string>>)[kind] ?? kind)],
    [words.source, indicator.source],
    [words.exclusions, indicator.exclusions],
    [words.responsible, named ? null : goal.responsible],
  ]
  return (
    <>
      {named && <h2 className="h2">{indicator.indicator ?? words.indicatorsOf}</h2>}
      <dl className="props">
        <div>
          <dt>{words.now}</dt>
          <dd className="num">
            {figures.now ? (
              <>
                <b>{valueOf(figures.now, indicator)}</b> {words.inPeriod(period(figures.now.period))}
              </>
            ) : (
              words.noFigure
            )}
          </dd>
        </div>
        {figures.since && (
          <div>
            <dt className="capital">{words.sinceThen}</dt>
            <dd className="num">
              <b>{valueOf(figures.since, indicator)}</b> {words.inPeriod(period(figures.since.period))}
            </dd>
          </div>
        )}
        <div>
          <dt>{words.target}</dt>
          <dd className="num">{figures.target ? <b>{figures.target}</b> : words.noTarget}</dd>
        </div>
        {rows.map(
          ([name, value]) =>
            value && (
              <div key={name}>
                <dt>{name}</dt>
                <dd>{value}</dd>
              </div>
            ),
        )}
        {section && (
          <div>
            <dt>{words.section}</dt>
            <dd>
              {section.title}
              <Owner unit={section.owner} />
            </dd>
          </div>
        )}
      </dl>
    </>
  )
}

function withDate(value: string, date: string | null | undefined): string {
  return date ? words.valueIn(value, period(date)) : value
}
