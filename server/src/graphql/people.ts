/** Owns the resolvers of units and people. */
import { parseId, type PersonId, type UnitId } from '@samplan/shared/ids'
import type { Actor, Person } from '@samplan/shared/people'
import { mayInMunicipality } from '@samplan/shared/rights'
import { createSignInLink } from '../people/createSignInLink.ts'
import { savePerson } from '../people/savePerson.ts'
import { saveAdministration, saveBody } from '../people/saveUnit.ts'
import type { Context, PersonView } from './context.ts'
import { follow } from './follow.ts'
import type { Resolvers } from './generated.ts'
import { pageOf } from './page.ts'
import { granted, refusalError } from './refusals.ts'

/** An id from outside; what can be none is like one that does not exist. */
function idOf<Kind extends string>(text: string): Kind {
  const id = parseId<Kind>(text)
  if (id === null) throw refusalError({ refused: 'notFound' })
  return id
}

function personView(person: Person, actor: Actor): PersonView {
  return { person, seesEmail: person.id === actor.person || mayInMunicipality(actor, 'managePeople') }
}

async function me({ world, actor }: Context, now: Actor = actor): Promise<PersonView> {
  const person = await world.stores.people.person(now.person)
  if (!person) throw refusalError({ refused: 'notSignedIn' })
  return personView(person, now)
}

export const peopleResolvers = {
  Unit: { __resolveType: (unit) => (unit.kind === 'administration' ? 'Administration' : 'Body') },
  Person: {
    id: ({ person }) => person.id,
    name: ({ person }) => person.name,
    email: ({ person, seesEmail }) => (seesEmail ? person.email : null),
    title: ({ person }) => person.title,
    active: ({ person }) => person.active,
    async memberships({ person }, _args, { world }) {
      const units = await world.stores.people.units()
      return person.memberships.map(({ unit, role }) => ({ unit: units.find(({ id }) => id === unit) ?? null, role }))
    },
  },
  Query: {
    municipality: (_parent, _args, { settings: { municipality, demo, demoIsOpen } }) => ({ name: municipality, demo, demoIsOpen }),
    me: (_parent, _args, context) => me(context),
    units: async (_parent, _args, { world }) => [...(await world.stores.people.units())],
    async people(_parent, { first, after }, { world, actor, limits }) {
      if (!mayInMunicipality(actor, 'managePeople')) throw refusalError({ refused: 'notAllowed', act: 'managePeople' })
      const people = (await world.stores.people.people()).toSorted((a, b) => a.name.localeCompare(b.name, 'da') || a.id.localeCompare(b.id))
      const { nodes, next } = pageOf(people, ({ id }) => id, first, after, limits)
      return { nodes: nodes.map((person) => personView(person, actor)), next }
    },
  },
  Mutation: {
    saveAdministration: async (_parent, { id, input }, { world, actor }) =>
      granted(await saveAdministration(world, actor, { id: id == null ? null : idOf<UnitId>(id), input })),
    saveBody: async (_parent, { id, input }, { world, actor }) =>
      granted(await saveBody(world, actor, { id: id == null ? null : idOf<UnitId>(id), input })),
    savePerson: async (_parent, { id, input }, { world, actor }) =>
      personView(granted(await savePerson(world, actor, { id: id == null ? null : idOf<PersonId>(id), input })), actor),
    createSignInLink: async (_parent, { person }, { world, actor, settings }) =>
      granted(await createSignInLink(world, actor, idOf<PersonId>(person), settings.publicUrl())),
  },
  Subscription: {
    meChanged: {
      subscribe: (_parent, _args, context) =>
        follow(
          context.world.bus,
          (waiting, event) =>
            waiting ?? (event.kind === 'peopleChanged' && (event.person === context.actor.person || event.person === null) ? true : null),
          async () => ({ meChanged: await me(context, await context.actorNow()) }),
          true,
        ),
    },
  },
} satisfies Resolvers
