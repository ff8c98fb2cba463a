/** Owns the collections `units` and `people`. */
import { type Connection, Schema } from 'mongoose'
import type { PersonId, UnitId } from '@samplan/shared/ids'
import type { Administration, Body, Membership, Person, Role, Unit } from '@samplan/shared/people'
import type { PeopleStore } from '../ports.ts'
import { gather, gatherMany } from '../gather.ts'
import { isDuplicate, read, written } from './failure.ts'
import { collectionOptions, recordOptions, text } from './model.ts'

type UnitRow = {
  _id: string
  kind: 'administration' | 'body'
  name: string
  /** What may not stand twice, in the form in which it is compared. */
  nameKey: string
  letter?: string
  letterKey?: string
  colour?: Administration['colour']
  shortName?: string
  final?: boolean
}

type PersonRow = {
  _id: string
  name: string
  email: string
  emailKey: string
  title: string
  active: boolean
  memberships: { unit: string | null; role: Role }[]
}

const units = new Schema<UnitRow>(
  {
    _id: { type: String, required: true },
    kind: { type: String, required: true, enum: ['administration', 'body'] },
    name: { type: String, required: true },
    nameKey: { type: String, required: true },
    letter: String,
    letterKey: String,
    colour: String,
    shortName: String,
    final: Boolean,
  },
  { ...collectionOptions, collection: 'units' },
)
units.index({ nameKey: 1 }, { unique: true })
units.index({ letterKey: 1 }, { unique: true, sparse: true })

const people = new Schema<PersonRow>(
  {
    _id: { type: String, required: true },
    name: { type: String, required: true },
    email: { type: String, required: true },
    emailKey: { type: String, required: true },
    title: text,
    active: { type: Boolean, required: true },
    memberships: [new Schema({ unit: { type: String, default: null }, role: { type: String, required: true } }, recordOptions)],
  },
  { ...collectionOptions, collection: 'people' },
)
people.index({ emailKey: 1 }, { unique: true })

const keyOf = (words: string): string => words.normalize('NFC').trim().toLocaleLowerCase('da')

function unitRow(unit: Unit): UnitRow {
  const { id, kind, name } = unit
  const common = { _id: id, kind, name, nameKey: keyOf(name) }
  return unit.kind === 'administration'
    ? { ...common, letter: unit.letter, letterKey: keyOf(unit.letter), colour: unit.colour }
    : { ...common, shortName: unit.shortName, final: unit.final }
}

function unitOf(row: UnitRow): Unit {
  const common = { id: row._id as UnitId, name: row.name }
  return row.kind === 'administration'
    ? ({ ...common, kind: 'administration', letter: row.letter ?? '', colour: row.colour ?? 'slate' } satisfies Administration)
    : ({ ...common, kind: 'body', shortName: row.shortName ?? row.name, final: row.final ?? false } satisfies Body)
}

function personOf(row: PersonRow): Person {
  const { _id, name, email, title, active, memberships } = row
  return {
    id: _id as Person['id'],
    name,
    email,
    title,
    active,
    memberships: memberships.map(({ unit, role }) => ({ unit: unit as UnitId | null, role })),
  }
}

const stored = (memberships: readonly Membership[]): PersonRow['memberships'] => memberships.map(({ unit, role }) => ({ unit, role }))

export function createPeopleStore(connection: Connection): PeopleStore {
  const unitModel = connection.model<UnitRow>('Unit', units)
  const personModel = connection.model<PersonRow>('Person', people)
  const unlessTaken = async (save: () => Promise<unknown>): Promise<boolean> => {
    try {
      await written(save)
      return true
    } catch (error) {
      if (isDuplicate(error)) return false
      throw error
    }
  }
  const allUnits = gather(async (_all: 'all') => {
    const rows = await read(() => unitModel.find({}).sort({ kind: 1, _id: 1 }).lean<UnitRow[]>().exec())
    return rows.map(unitOf)
  })

  return {
    units: () => allUnits('all'),
    saveUnit: (unit) => unlessTaken(() => unitModel.replaceOne({ _id: unit.id }, unitRow(unit), { upsert: true }).exec()),
    async people() {
      const rows = await read(() => personModel.find({}).lean<PersonRow[]>().exec())
      return rows.map(personOf).sort((a, b) => a.name.localeCompare(b.name, 'da') || (a.id < b.id ? -1 : 1))
    },
    person: gatherMany(async (ids: readonly PersonId[]) => {
      const rows = await read(() =>
        personModel
          .find({ _id: { $in: ids } })
          .lean<PersonRow[]>()
          .exec(),
      )
      return new Map(rows.map((row) => [row._id as PersonId, personOf(row)]))
    }),
    savePerson({ id, name, email, title, active, memberships }) {
      const row: PersonRow = { _id: id, name, email, emailKey: keyOf(email), title, active, memberships: stored(memberships) }
      return unlessTaken(() => personModel.replaceOne({ _id: id }, row, { upsert: true }).exec())
    },
    async setMemberships(id, memberships) {
      await written(() => personModel.updateOne({ _id: id }, { $set: { memberships: stored(memberships) } }).exec())
    },
  }
}
