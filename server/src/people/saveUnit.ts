/** Owns the use cases by which an administrator enters administrations and bodies, or changes them. */
import { parseId, type UnitId } from '@samplan/shared/ids'
import { type Actor, type Administration, administrationColours, type Body, type Unit } from '@samplan/shared/people'
import { isRefusal, type Refusal } from '@samplan/shared/refusal'
import { mayInMunicipality } from '@samplan/shared/rights'
import type { World } from '../world.ts'
import { checkName } from './checkText.ts'

export type AdministrationInput = { readonly name: string; readonly letter: string; readonly colour: string }
export type BodyInput = { readonly name: string; readonly shortName: string; readonly final: boolean }

const letterShape = /^\p{L}{1,2}$/u

/** Without an id: a new administration. Its letter and its colour are its own, as long as colours are left. */
export async function saveAdministration(
  world: World,
  actor: Actor,
  { id, input }: { readonly id: UnitId | null; readonly input: AdministrationInput },
): Promise<Administration | Refusal> {
  const units = await unitsFor(world, actor, id, 'administration')
  if (isRefusal(units)) return units
  const name = checkName('name', input.name)
  if (isRefusal(name)) return name
  const letter = input.letter.normalize('NFC').trim()
  if (!letterShape.test(letter)) return { refused: 'invalid', field: 'letter', rule: letter === '' ? 'empty' : 'format' }
  const colour = administrationColours.find((known) => known === input.colour)
  if (!colour) return { refused: 'invalid', field: 'colour', rule: 'unknown' }
  const others = units.filter((unit) => unit.id !== id)
  if (hasName(others, name.text)) return { refused: 'invalid', field: 'name', rule: 'taken' }
  const administrations = others.filter((unit) => unit.kind === 'administration')
  if (administrations.some((unit) => same(unit.letter, letter))) return { refused: 'invalid', field: 'letter', rule: 'taken' }
  const used = new Set(administrations.map((unit) => unit.colour))
  if (used.has(colour) && used.size < administrationColours.length) return { refused: 'invalid', field: 'colour', rule: 'taken' }
  return save(world, { kind: 'administration', id: id ?? freshId(world), name: name.text, letter, colour })
}

/** Without an id: a new body. Whether it is final cannot change while a plan's route names it. */
export async function saveBody(
  world: World,
  actor: Actor,
  { id, input }: { readonly id: UnitId | null; readonly input: BodyInput },
): Promise<Body | Refusal> {
  const units = await unitsFor(world, actor, id, 'body')
  if (isRefusal(units)) return units
  const name = checkName('name', input.name)
  if (isRefusal(name)) return name
  const shortName = checkName('shortName', input.shortName)
  if (isRefusal(shortName)) return shortName
  if (
    hasName(
      units.filter((unit) => unit.id !== id),
      name.text,
    )
  )
    return { refused: 'invalid', field: 'name', rule: 'taken' }
  const before = units.find((unit) => unit.id === id)
  if (id && before?.kind === 'body' && before.final !== input.final) {
    const plans = await world.stores.plans.list()
    if (plans.some((plan) => plan.route.includes(id))) return { refused: 'inUse', what: 'route' }
  }
  return save(world, { kind: 'body', id: id ?? freshId(world), name: name.text, shortName: shortName.text, final: input.final })
}

async function unitsFor(world: World, actor: Actor, id: UnitId | null, kind: Unit['kind']): Promise<readonly Unit[] | Refusal> {
  if (!mayInMunicipality(actor, 'managePeople')) return { refused: 'notAllowed', act: 'managePeople' }
  const units = await world.stores.people.units()
  return id === null || units.some((unit) => unit.id === id && unit.kind === kind) ? units : { refused: 'notFound' }
}

const same = (a: string, b: string): boolean => a.toLocaleLowerCase('da') === b.toLocaleLowerCase('da')

const hasName = (units: readonly Unit[], name: string): boolean => units.some((unit) => same(unit.name, name))

async function save<Kind extends Unit>(world: World, unit: Kind): Promise<Kind | Refusal> {
  try {
    // Two at once: the index decides.
    return (await world.stores.people.saveUnit(unit)) ? unit : { refused: 'invalid', field: 'name', rule: 'taken' }
  } finally {
    // Whatever the store answered: it may be written.
    world.bus.publish({ kind: 'peopleChanged', person: null })
  }
}

function freshId(world: World): UnitId {
  const id = parseId<UnitId>(world.newId())
  if (!id) throw new Error('newId made no id')
  return id
}
