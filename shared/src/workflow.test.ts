import { describe, expect, test } from 'vitest'
import type { Actor } from './people.ts'
import type { Action } from './plan.ts'
import { journeys, people, planAt } from './planSample.ts'
import { nextState, refuseAction, workflow } from './workflow.ts'

const actions: readonly Action[] = ['submit', 'onward', 'sendBack', 'withdraw', 'reopen']

/**
 * Every (state, action, role) cell, written down on its own: per journey (new draft, before udvalg, before byraad, draft again,
 * adopted) one sign per action in the order above. + yes, s not in this state, n not theirs, ? there is no such plan.
 */
const expected: readonly (readonly [person: string, ...byJourney: string[]])[] = [
  ['job leader', '+ssss', 'snn+s', 'snn+s', '+ssss', 'ssss+'],
  ['job staff', 'nssss', 'snnns', 'snnns', 'nssss', 'ssssn'],
  ['social leader', 'nssss', 'snnns', 'snnns', 'nssss', 'ssssn'],
  ['social staff', 'nssss', 'snnns', 'snnns', 'nssss', 'ssssn'],
  ['sundhed staff', 'nssss', 'snnns', 'snnns', 'nssss', 'ssssn'],
  ['kultur leader', '?????', '?????', '?????', '?????', '?????'],
  ['udvalg secretary', '?????', 's++ns', 'snnns', 'nssss', 'ssssn'],
  ['udvalg member', '?????', 'snnns', 'snnns', 'nssss', 'ssssn'],
  ['byraad secretary', '?????', '?????', 's++ns', '?????', 'ssssn'],
  ['byraad member', '?????', '?????', 'snnns', '?????', 'ssssn'],
  ['nævn secretary', '?????', '?????', '?????', '?????', '?????'],
  ['administrator', '?????', '?????', '?????', '?????', '?????'],
]
const signs: Readonly<Record<string, string>> = { wrongState: 's', notAllowed: 'n', notFound: '?' }

describe('the workflow', () => {
  test.each(expected)('WF-1 %s may take exactly the actions written down here', (name, ...byJourney) => {
    for (const [at, journey] of Object.keys(journeys).entries()) {
      const plan = planAt(journey)
      const row = actions.map((action) => {
        const refusal = refuseAction(plan, action, people[name] as Actor, plan.revision, 'En grund')
        return refusal ? (signs[refusal.refused] ?? refusal.refused) : '+'
      })
      expect([journey, row.join('')]).toEqual([journey, byJourney[at]])
    }
  })

  test('WF-1 nobody and no action is left out of that table', () => {
    expect(expected.map(([name]) => name)).toEqual(Object.keys(people))
    expect(Object.keys(workflow)).toEqual([...actions])
  })

  test('WF-2 each action leads where it says', () => {
    const lead = (journey: string, action: Action) => nextState(planAt(journey), action, 'new')
    expect(lead('new draft', 'submit')).toEqual({ at: 'body', body: 0, version: 'new' })
    expect(lead('before udvalg', 'onward')).toEqual({ at: 'body', body: 1, version: 'v1' })
    expect(lead('before byraad', 'onward')).toEqual({ at: 'adopted', version: 'v1' })
    for (const [journey, action] of [
      ['before udvalg', 'sendBack'],
      ['before byraad', 'sendBack'],
      ['before udvalg', 'withdraw'],
      ['adopted', 'reopen'],
    ] as const) {
      expect(lead(journey, action)).toEqual({ at: 'draft' })
    }
    expect(() => lead('new draft', 'onward')).toThrow()
  })

  test('WF-3 of two who act on what they saw, the later one is told that the plan has moved', () => {
    const plan = planAt('before udvalg')
    expect(refuseAction(plan, 'submit', people['job leader'] as Actor, 0, null)).toEqual({
      refused: 'alreadyMoved',
      state: 'body',
      revision: 1,
    })
    expect(refuseAction(plan, 'submit', people['kultur leader'] as Actor, 0, null)).toEqual({ refused: 'notFound' })
  })

  test.each<[Action, string, string, boolean]>([
    ['submit', 'new draft', 'job leader', false],
    ['onward', 'before udvalg', 'udvalg secretary', false],
    ['sendBack', 'before udvalg', 'udvalg secretary', true],
    ['withdraw', 'before udvalg', 'job leader', true],
    ['reopen', 'adopted', 'job leader', true],
  ])('WF-4 %s asks for a reason: %4$s', (action, journey, name, asks) => {
    const plan = planAt(journey)
    const act = (reason: string | null) => refuseAction(plan, action, people[name] as Actor, plan.revision, reason)
    expect([act(null), act(' \n')]).toEqual(asks ? [{ refused: 'reasonMissing' }, { refused: 'reasonMissing' }] : [null, null])
    expect(act('x'.repeat(2000))).toBeNull()
    expect(act('x'.repeat(2001))).toEqual({ refused: 'invalid', field: 'reason', rule: 'tooLong' })
  })

  test('WF-5 what leads to a draft opens a new epoch, and nothing else does', () => {
    expect(Object.entries(workflow).flatMap(([action, rule]) => (rule.opensDraft ? [action] : []))).toEqual([
      'sendBack',
      'withdraw',
      'reopen',
    ])
    for (const action of actions) {
      const plan = planAt(action === 'submit' ? 'new draft' : action === 'reopen' ? 'adopted' : 'before udvalg')
      expect(nextState(plan, action, 'v').at === 'draft').toBe(workflow[action].opensDraft)
    }
  })
})
