/** Owns which page an address shows, and that each page's code comes only when it is asked for. */
import type { ApolloClient } from '@apollo/client'
import { type ComponentType, createElement, lazy, type ReactNode } from 'react'
import { DecisionPlanDocument, GoalsOfPlanDocument, GoalsPlanDocument, PlanHeadOfDocument } from './graphql/generated.ts'

type Params = Readonly<Record<string, string | undefined>>

export type PageEntry = {
  readonly pattern: string
  /** Open to whoever is not signed in. */
  readonly open: boolean
  readonly load: () => Promise<unknown>
  /** Asked before the first paint, so that the page comes whole. A failure is the page's to show. */
  readonly prepare?: (client: ApolloClient, params: Params) => Promise<unknown>
  readonly render: (params: Params) => ReactNode
}

/** A component that draws at once when its code is there, and is waited for otherwise. */
function onDemand<Props extends object>(load: () => Promise<ComponentType<Props>>) {
  let loaded: ComponentType<Props> | null = null
  const fetchOnce = async () => (loaded ??= await load())
  const Later = lazy(async () => ({ default: await fetchOnce() }))
  return {
    load: fetchOnce,
    draw: (props: Props): ReactNode => (loaded ? createElement(loaded, props) : createElement(Later as ComponentType<Props>, props)),
  }
}

const home = onDemand(async () => (await import('./home/HomePage.tsx')).HomePage)
const signIn = onDemand(async () => (await import('./signIn/SignInPage.tsx')).SignInPage)
const welcome = onDemand(async () => (await import('./signIn/WelcomePage.tsx')).WelcomePage)
const plan = onDemand(async () => (await import('./plan/PlanPage.tsx')).PlanPage)
const goals = onDemand(async () => (await import('./goals/GoalsPage.tsx')).GoalsPage)
const goal = onDemand(async () => (await import('./goals/GoalPage.tsx')).GoalPage)
const decision = onDemand(async () => (await import('./decision/DecisionPage.tsx')).DecisionPage)
const version = onDemand(async () => (await import('./versions/VersionPage.tsx')).VersionPage)
const people = onDemand(async () => (await import('./people/PeoplePage.tsx')).PeoplePage)
const newPlan = onDemand(async () => (await import('./people/NewPlanPage.tsx')).NewPlanPage)
const choose = onDemand(async () => (await import('./import/ChoosePage.tsx')).ChoosePage)
const importPage = onDemand(async () => (await import('./import/ImportPage.tsx')).ImportPage)

const prepareHead = (client: ApolloClient, { id }: Params) => client.query({ query: PlanHeadOfDocument, variables: { plan: id ?? '' } })
const prepareGoals = (client: ApolloClient, { id }: Params) => {
  const variables = { plan: id ?? '' }
  return Promise.all([client.query({ query: GoalsPlanDocument, variables }), client.query({ query: GoalsOfPlanDocument, variables })])
}
const prepareDecision = (client: ApolloClient, { id }: Params) =>
  client.query({ query: DecisionPlanDocument, variables: { plan: id ?? '' } })

export const pages: readonly PageEntry[] = [
  { pattern: '/', open: false, load: home.load, render: () => home.draw({}) },
  { pattern: '/log-ind', open: true, load: signIn.load, render: () => signIn.draw({}) },
  { pattern: '/velkommen', open: true, load: welcome.load, render: () => welcome.draw({}) },
  { pattern: '/administration', open: false, load: people.load, render: () => people.draw({}) },
  { pattern: '/ny-plan', open: false, load: newPlan.load, render: () => newPlan.draw({}) },
  { pattern: '/hent-plan', open: false, load: choose.load, render: () => choose.draw({}) },
  { pattern: '/hent-plan/:id', open: false, load: importPage.load, render: ({ id = '' }) => importPage.draw({ id }) },
  { pattern: '/plan/:id', open: false, load: plan.load, prepare: prepareHead, render: ({ id = '' }) => plan.draw({ plan: id }) },
  { pattern: '/plan/:id/maal', open: false, load: goals.load, prepare: prepareGoals, render: ({ id = '' }) => goals.draw({ plan: id }) },
  {
    pattern: '/plan/:id/maal/:goal',
    open: false,
    load: goal.load,
    prepare: prepareGoals,
    render: ({ id = '', goal: which = '' }) => goal.draw({ plan: id, goal: which }),
  },
  {
    pattern: '/plan/:id/beslutning',
    open: false,
    load: decision.load,
    prepare: prepareDecision,
    render: ({ id = '' }) => decision.draw({ plan: id }),
  },
  {
    pattern: '/plan/:id/version/:hash',
    open: false,
    load: version.load,
    prepare: prepareHead,
    render: ({ id = '', hash = '' }) => version.draw({ plan: id, hash }),
  },
]

/** The parameters of a path of this pattern, or null. As the router reads it: a last slash does not matter. */
export function matchPath(pattern: string, path: string): Params | null {
  const wanted = pattern.split('/')
  const given = path.replace(/(.)\/$/, '$1').split('/')
  if (wanted.length !== given.length) return null
  const params: Record<string, string> = {}
  for (const [index, part] of wanted.entries()) {
    const found = given[index] ?? ''
    if (part.startsWith(':') && found) params[part.slice(1)] = decodeURIComponent(found)
    else if (part !== found) return null
  }
  return params
}

/** Waits for the code of the first page, and for what it draws first. Never throws: the page itself shows what failed. */
export async function preparePage(client: ApolloClient, path: string, signedIn: boolean): Promise<void> {
  for (const page of pages) {
    const params = matchPath(page.pattern, path)
    if (!params || (!page.open && !signedIn)) continue
    await Promise.allSettled([page.load(), page.prepare?.(client, params)])
    return
  }
}
