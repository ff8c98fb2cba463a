/** Owns that an answer about a plan's goals, however long on its way, has in it what the server has told of them since it was asked. */
import { ApolloLink } from '@apollo/client'
import { finalize, map, type Observable, tap } from 'rxjs'
import type { GoalOfPlanFragment, GoalsChangedSubscription, GoalsOfPlanQuery } from '../graphql/generated.ts'
import { mergeGoals } from './mergeGoals.ts'

/** What was told while one question was under way; null: withdrawn. */
type Told = Map<string, GoalOfPlanFragment | null>

/**
 * To stand in the way of both the questions and the subscription of goals. What is told goes over what was answered: whatever changes
 * after it was told is told again. Before the first answer the page has no list to put it into, so that it would be lost.
 */
export function goalsTold(): ApolloLink {
  const underWay = new Map<string, Set<Told>>()
  return new ApolloLink((operation, forward) => {
    const plan = String(operation.variables['plan'])
    if (operation.operationName === 'GoalsChanged') {
      return forward(operation).pipe(
        tap(({ data }) => {
          const change = (data as GoalsChangedSubscription | null | undefined)?.goalsChanged
          for (const told of underWay.get(plan) ?? []) {
            for (const goal of change?.changed ?? []) told.set(goal.id, goal)
            for (const id of change?.withdrawn ?? []) told.set(id, null)
          }
        }),
      )
    }
    if (operation.operationName !== 'GoalsOfPlan') return forward(operation)
    const told: Told = new Map()
    const asked = underWay.get(plan) ?? new Set()
    underWay.set(plan, asked.add(told))
    const isFirst = (operation.variables['after'] ?? null) === null
    const answer: Observable<ApolloLink.Result> = forward(operation)
    return answer.pipe(
      map((result) => {
        const goals = (result.data as GoalsOfPlanQuery | null | undefined)?.goals
        if (!goals || told.size === 0) return result
        const changed = [...told.values()].filter((goal) => goal !== null)
        const nodes = mergeGoals(goals.nodes, changed, [...told.keys()])
        const isWhole = isFirst && goals.next === null
        return { ...result, data: { ...result.data, goals: { ...goals, nodes, total: isWhole ? nodes.length : goals.total } } }
      }),
      finalize(() => {
        asked.delete(told)
        if (asked.size === 0) underWay.delete(plan)
      }),
    )
  })
}
