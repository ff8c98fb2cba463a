/** Owns the reading of a file in a thread of its own: limits on time and memory, progress, cancelling. */
import { Worker } from 'node:worker_threads'
import type { ImportDraft } from '@samplan/shared/import/draft'
import type { SourceText } from '@samplan/shared/import/source'
import type { Refusal } from '@samplan/shared/refusal'
import type { ImportTexts } from '../storage/ports.ts'
import { type ReadLimits, readLimits } from './limits.ts'
import type { Coming, Progress } from './readBytes.ts'
import type { WorkerOrder, WorkerReport } from './readingWorker.ts'

export type ReadOptions = {
  /** `file` unless it comes from a clipboard. */
  readonly as?: Coming
  readonly limits?: Partial<ReadLimits>
  readonly onProgress?: (progress: Progress) => void
  /** Ends the thread; the promise is then rejected with the signal's reason. */
  readonly signal?: AbortSignal
}

/** The text of the file. What cannot be read is a refusal; it throws only when cancelled, or for a bug in a reader. */
export async function readSource(bytes: Uint8Array, name: string | null, options: ReadOptions = {}): Promise<SourceText | Refusal> {
  const report = await runWorker(bytes, name, 'source', options)
  return report.kind === 'refused' ? report.refusal : report.kind === 'source' ? report.source : wrong(report)
}

/** The text and the draft that was found in it. */
export async function readDraft(
  bytes: Uint8Array,
  name: string | null,
  options: ReadOptions = {},
): Promise<{ readonly source: SourceText; readonly draft: ImportDraft } | Refusal> {
  const report = await runWorker(bytes, name, 'draft', options)
  return report.kind === 'refused' ? report.refusal : report.kind === 'draft' ? report : wrong(report)
}

/** The same as bytes to be stored, packed in the thread. */
export async function readTexts(bytes: Uint8Array, name: string | null, options: ReadOptions = {}): Promise<ImportTexts | Refusal> {
  const report = await runWorker(bytes, name, 'texts', options)
  return report.kind === 'refused' ? report.refusal : report.kind === 'texts' ? report.texts : wrong(report)
}

type Answer = Exclude<WorkerReport, { readonly kind: 'progress' }>

/** How often the buffers are looked at: `resourceLimits` counts the heap only. Milliseconds. */
const watchEvery = 100

async function runWorker(
  bytes: Uint8Array,
  name: string | null,
  wants: WorkerOrder['wants'],
  { as = 'file', limits: own, onProgress, signal }: ReadOptions,
): Promise<Answer> {
  signal?.throwIfAborted()
  const limits = { ...readLimits, ...own }
  // A copy of its own: a buffer may be part of a pool, which cannot be handed over.
  const copy = new Uint8Array(bytes)
  const order: WorkerOrder = { bytes: copy, name, as, limits, wants }
  const worker = new Worker(new URL('./readingWorker.ts', import.meta.url), {
    workerData: order,
    transferList: [copy.buffer],
    name: 'import',
    // Libraries that print must not print into an answer.
    stdout: true,
    stderr: true,
    resourceLimits: { maxOldGenerationSizeMb: limits.memoryMb, maxYoungGenerationSizeMb: 64 },
  })
  worker.stdout.resume()
  worker.stderr.resume()
  const timers: NodeJS.Timeout[] = []
  try {
    return await new Promise<Answer>((resolve, reject) => {
      const refuse = (refusal: Refusal): void => resolve({ kind: 'refused', refusal })
      worker.on('message', (report: WorkerReport) => (report.kind === 'progress' ? onProgress?.(report.progress) : resolve(report)))
      worker.on('error', (error) => (isOutOfMemory(error) ? refuse({ refused: 'importBomb' }) : reject(error)))
      worker.on('exit', (code) => reject(new Error(`the reading thread ended with ${code} and no answer`)))
      signal?.addEventListener('abort', () => reject(signal.reason), { once: true })
      timers.push(setTimeout(() => refuse({ refused: 'importTimeout', seconds: Math.ceil(limits.time / 1000) }), limits.time))
      timers.push(setInterval(() => void watchBuffers(worker, limits, () => refuse({ refused: 'importBomb' })), watchEvery))
    })
  } finally {
    for (const timer of timers) clearTimeout(timer)
    await worker.terminate()
  }
}

async function watchBuffers(worker: Worker, { memoryMb }: ReadLimits, tooMuch: () => void): Promise<void> {
  // Node before 22.16 cannot tell.
  if (typeof worker.getHeapStatistics !== 'function') return
  const statistics = await worker.getHeapStatistics().catch(() => null)
  if (statistics && statistics.external_memory > memoryMb * 1024 * 1024) tooMuch()
}

function isOutOfMemory(error: unknown): boolean {
  if (!(error instanceof Error)) return false
  const { code } = error as NodeJS.ErrnoException
  return (
    code === 'ERR_WORKER_OUT_OF_MEMORY' ||
    (error instanceof RangeError && /allocation failed|Invalid array buffer length/i.test(error.message))
  )
}

function wrong(report: Answer): never {
  throw new Error(`the reading thread answered with ${report.kind}`)
}
