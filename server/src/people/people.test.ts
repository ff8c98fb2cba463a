import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { PersonId, UnitId } from '@samplan/shared/ids'
import { administrationColours } from '@samplan/shared/people'
import { isRefusal } from '@samplan/shared/refusal'
import type { ServerEvent } from '../bus.ts'
import { NoReply } from '../storage/ports.ts'
import { startTestApp, type TestApp } from '../testApp.ts'
import { savePerson, type PersonInput } from './savePerson.ts'
import { saveAdministration, saveBody } from './saveUnit.ts'
import { actorOf, endSession } from './session.ts'

describe('people and units', () => {
  let server: TestApp
  const pia = 'pia-munkesoe' as PersonId
  const actor = async (id: string) => {
    const person = await server.stores.people.person(id as PersonId)
    if (!person) throw new Error(id)
    return actorOf(person)
  }
  const person = (changes: Partial<PersonInput>): PersonInput => ({
    name: 'Ny Person',
    email: 'ny@fjordby.example',
    title: '',
    active: true,
    memberships: [],
    ...changes,
  })

  beforeAll(async () => {
    server = await startTestApp({ demo: true })
  }, 120_000)
  afterAll(() => server.close())

  it('PE-3 only an administrator enters people and units', async () => {
    const { world } = server.app
    const refused = { refused: 'notAllowed', act: 'managePeople' }
    for (const id of ['karen-vestergaard', 'mads-thorup', 'birgit-stenholt', 'torben-ravnkilde']) {
      expect(await savePerson(world, await actor(id), { id: null, input: person({}) })).toEqual(refused)
      expect(
        await saveAdministration(world, await actor(id), { id: null, input: { name: 'Kultur', letter: 'K', colour: 'slate' } }),
      ).toEqual(refused)
      expect(
        await saveBody(world, await actor(id), { id: null, input: { name: 'Økonomiudvalget', shortName: 'ØU', final: false } }),
      ).toEqual(refused)
    }
  })

  it('PE-4 the last administrator can neither leave nor be made inactive', async () => {
    const {
      world,
      world: { stores },
    } = server.app
    const admin = await actor(pia)
    const input = person({ name: 'Pia Munkesø', email: 'pia-munkesoe@fjordby.example', memberships: [] })
    const stays = person({ ...input, memberships: [{ unit: null, role: 'administrator' }] })
    expect(await savePerson(world, admin, { id: pia, input })).toEqual({ refused: 'lastAdministrator' })
    expect(await savePerson(world, admin, { id: pia, input: { ...stays, active: false } })).toEqual({ refused: 'lastAdministrator' })
    const second = await savePerson(world, admin, {
      id: null,
      input: person({ email: 'to@fjordby.example', memberships: [{ unit: null, role: 'administrator' }] }),
    })
    expect(isRefusal(second)).toBe(false)
    expect(await savePerson(world, admin, { id: pia, input })).toMatchObject({ memberships: [] })
    await stores.people.setMemberships(
      pia,
      stays.memberships.map(({ role }) => ({ unit: null, role })),
    )
  })

  it('PE-5 a role fits the kind of its unit, and the unit exists', async () => {
    const { world } = server.app
    const admin = await actor(pia)
    for (const membership of [
      { unit: 'jobcenter', role: 'secretary' },
      { unit: 'byraadet', role: 'leader' },
      { unit: 'jobcenter', role: 'administrator' },
      { unit: null, role: 'staff' },
      { unit: 'nowhere', role: 'staff' },
    ] as const) {
      expect(await savePerson(world, admin, { id: null, input: person({ memberships: [membership] }) })).toEqual({
        refused: 'invalid',
        field: 'memberships',
        rule: 'unknown',
      })
    }
    const saved = await savePerson(world, admin, {
      id: null,
      input: person({
        email: 'x@fjordby.example',
        memberships: [
          { unit: 'byraadet', role: 'member' },
          { unit: 'byraadet', role: 'member' },
        ],
      }),
    })
    expect(saved).toMatchObject({ memberships: [{ unit: 'byraadet', role: 'member' }] })
  })

  it('PE-6 names and addresses are checked, and an e-mail stands once', async () => {
    const { world } = server.app
    const admin = await actor(pia)
    const save = (changes: Partial<PersonInput>) => savePerson(world, admin, { id: null, input: person(changes) })
    expect(await save({ name: '  ' })).toEqual({ refused: 'invalid', field: 'name', rule: 'empty' })
    expect(await save({ name: 'x'.repeat(201) })).toEqual({ refused: 'invalid', field: 'name', rule: 'tooLong' })
    expect(await save({ email: 'ny' })).toEqual({ refused: 'invalid', field: 'email', rule: 'format' })
    expect(await save({ email: 'KAREN-vestergaard@fjordby.example' })).toEqual({ refused: 'invalid', field: 'email', rule: 'taken' })
    expect(await savePerson(world, admin, { id: 'nobody' as PersonId, input: person({}) })).toEqual({ refused: 'notFound' })
  })

  it('PE-7 an administration has a letter of its own, and a colour as long as there are any', async () => {
    const { world } = server.app
    const admin = await actor(pia)
    const save = (name: string, letter: string, colour: string, id: string | null = null) =>
      saveAdministration(world, admin, { id: id as UnitId | null, input: { name, letter, colour } })
    expect(await save('Kultur', 'j', 'slate')).toEqual({ refused: 'invalid', field: 'letter', rule: 'taken' })
    expect(await save('Kultur', 'K2', 'slate')).toEqual({ refused: 'invalid', field: 'letter', rule: 'format' })
    expect(await save('jobcenter', 'K', 'slate')).toEqual({ refused: 'invalid', field: 'name', rule: 'taken' })
    expect(await save('Kultur', 'K', 'plum')).toEqual({ refused: 'invalid', field: 'colour', rule: 'taken' })
    expect(await save('Kultur', 'K', 'pink')).toEqual({ refused: 'invalid', field: 'colour', rule: 'unknown' })
    expect(await save('Jobcenter', 'J', 'plum', 'jobcenter')).toMatchObject({ id: 'jobcenter', colour: 'plum' })
    expect(await save('Byrådet', 'BR', 'slate', 'byraadet')).toEqual({ refused: 'notFound' })
    const free = administrationColours.slice(4)
    for (const [at, colour] of free.entries()) expect(await save(`Ny ${at}`, `N${'ab'[at]}`, colour)).toMatchObject({ colour })
    expect(await save('Den syvende', 'Ø', 'plum')).toMatchObject({ letter: 'Ø', colour: 'plum' })
  })

  it('PE-8 whether a body is final stands fast while a route names it', async () => {
    const { world } = server.app
    const admin = await actor(pia)
    const input = { name: 'Byrådet', shortName: 'Byråd', final: false }
    expect(await saveBody(world, admin, { id: 'byraadet' as UnitId, input })).toEqual({ refused: 'inUse', what: 'route' })
    expect(await saveBody(world, admin, { id: 'byraadet' as UnitId, input: { ...input, shortName: 'Råd', final: true } })).toMatchObject({
      shortName: 'Råd',
    })
  })

  it('PE-9 whoever listens hears whose rights have changed', async () => {
    const { world } = server.app
    const heard: ServerEvent[] = []
    const stop = world.bus.subscribe((event) => heard.push(event))
    await savePerson(world, await actor(pia), {
      id: 'mads-thorup' as PersonId,
      input: person({ name: 'Mads Thorup', email: 'mads-thorup@fjordby.example' }),
    })
    stop()
    expect(heard).toContainEqual({ kind: 'peopleChanged', person: 'mads-thorup' })
  })

  it('PE-10 whoever listens hears of a change that was written without a reply', async () => {
    const { world } = server.app
    const noReply = async (): Promise<never> => {
      throw new NoReply('test')
    }
    const people = { ...world.stores.people, savePerson: noReply, saveUnit: noReply }
    const sessions = { ...world.stores.sessions, end: noReply }
    const failing = { ...world, stores: { ...world.stores, people, sessions } }
    const heard: ServerEvent[] = []
    const stop = world.bus.subscribe((event) => heard.push(event))
    const admin = await actor(pia)
    const input = person({ name: 'Mads Thorup', email: 'mads-thorup@fjordby.example', active: false })
    await expect(savePerson(failing, admin, { id: 'mads-thorup' as PersonId, input })).rejects.toThrow(NoReply)
    const body = { name: 'Byrådet', shortName: 'Råd', final: true }
    await expect(saveBody(failing, admin, { id: 'byraadet' as UnitId, input: body })).rejects.toThrow(NoReply)
    await expect(endSession(failing, 'token')).rejects.toThrow(NoReply)
    stop()
    expect(heard).toEqual([
      { kind: 'peopleChanged', person: 'mads-thorup' },
      { kind: 'peopleChanged', person: null },
      { kind: 'sessionEnded', tokenHash: 'token' },
    ])
  })
})
