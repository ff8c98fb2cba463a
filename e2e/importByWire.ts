/** Owns an import over HTTP, as a page or another tab makes it: for journeys and bench. Needs no packages. */
import type { ImportDraft } from '@samplan/shared/import/draft'

/** Somebody signed in who may import. */
export type Importer = { readonly address: string; readonly cookie: string }

type Seen = { readonly state: string; readonly revision: number; readonly draft: ImportDraft | null }

export type ImportByWire = {
  readonly id: string
  read(): Promise<Seen>
  /** As another tab of the person would. */
  keep(draft: ImportDraft): Promise<number>
  /** Of the Jobcenter, on the demo's usual route; resolves with its id. */
  makePlan(title: string): Promise<string>
}

/** Brings a text in over HTTP; resolves when it is read. */
export async function importText(who: Importer, text: string, name = 'plan.txt'): Promise<ImportByWire> {
  const ask = (path: string, method: string, body?: string, type = 'application/json'): Promise<Response> =>
    fetch(`${who.address}/api/imports${path}`, {
      method,
      headers: { origin: who.address, cookie: who.cookie, ...(body !== undefined && { 'content-type': type }) },
      ...(body !== undefined && { body }),
    })
  const begun = await ask(`?name=${encodeURIComponent(name)}`, 'POST', text, 'application/octet-stream')
  if (begun.status !== 201) throw new Error(`the import was refused: ${begun.status} ${await begun.text()}`)
  const { id } = (await begun.json()) as { readonly id: string }
  const read = async (): Promise<Seen> => (await ask(`/${id}`, 'GET')).json() as Promise<Seen>
  for (let seen = await read(); seen.state !== 'ready'; seen = await read())
    if (seen.state === 'failed') throw new Error('the text could not be read')
  return {
    id,
    read,
    makePlan: async (title) => {
      const plan = { title, period: '2027', owner: 'jobcenter', route: ['beskaeftigelses-og-vaekstudvalget', 'byraadet'] }
      const answer = await ask(`/${id}/plan`, 'POST', JSON.stringify(plan))
      if (!answer.ok) throw new Error(`the plan was refused: ${answer.status} ${await answer.text()}`)
      return ((await answer.json()) as { readonly plan: string }).plan
    },
    keep: async (draft) => {
      const { revision } = await read()
      const answer = await ask(`/${id}`, 'PUT', JSON.stringify({ draft, revision }))
      if (!answer.ok) throw new Error(`the draft was refused: ${answer.status} ${await answer.text()}`)
      return ((await answer.json()) as { readonly revision: number }).revision
    },
  }
}
