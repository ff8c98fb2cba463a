import { describe, expect, it } from 'vitest'
import type { PlanInListFragment } from '../graphql/generated.ts'
import { onlookerAs, waitingFor } from './waiting.ts'
import type { UnitId } from '@samplan/shared/ids'
import type { Role } from '@samplan/shared/people'

const owner = { id: 'jobcenter', name: 'Jobcenter', letter: 'J', colour: 'plum' }
const base: PlanInListFragment = {
  id: 'p',
  title: 'Plan',
  period: '2027',
  owner,
  route: [{ id: 'udvalg', name: 'Udvalget', shortName: 'Udvalg', final: true }],
  state: { at: 'draft', body: null, version: null },
  revision: 0,
  epoch: 1,
  pending: false,
  mayDo: [],
  steps: [],
  sections: [],
}
const leader = { memberships: [{ unit: 'jobcenter' as UnitId, role: 'leader' as const }] }
const staff = { memberships: [{ unit: 'social' as UnitId, role: 'staff' as const }] }
const sentBack: PlanInListFragment['steps'][number] = {
  seq: 2,
  action: 'sendBack',
  from: { at: 'body', body: 0 },
  to: { at: 'draft', body: null, version: null },
  actorName: 'Birgit',
  role: 'secretary',
  at: '2026-11-20T10:00:00.000Z',
  reason: 'Mål 2 mangler',
  version: null,
  hash: 'h',
}
const mine = { id: 's', owner: { id: 'social' }, mayDo: ['writeText' as const] }
const kinds = (person: typeof leader | typeof staff, plans: readonly PlanInListFragment[]) =>
  waitingFor(person, plans).map((task) => task.kind)

describe('what waits for a person', () => {
  it('HM-1 the plan before my body waits for my decision, before everything else', () => {
    const decide = {
      ...base,
      id: 'q',
      state: { at: 'body' as const, body: 0, version: 'v' },
      mayDo: ['decide' as const],
      steps: [sentBack],
    }
    expect(kinds(leader, [{ ...base, mayDo: ['submit'] }, decide])).toEqual(['decide', 'submit'])
  })
  it('HM-1 a plan that was sent back waits for its leader and its writers, with the reason', () => {
    const back = { ...base, mayDo: ['submit' as const], steps: [sentBack] }
    expect(waitingFor(leader, [back])[0]).toMatchObject({ kind: 'returned', how: 'sendBack', by: 'Birgit', reason: 'Mål 2 mangler' })
    expect(kinds(staff, [{ ...back, mayDo: [], sections: [mine] }])).toEqual(['returned'])
  })
  it('HM-1 sections that I may write wait while the plan is a draft, and only then', () => {
    expect(kinds(staff, [{ ...base, sections: [mine] }])).toEqual(['write'])
    expect(kinds(staff, [{ ...base, state: { at: 'body', body: 0, version: 'v' }, sections: [mine] }])).toEqual([])
  })
  it('HM-1 the plan before my body waits to be read by its members, and by nobody else', () => {
    const member = { memberships: [{ unit: 'udvalg' as UnitId, role: 'member' as const }] }
    const before = { ...base, state: { at: 'body' as const, body: 0, version: 'v' }, mayDo: ['readVersion' as const] }
    expect(waitingFor(member, [before])[0]).toMatchObject({ kind: 'read', body: 'Udvalget' })
    expect([waitingFor(staff, [before]), waitingFor(member, [{ ...before, state: { ...before.state, at: 'adopted' } }])]).toEqual([[], []])
  })
  it('HM-1 whom nothing waits for is told so by what they do', () => {
    const as = (...roles: readonly Role[]) => onlookerAs({ memberships: roles.map((role) => ({ unit: null, role })) })
    expect([as('administrator'), as('member'), as('secretary', 'administrator'), as('administrator', 'staff')]).toEqual([
      'administrator',
      'body',
      'body',
      'writer',
    ])
  })
  it('HM-1 a plan that one only reads asks for nothing', () => {
    expect(kinds(staff, [base, { ...base, steps: [sentBack] }])).toEqual([])
  })
})
