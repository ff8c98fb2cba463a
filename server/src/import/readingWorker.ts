/** Owns the thread in which one file is read and judged; it ends with its answer. */
import { parentPort, workerData } from 'node:worker_threads'
import type { ImportDraft } from '@samplan/shared/import/draft'
import type { SourceText } from '@samplan/shared/import/source'
import { isRefusal, type Refusal } from '@samplan/shared/refusal'
import type { ImportTexts } from '../storage/ports.ts'
import { findDraft } from './findDraft.ts'
import { packedBytes, type ReadLimits } from './limits.ts'
import { packNow } from './packed.ts'
import { type Progress, readBytes, type ReadOrder } from './readBytes.ts'

/** `wants`: the text alone, the draft beside it, or both as they are stored. */
export type WorkerOrder = ReadOrder & { readonly limits: ReadLimits; readonly wants: 'source' | 'draft' | 'texts' }

export type WorkerReport =
  | { readonly kind: 'progress'; readonly progress: Progress }
  | { readonly kind: 'refused'; readonly refusal: Refusal }
  | { readonly kind: 'source'; readonly source: SourceText }
  | { readonly kind: 'draft'; readonly source: SourceText; readonly draft: ImportDraft }
  | { readonly kind: 'texts'; readonly texts: ImportTexts }

const port = parentPort
if (!port) throw new Error('readingWorker.ts runs in a thread of its own')
const order = workerData as WorkerOrder

// No file has a reason to ask the network for anything.
Object.assign(globalThis, { fetch: undefined, WebSocket: undefined, XMLHttpRequest: undefined })
port.postMessage(await answer())

async function answer(): Promise<WorkerReport> {
  const source = await readBytes(order, order.limits, (progress) =>
    port?.postMessage({ kind: 'progress', progress } satisfies WorkerReport),
  )
  if (isRefusal(source)) return { kind: 'refused', refusal: source }
  if (order.wants === 'source') return { kind: 'source', source }
  const draft = findDraft(source)
  if (isRefusal(draft)) return { kind: 'refused', refusal: draft }
  if (order.wants === 'draft') return { kind: 'draft', source, draft }
  const texts: ImportTexts = { source: packNow(source), draft: packNow(draft) }
  const tooLarge = Math.max(texts.source.byteLength, texts.draft.byteLength) > packedBytes
  if (tooLarge) return { kind: 'refused', refusal: { refused: 'importTooLarge', limit: packedBytes, of: 'bytes' } }
  return { kind: 'texts', texts }
}
