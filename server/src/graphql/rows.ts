/** Owns what the resolvers pass on as the parents of fields: values of the use cases, never documents of the store. */
import type { GoalView } from '../goals/viewGoals.ts'
import type { PersonView } from './context.ts'
import type { PlanView, SectionView } from '../plans/viewPlan.ts'

export type PlanRow = PlanView
export type SectionRow = SectionView
export type PersonRow = PersonView
export type GoalRow = GoalView
export type IndicatorRow = GoalView['indicators'][number]
