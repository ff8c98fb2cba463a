/** Owns the goals of a plan on a page: asked once, then kept current by what the server pushes. */
import type { ApolloCache } from '@apollo/client'
import { useApolloClient, useQuery } from '@apollo/client/react'
import { useEffect } from 'react'
import {
  GoalsChangedDocument,
  type GoalOfPlanFragment,
  GoalsOfPlanDocument,
  GoalsPlanDocument,
  type GoalsPlanQuery,
  PlanMovedDocument,
} from '../graphql/generated.ts'
import { isShown } from '../graphql/refusalOf.ts'
import { useLive } from '../graphql/useLive.ts'
import { mergeGoals } from './mergeGoals.ts'

export type PlanWithSections = NonNullable<GoalsPlanQuery['plan']>
export type SectionOfGoal = PlanWithSections['sections'][number]
export type IndicatorOfGoal = GoalOfPlanFragment['indicators'][number]
export type MeasurementOfGoal = IndicatorOfGoal['measurements'][number]

export type PlanGoals =
  | { readonly state: 'loading' }
  | { readonly state: 'gone' }
  | { readonly state: 'failed'; readonly error: unknown; readonly retry: () => void }
  | {
      readonly state: 'ready'
      readonly plan: PlanWithSections
      readonly goals: readonly GoalOfPlanFragment[]
      readonly sections: ReadonlyMap<string, SectionOfGoal>
    }

/** The plan's goals, all pages of them, and what is told of them later. */
export function useGoalsOfPlan(plan: string) {
  const client = useApolloClient()
  const list = useQuery(GoalsOfPlanDocument, { variables: { plan } })
  const { fetchMore } = list
  const next = list.data?.goals.next ?? null
  useEffect(() => {
    if (next === null) return
    void fetchMore({
      variables: { after: next },
      // One that was told of meanwhile may be in the list already.
      updateQuery: (before, { fetchMoreResult: more }) => ({
        goals: { ...more.goals, nodes: [...mergeGoals(before.goals.nodes, more.goals.nodes, [])] },
      }),
    })
  }, [next, fetchMore])

  useLive(GoalsChangedDocument, { plan }, ({ goalsChanged }) => {
    showGoals(client.cache, plan, goalsChanged.changed, goalsChanged.withdrawn)
  })
  return list
}

/** Follows text, measurements and the plan's steps. */
export function usePlanGoals(plan: string): PlanGoals {
  const about = useQuery(GoalsPlanDocument, { variables: { plan } })
  const list = useGoalsOfPlan(plan)
  useLive(PlanMovedDocument, { plan }, () => {
    void about.refetch().catch(isShown)
    void list.refetch().catch(isShown)
  })

  const error = about.error ?? list.error
  if (about.data?.plan === null) return { state: 'gone' }
  if (about.data?.plan && list.data) {
    const { plan: facts } = about.data
    return {
      state: 'ready',
      plan: facts,
      goals: list.data.goals.nodes,
      sections: new Map(facts.sections.map((section) => [section.id, section])),
    }
  }
  if (error) {
    const retry = () => {
      void about.refetch().catch(isShown)
      void list.refetch().catch(isShown)
    }
    return { state: 'failed', error, retry }
  }
  return { state: 'loading' }
}

/** Puts goals that the server has told of into what every page of the plan shows. */
export function showGoals(cache: ApolloCache, plan: string, changed: readonly GoalOfPlanFragment[], withdrawn: readonly string[]): void {
  cache.updateQuery({ query: GoalsOfPlanDocument, variables: { plan } }, (before) => {
    if (!before) return before
    const nodes = [...mergeGoals(before.goals.nodes, changed, withdrawn)]
    return { goals: { ...before.goals, nodes, total: before.goals.next === null ? nodes.length : before.goals.total } }
  })
}
