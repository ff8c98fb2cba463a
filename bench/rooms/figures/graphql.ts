/** Owns the figure of the plan page's query, beside a hello-world Apollo on the same Fastify. */
import { fileURLToPath } from 'node:url'
import { draftPlan, signIn } from '../../people.ts'
import type { Figure } from '../figure.ts'
import { Generator } from '../measure.ts'
import { startSubject } from '../subjects.ts'

/** What the plan page asks for before anything else, text included. */
const planQuery = `query ($id: ID!) { plan(id: $id) { id title period owner { id name letter colour } route { id name shortName final }
  state { at body version } revision epoch pending steps { seq action actorName role at reason } mayDo outlineVersion
  sections { id level title owner { id name letter colour } invited { id } mayDo blocks } bin { id title } versions { hash revision } } }`

export const graphql: Figure = {
  name: 'graphql',
  subjects: ['ours'],
  sections: 1,
  rows: [
    { key: 'plan', title: "GraphQL query of the plan page, the demo's 52 sections with their text", unit: '/s', marks: [] },
    { key: 'hello', title: 'hello-world Apollo on the same Fastify', unit: '/s', marks: [] },
  ],
  async measure(subject, { stock, quick }) {
    const running = await startSubject(subject, stock, 1)
    const bare = await startSubject('relay', stock, 1, { main: fileURLToPath(new URL('../servers/apollo.ts', import.meta.url)) })
    const generator = new Generator()
    try {
      const who = await signIn(running.address, 'karen-vestergaard')
      const { id } = await draftPlan(who)
      const load = { connections: 10, forMs: quick ? 1_500 : 10_000 }
      const plan = await generator.run('requests', running, { ...load, query: planQuery, variables: { id }, cookie: who.cookie })
      const hello = await generator.run('requests', bare, { ...load, query: '{ hello }', variables: {}, cookie: null })
      return {
        values: { plan: plan.gives.perSecond, hello: hello.gives.perSecond },
        fault: null,
        void: plan.void ?? hello.void,
        raw: { plan, hello },
      }
    } finally {
      await generator.end()
      await Promise.all([running.stop(), bare.stop()])
    }
  },
}
