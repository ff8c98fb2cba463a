/** Owns the figure: the leader submits, until the last of 100 subscribers has been told. */
import { createClient } from 'graphql-ws'
import { WebSocket } from 'ws'
import { ask, draftPlan, signIn } from './people.ts'
import type { Figure } from './samples.ts'

const plentyOfPeople = ['karen-vestergaard', 'mads-thorup', 'sofie-lykke', 'jens-aaskov', 'nadia-elmstroem']

export async function submitToLast(address: string, subscribers: number, rounds: number): Promise<Figure> {
  const people = await Promise.all(plentyOfPeople.map((person) => signIn(address, person)))
  const leader = people[0]
  if (!leader) throw new Error('nobody')
  const plan = await draftPlan(leader)
  let told: (() => void) | null = null
  const clients = await Promise.all(
    Array.from({ length: subscribers }, async (_, index) => {
      const who = people[index % people.length] ?? leader
      class SignedInSocket extends WebSocket {
        constructor(url: string, protocol: string) {
          super(url, protocol, { headers: { cookie: who.cookie, origin: address } })
        }
      }
      const connected = Promise.withResolvers<void>()
      const client = createClient({
        url: `${address.replace('http', 'ws')}/graphql`,
        webSocketImpl: SignedInSocket,
        lazy: false,
        retryAttempts: 0,
        on: { connected: () => connected.resolve() },
        onNonLazyError: (error) => connected.reject(error),
      })
      await connected.promise
      client.subscribe<{ planMoved: { state: { at: string } } }>(
        { query: `subscription { planMoved(plan: "${plan.id}") { revision state { at } } }` },
        {
          next: ({ data }) => data?.planMoved.state.at === 'body' && told?.(),
          error: (error) => connected.reject(error),
          complete: () => undefined,
        },
      )
      return client
    }),
  )
  const samples: number[] = []
  let revision = plan.revision
  // The first round also waits for the subscriptions to stand: it is not counted.
  for (let round = -1; round < rounds; round++) {
    let rest = subscribers
    const last = Promise.withResolvers<void>()
    told = () => --rest === 0 && last.resolve()
    const from = performance.now()
    await ask(leader, 'mutation ($plan: ID!, $revision: Int!) { submitPlan(plan: $plan, revision: $revision) { revision } }', {
      plan: plan.id,
      revision,
    })
    await last.promise
    if (round >= 0) samples.push(performance.now() - from)
    const { withdrawPlan } = await ask<{ withdrawPlan: { revision: number } }>(
      leader,
      'mutation ($plan: ID!, $revision: Int!) { withdrawPlan(plan: $plan, revision: $revision, reason: "Måling") { revision } }',
      { plan: plan.id, revision: revision + 1 },
    )
    revision = withdrawPlan.revision
  }
  for (const client of clients) await client.dispose()
  return {
    name: `submit to the last of ${subscribers} subscribers`,
    path: `${plan.sections.length} sections frozen, version stored, pushed over graphql-ws`,
    samples,
  }
}
