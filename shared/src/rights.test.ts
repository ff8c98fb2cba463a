import { describe, expect, test } from 'vitest'
import type { UnitId } from './ids.ts'
import type { Actor } from './people.ts'
import { journeys, people, planAt } from './planSample.ts'
import { may, mayInMunicipality, maySee, planActs, planStates, readsVersionsFrom, relations, relationsOf, rightsTable } from './rights.ts'

/** One letter per act, in the order of `planActs`. */
const letters = {
  R: 'readDraft',
  V: 'readVersion',
  W: 'writeText',
  O: 'changeOutline',
  S: 'submit',
  X: 'withdraw',
  D: 'decide',
  A: 'reopen',
  M: 'measure',
} as const

/** The expected table, written down on its own: relation, then draft, before a body, adopted. */
const expectedTable: readonly (readonly [relation: string, draft: string, body: string, adopted: string])[] = [
  ['sectionWriter', 'RVW', 'V', 'V'],
  ['otherStaff', 'RV', 'V', 'V'],
  ['planLeader', 'RVWOSM', 'VXM', 'VAM'],
  ['secretaryNow', '', 'VD', ''],
  ['memberNow', '', 'V', ''],
  ['secretaryEarlier', 'V', 'V', 'V'],
  ['memberEarlier', 'V', 'V', 'V'],
  ['measurer', 'M', 'M', 'M'],
  ['administrator', '', '', ''],
]

/** What people may do, in journeys' order: new draft, before udvalg, before byraad, draft again, adopted. In s1 / in s2 / in the plan. */
const expectedPeople: readonly (readonly [person: string, ...byJourney: string[]])[] = [
  ['job leader', 'RVWOSM/RVWOSM/RVWOSM', 'VXM/VXM/VXM', 'VXM/VXM/VXM', 'RVWOSM/RVWOSM/RVWOSM', 'VAM/VAM/VAM'],
  ['job staff', 'RVWM/RV/RV', 'VM/V/V', 'VM/V/V', 'RVWM/RV/RV', 'VM/V/V'],
  ['social leader', 'RV/RVWM/RV', 'V/VM/V', 'V/VM/V', 'RV/RVWM/RV', 'V/VM/V'],
  ['social staff', 'RV/RVWM/RV', 'V/VM/V', 'V/VM/V', 'RV/RVWM/RV', 'V/VM/V'],
  ['sundhed staff', 'RV/RVW/RV', 'V/V/V', 'V/V/V', 'RV/RVW/RV', 'V/V/V'],
  ['kultur leader', '//', '//', '//', '//', '//'],
  ['udvalg secretary', '//', 'VD/VD/VD', 'V/V/V', 'V/V/V', 'V/V/V'],
  ['udvalg member', '//', 'V/V/V', 'V/V/V', 'V/V/V', 'V/V/V'],
  ['byraad secretary', '//', '//', 'VD/VD/VD', '//', 'V/V/V'],
  ['byraad member', '//', '//', 'V/V/V', '//', 'V/V/V'],
  ['nævn secretary', '//', '//', '//', '//', '//'],
  ['administrator', '//', '//', '//', '//', '//'],
]

const said = (allowed: (act: (typeof planActs)[number]) => boolean): string =>
  Object.entries(letters)
    .flatMap(([letter, act]) => (allowed(act) ? [letter] : []))
    .join('')

describe('the table of rights', () => {
  test('RI-1 every cell is as it is written down here', () => {
    expect(expectedTable.map(([relation]) => relation)).toEqual([...relations])
    expect(Object.values(letters)).toEqual([...planActs])
    for (const [at, relation] of relations.entries()) {
      for (const [column, state] of planStates.entries()) {
        const cell = rightsTable[relation][state] ?? []
        expect([relation, state, said((act) => cell.includes(act))]).toEqual([relation, state, expectedTable[at]?.[column + 1]])
        expect(new Set(cell).size).toBe(cell.length)
      }
    }
  })

  test.each(expectedPeople)('RI-2 %s may exactly what is written down here, wherever the plan is', (name, ...byJourney) => {
    const actor = people[name] as Actor
    for (const [at, journey] of Object.keys(journeys).entries()) {
      const plan = planAt(journey)
      const places = [plan.outline[0], plan.outline[1], undefined]
      expect([journey, places.map((section) => said((act) => may(actor, act, plan, section))).join('/')]).toEqual([journey, byJourney[at]])
      expect(maySee(actor, plan)).toBe(byJourney[at] !== '//')
    }
  })

  test('RI-2 nobody is left out of that table', () => {
    expect(expectedPeople.map(([name]) => name)).toEqual(Object.keys(people))
  })

  test('RI-3 rights are the union over memberships', () => {
    const both = { memberships: [...(people['sundhed staff'] as Actor).memberships, ...(people['udvalg secretary'] as Actor).memberships] }
    const plan = planAt('before udvalg')
    expect(said((act) => may(both, act, plan))).toBe('VD')
    expect([...relationsOf(both, plan, plan.outline[1])].toSorted()).toEqual(['otherStaff', 'secretaryNow', 'sectionWriter'])
    expect(said((act) => may({ memberships: [] }, act, plan))).toBe('')
  })

  test('RI-4 a role counts in its own unit only', () => {
    const plan = planAt('new draft')
    const strange: Pick<Actor, 'memberships'> = {
      memberships: [
        { unit: 'udvalg' as UnitId, role: 'leader' },
        { unit: 'job' as UnitId, role: 'secretary' },
        { unit: 'job' as UnitId, role: 'administrator' },
      ],
    }
    expect(maySee(strange, plan)).toBe(false)
    expect(mayInMunicipality(strange, 'managePeople')).toBe(false)
  })

  test('RI-5 people of a body read from the version that lay before it first, administrations all of them', () => {
    const read = (name: string, journey: string) => readsVersionsFrom(people[name] as Actor, planAt(journey))
    expect(
      ['job leader', 'social staff', 'udvalg secretary', 'byraad member', 'kultur leader', 'administrator'].map((name) =>
        read(name, 'before byraad'),
      ),
    ).toEqual([0, 0, 1, 1, null, null])
    expect(read('byraad member', 'before udvalg')).toBeNull()
    expect(read('udvalg member', 'draft again')).toBe(1)
  })

  test('RI-6 people and units are the administrator’s, a new plan also the leader’s who will own it', () => {
    const expected: readonly (readonly [string, managePeople: boolean, createOwn: boolean, createOther: boolean])[] = [
      ['administrator', true, true, true],
      ['job leader', false, true, false],
      ['job staff', false, false, false],
      ['udvalg secretary', false, false, false],
    ]
    for (const row of expected) {
      const actor = people[row[0]] as Actor
      expect([
        row[0],
        mayInMunicipality(actor, 'managePeople'),
        mayInMunicipality(actor, 'createPlan', 'job' as UnitId),
        mayInMunicipality(actor, 'createPlan', 'social' as UnitId),
      ]).toEqual([...row])
      expect(mayInMunicipality(actor, 'createPlan')).toBe(row[0] === 'administrator')
    }
  })
})
