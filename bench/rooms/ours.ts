/**
 * Owns the installation that our server is measured with, made once through its own interfaces: a demo whose administrator enters people
 * and whose leader makes plans and adds sections. Each start gets a copy of the folder.
 */
import { ask, type SignedIn, signIn } from '../people.ts'
import type { Target } from './member.ts'

/** A demo's jobcenter writes the plans; its leader keeps their outlines. */
const [administration, leader, administrator] = ['jobcenter', 'karen-vestergaard', 'pia-munkesoe'] as const
const sectionsPerPlan = 100
/** What `shared/src/section/content.ts` says; asked of the server by the first handshake. */
const schema = 1

export type Prepared = Pick<Target, 'sections' | 'people'> & { readonly plans: readonly string[] }

export async function prepare(address: string, sections: number, people: number): Promise<Prepared> {
  const boss = await signIn(address, administrator)
  const signedIn: SignedIn[] = []
  for (let index = 0; index < people; index++) {
    const { savePerson } = await ask<{ savePerson: { id: string } }>(
      boss,
      'mutation ($input: PersonInput!) { savePerson(input: $input) { id } }',
      {
        input: {
          name: `Skriver ${index}`,
          email: `skriver-${index}@fjordby.example`,
          title: '',
          active: true,
          memberships: [{ unit: administration, role: 'staff' }],
        },
      },
    )
    signedIn.push(await signIn(address, savePerson.id))
  }
  const karen = await signIn(address, leader)
  const paths: string[] = []
  const plans: string[] = []
  while (paths.length < sections) {
    const plan = await makePlan(karen, plans.length, Math.min(sectionsPerPlan, sections - paths.length))
    plans.push(plan.id)
    paths.push(...plan.sections.map(({ id }) => `/room/${id}?schema=${schema}&epoch=${plan.epoch}&person={person}&acks=1`))
  }
  return { sections: paths, people: signedIn.map(({ person, cookie }) => ({ id: person, cookie })), plans }
}

type MadePlan = { readonly id: string; readonly epoch: number; readonly sections: readonly { readonly id: string }[] }

export async function makePlan(who: SignedIn, index: number, sections: number): Promise<MadePlan> {
  const { units } = await ask<{ units: readonly { id: string; final?: boolean }[] }>(who, '{ units { id ... on Body { final } } }')
  const route = units.filter(({ final }) => final !== undefined).sort((a, b) => Number(a.final) - Number(b.final))
  const { createPlan } = await ask<{ createPlan: { id: string } }>(
    who,
    'mutation ($input: NewPlanInput!) { createPlan(input: $input) { id } }',
    {
      input: { title: `Måling ${index}`, period: '2027', owner: administration, route: route.map(({ id }) => id) },
    },
  )
  for (let made = 1; made < sections; made++) {
    await ask(who, 'mutation ($plan: ID!, $title: String!) { addSection(plan: $plan, title: $title, level: 1, after: null) { id } }', {
      plan: createPlan.id,
      title: `Afsnit ${made}`,
    })
  }
  const { plan } = await ask<{ plan: MadePlan }>(who, 'query ($id: ID!) { plan(id: $id) { id epoch sections { id } } }', {
    id: createPlan.id,
  })
  return plan
}
