/** Owns the first page: what waits for the person, and the plans with where each is. */
import { useQuery } from '@apollo/client/react'
import { mayCreatePlans } from '@samplan/shared/rights'
import { Link } from 'wouter'
import { type PlanInListFragment, PlansChangedDocument, PlansDocument } from '../graphql/generated.ts'
import { isShown } from '../graphql/refusalOf.ts'
import { useLive } from '../graphql/useLive.ts'
import { useMe, useSession } from '../session.ts'
import { Button } from '../shell/Button.tsx'
import { Icon } from '../shell/Icon.tsx'
import { FailedPage, usePage } from '../shell/page.tsx'
import { MiniRoute } from '../shell/Route.tsx'
import { routeStations, stationNow } from '../shell/routeStations.ts'
import { planPath } from '../shell/PlanTop.tsx'
import { Top } from '../shell/Top.tsx'
import { text } from '../text/da.ts'
import { longDate, shortDate } from '../text/format.ts'
import { onlookerAs, type Task, waitingFor } from './waiting.ts'

const words = text.home

export function HomePage() {
  const me = useMe()
  const { municipality } = useSession()
  const { data, error, refetch, fetchMore } = useQuery(PlansDocument)
  useLive(PlansChangedDocument, {}, () => void refetch().catch(isShown))
  usePage(words.title)
  if (error && !data) return <FailedPage error={error} retry={() => void refetch().catch(isShown)} />
  const plans = data?.plans.nodes ?? []
  const tasks = waitingFor(me, plans)
  const mayCreate = mayCreatePlans(me)
  const onlooker = onlookerAs(me)
  const next = data?.plans.next
  return (
    <>
      <Top />
      <main id="indhold" tabIndex={-1}>
        <div className="page">
          <h1>{words.waiting}</h1>
          {data && tasks.length === 0 && (
            <p className="intro">
              {words.nothingWaits[onlooker]}
              {onlooker === 'administrator' && (
                <>
                  {' '}
                  <Link href="/administration">{words.toAdministration}</Link>
                </>
              )}
            </p>
          )}
          {tasks.length > 0 && (
            <ul className="task-list">
              {tasks.map((task, index) => (
                <TaskRow key={task.plan.id} task={task} primary={index === 0} />
              ))}
            </ul>
          )}
          <div className="section-head">
            <h2>{words.plansIn(municipality)}</h2>
            {mayCreate && (
              <div className="btn-row">
                <Link className="btn" href="/hent-plan">
                  <Icon name="file" /> {words.bringIn}
                </Link>
                <Link className="btn" href="/ny-plan">
                  <Icon name="plus" /> {words.newPlan}
                </Link>
              </div>
            )}
          </div>
          {data && plans.length === 0 && (
            <div className="blank">
              <b>{words.none}</b>
              <p>{words.noneSay[onlooker]}</p>
            </div>
          )}
          <ul className="plan-rows">
            {plans.map((plan) => (
              <PlanRow key={plan.id} plan={plan} />
            ))}
          </ul>
          {next && (
            <p className="after">
              <Button
                onPress={() =>
                  void fetchMore({
                    variables: { after: next },
                    updateQuery: (before, { fetchMoreResult: more }) => ({
                      ...before,
                      plans: { ...more.plans, nodes: [...before.plans.nodes, ...more.plans.nodes] },
                    }),
                  })
                }
              >
                {words.more}
              </Button>
            </p>
          )}
        </div>
      </main>
    </>
  )
}

function TaskRow({ task, primary }: { readonly task: Task; readonly primary: boolean }) {
  const { title, say, since, href, act } = wordsOf(task)
  return (
    <li className="task-row">
      <div>
        <b>{title}</b>
        <p>{say}</p>
      </div>
      <span className="when">{since && shortDate(since, new Date().toISOString())}</span>
      <Link className={primary ? 'btn primary' : 'btn'} href={href}>
        {act}
        <span className="sr">: {task.plan.title}</span>
      </Link>
    </li>
  )
}

type TaskWords = {
  readonly title: string
  readonly say: string
  readonly since: string | null
  readonly href: string
  readonly act: string
}

function wordsOf(task: Task): TaskWords {
  const { tasks } = words
  const { id, title } = task.plan
  const toText = { href: planPath(id, 'text'), act: tasks.open }
  switch (task.kind) {
    case 'decide':
      return {
        title: tasks.decide(title, task.body),
        say: tasks.decideSay(longDate(task.since)),
        since: null,
        href: planPath(id, 'decision'),
        act: tasks.decideDo,
      }
    case 'read':
      return { title: tasks.read(title), say: tasks.readSay(task.body, longDate(task.since)), since: null, ...toText }
    case 'returned': {
      const named = { sendBack: tasks.sentBack, withdraw: tasks.withdrawn, reopen: tasks.reopened }[task.how]
      return { title: named(title), say: tasks.sentBackSay(task.by, task.reason), since: task.since, ...toText }
    }
    case 'submit':
      return { title: tasks.submit(title, task.body), say: tasks.submitSay, since: null, ...toText }
    case 'write':
      return { title: tasks.write(title), say: tasks.writeSay(task.sections), since: null, ...toText }
  }
}

function PlanRow({ plan }: { readonly plan: PlanInListFragment }) {
  const today = new Date().toISOString()
  const now = stationNow(plan, today)
  const others = new Set(plan.sections.map((section) => section.owner.id).filter((id) => id !== plan.owner.id)).size
  return (
    <li className="plan-row">
      <div>
        <Link className="name" href={planPath(plan.id, plan.mayDo.includes('decide') ? 'decision' : 'text')}>
          {plan.title}
        </Link>
        <small>{words.ownerLine(plan.owner.name, others)}</small>
      </div>
      <div className="where">
        <MiniRoute stations={routeStations(plan, today)} />
        <span>
          <b>{now.name}</b>, {now.note}
        </span>
      </div>
      <span className="muted">{words.sections(plan.sections.length)}</span>
      <small>{words.applies(plan.period)}</small>
    </li>
  )
}
