/** Owns which plans the demo municipality has, and where each one stands. */
import type { UnitId } from '@samplan/shared/ids'
import { businessPlan2027 } from './businessPlan.ts'
import { businessPlanning, byraad, childrenYouth, jobcenter, udvalg } from './people.ts'
import { plan2027 } from './plan2027/plan2027.ts'
import type { DemoSection } from './write.ts'
import { youthPlan2027 } from './youthPlan.ts'

/** `stands` is where the seeder leaves it: as a draft, submitted to the first body of its route by the leader of its owner, or sent on by that body's secretary. */
export type DemoPlan = {
  readonly key: string
  readonly title: string
  readonly period: string
  readonly owner: UnitId
  readonly route: readonly UnitId[]
  readonly stands: 'draft' | 'beforeFirstBody' | 'beforeSecondBody'
  readonly sections: readonly DemoSection[]
}

export const demoPlans: readonly DemoPlan[] = [
  {
    key: 'beskaeftigelsesplan',
    title: 'Beskæftigelsesplan 2027',
    period: '2027',
    owner: jobcenter,
    route: [udvalg, byraad],
    stands: 'draft',
    sections: plan2027,
  },
  {
    key: 'ungeplan',
    title: 'Plan for unge uden job 2027',
    period: '2027',
    owner: childrenYouth,
    route: [udvalg, byraad],
    stands: 'beforeFirstBody',
    sections: youthPlan2027,
  },
  {
    key: 'virksomhedsplan',
    title: 'Plan for kontakt til virksomheder 2027',
    period: '2027',
    owner: businessPlanning,
    route: [udvalg, byraad],
    stands: 'beforeSecondBody',
    sections: businessPlan2027,
  },
]
