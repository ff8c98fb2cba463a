/** Owns how the bench signs in and asks, without a browser. */

export type SignedIn = { readonly address: string; readonly person: string; readonly cookie: string }

export async function signIn(address: string, person: string): Promise<SignedIn> {
  const answer = await fetch(`${address}/api/sign-in/demo`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', origin: address },
    body: JSON.stringify({ person }),
  })
  const cookie = answer.headers.getSetCookie()[0]?.split(';')[0]
  if (!answer.ok || !cookie) throw new Error(`sign-in as ${person}: ${answer.status}`)
  return { address, person, cookie }
}

export async function ask<Data>(who: SignedIn, query: string, variables: object = {}): Promise<Data> {
  const answer = await fetch(`${who.address}/graphql`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', origin: who.address, cookie: who.cookie },
    body: JSON.stringify({ query, variables }),
  })
  const { data, errors } = (await answer.json()) as { data?: Data; errors?: unknown }
  if (!data || errors) throw new Error(JSON.stringify(errors))
  return data
}

export type PlanFacts = {
  readonly id: string
  readonly title: string
  readonly revision: number
  readonly epoch: number
  readonly sections: readonly { readonly id: string; readonly blocks: readonly string[] }[]
}

/** The demo's large plan, which is a draft. */
export async function draftPlan(who: SignedIn): Promise<PlanFacts> {
  const { plans } = await ask<{ plans: { nodes: readonly (PlanFacts & { readonly state: { readonly at: string } })[] } }>(
    who,
    '{ plans(first: 10) { nodes { id title revision epoch state { at } sections { id blocks } } } }',
  )
  const draft = plans.nodes.find(({ state }) => state.at === 'draft')
  if (!draft) throw new Error('the demo has no draft')
  return draft
}
