/** Owns the talk with the server about imports: what is asked, what comes back, and refusals as values. */
import type { ImportDraft } from '@samplan/shared/import/draft'
import type { SourceText } from '@samplan/shared/import/source'
import { isRefusal, type Refusal } from '@samplan/shared/refusal'
import { endSession } from '../session.ts'

export type ImportState = 'reading' | 'ready' | 'failed'
/** `at` is when it was begun, ISO 8601 UTC; a paste has no name. */
export type ImportInList = { readonly id: string; readonly name: string | null; readonly at: string; readonly state: ImportState }
export type Import = ImportInList & {
  /** Pages read so far, or null where the file knows none. */
  readonly progress: { readonly done: number; readonly total: number } | null
  readonly failure: Refusal | null
  readonly source: SourceText | null
  readonly draft: ImportDraft | null
  /** Of the draft as it was last kept. */
  readonly revision: number
}

/** One that has been read. */
export type ReadyImport = Import & { readonly source: SourceText; readonly draft: ImportDraft }

/** What one chose: a file, or a paste with its letters or its markup. */
export type Chosen =
  | { readonly kind: 'file'; readonly file: File }
  | { readonly kind: 'text'; readonly text: string }
  | { readonly kind: 'html'; readonly html: string }

export type NewPlanInput = { readonly title: string; readonly period: string; readonly owner: string; readonly route: readonly string[] }

/** The bound of the server, in bytes. */
export const mostBytes = 20 * 1024 * 1024

export async function listImports(): Promise<readonly ImportInList[] | Refusal> {
  const answer = await ask<{ readonly imports: readonly ImportInList[] }>('/api/imports')
  return isRefusal(answer) ? answer : answer.imports
}

export function loadImport(id: string, signal?: AbortSignal): Promise<Import | Refusal> {
  return ask<Import>(pathOf(id), signal ? { signal } : {})
}

export function beginImport(chosen: Chosen): Promise<{ readonly id: string } | Refusal> {
  if (chosen.kind === 'file')
    return ask(`/api/imports?name=${encodeURIComponent(chosen.file.name)}`, {
      method: 'POST',
      headers: { 'content-type': 'application/octet-stream' },
      body: chosen.file,
    })
  const [type, body] = chosen.kind === 'html' ? ['text/html', chosen.html] : ['text/plain', chosen.text]
  return ask('/api/imports', { method: 'POST', headers: { 'content-type': `${type}; charset=utf-8` }, body })
}

/** What a browser still sends once the page is gone, all requests together, in bytes: 64 KiB (Fetch standard), with room for the rest. */
const mostBehindPage = 60 * 1024

/** Whether requests with these drafts are sent to their end when the page goes. */
export function outlivePage(drafts: readonly ImportDraft[]): boolean {
  return drafts.reduce((sum, draft) => sum + sizeOf(JSON.stringify(draft)), 0) <= mostBehindPage
}

const sizeOf = (text: string): number => new TextEncoder().encode(text).byteLength

/** Refused with `importChanged` where another draft has been kept since `revision`. `outlives`: sent to its end also when the page goes, see outlivePage. */
export function keepDraft(
  id: string,
  draft: ImportDraft,
  revision: number,
  outlives: boolean,
): Promise<{ readonly revision: number } | Refusal> {
  return ask(pathOf(id), { method: 'PUT', keepalive: outlives, ...json({ draft, revision }) })
}

export async function forgetImport(id: string): Promise<Refusal | null> {
  const answer = await ask<object>(pathOf(id), { method: 'DELETE' })
  return isRefusal(answer) ? answer : null
}

export function createFromImport(id: string, input: NewPlanInput): Promise<{ readonly plan: string } | Refusal> {
  return ask(`${pathOf(id)}/plan`, { method: 'POST', ...json(input) })
}

const pathOf = (id: string): string => `/api/imports/${encodeURIComponent(id)}`
const json = (body: unknown) => ({ headers: { 'content-type': 'application/json' }, body: JSON.stringify(body) })

/** Throws a TypeError where there is no connection. */
async function ask<Answer extends object>(path: string, options: RequestInit = {}): Promise<Answer | Refusal> {
  const answer = await fetch(path, options)
  if (answer.status === 204) return {} as Answer
  const told: unknown = await answer.json().catch(() => null)
  if (answer.ok && typeof told === 'object' && told !== null) return told as Answer
  const refusal = refusalIn(told)
  if (answer.status === 401) endSession()
  return refusal ?? { refused: 'storeUnavailable' }
}

function refusalIn(told: unknown): Refusal | null {
  if (typeof told !== 'object' || told === null || !('error' in told)) return null
  const { error } = told
  if (typeof error !== 'object' || error === null || !('code' in error) || typeof error.code !== 'string') return null
  const { code, ...facts } = error
  return { ...facts, refused: code } as Refusal
}
