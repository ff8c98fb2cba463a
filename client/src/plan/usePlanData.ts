/** Owns what the plan page asks of GraphQL and follows: state, outline, goals, presence. The socket asks again after it was away. */
import { useQuery } from '@apollo/client/react'
import { useCallback, useEffect, useRef, useState } from 'react'
import {
  type GoalOfPlanFragment,
  OutlineChangedDocument,
  PlanFrameDocument,
  type PlanFrameQuery,
  PlanMovedDocument,
  PresenceChangedDocument,
} from '../graphql/generated.ts'
import { isShown } from '../graphql/refusalOf.ts'
import { useLive } from '../graphql/useLive.ts'
import { useGoalsOfPlan } from '../goals/usePlanGoals.ts'
import type { PeopleBySection } from './whoIsWhere.ts'
import { useNewestOutline } from './useNewestOutline.ts'

export type PlanFrame = NonNullable<PlanFrameQuery['plan']>

export type PlanData =
  | { readonly is: 'loading' }
  | { readonly is: 'gone' }
  | { readonly is: 'failed'; readonly error: unknown; readonly retry: () => void }
  | { readonly is: 'ready'; readonly plan: PlanFrame; readonly refetch: () => Promise<unknown> }

export function usePlanData(plan: string): PlanData {
  const { data, error, refetch: ask } = useQuery(PlanFrameDocument, { variables: { id: plan } })
  const { heard, answered } = useNewestOutline(data?.plan)
  const refetch = useCallback(() => ask().finally(answered), [ask, answered])
  // The state is in the cache at once; what one may do in each section of another state is asked for.
  useLive(PlanMovedDocument, { plan }, () => void refetch().catch(isShown))
  useLive(OutlineChangedDocument, { plan }, ({ outlineChanged }) => heard(outlineChanged), 'alone')
  if (data?.plan === null) return { is: 'gone' }
  if (data?.plan) return { is: 'ready', plan: data.plan, refetch }
  if (error) return { is: 'failed', error, retry: () => void refetch().catch(isShown) }
  return { is: 'loading' }
}

const none: readonly GoalOfPlanFragment[] = []

/** The goals, and again from the start when the plan has moved: another version, another day of judgement. */
export function useGoals(plan: string, revision: number): readonly GoalOfPlanFragment[] {
  const { data, refetch } = useGoalsOfPlan(plan)
  const asked = useRef(revision)
  useEffect(() => {
    if (asked.current === revision) return
    asked.current = revision
    void refetch().catch(isShown)
  }, [revision, refetch])
  return data?.goals.nodes ?? none
}

const nobody: PeopleBySection = new Map()

export function usePresence(plan: string, live: boolean): PeopleBySection {
  const [people, setPeople] = useState<PeopleBySection>(nobody)
  useLive(PresenceChangedDocument, live ? { plan } : null, ({ presenceChanged }) =>
    setPeople(new Map(presenceChanged.map(({ section, people: here }) => [section, here]))),
  )
  return live ? people : nobody
}
