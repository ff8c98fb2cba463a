/** Owns which reader a file gets: judged by its bytes, never by its name. */
import type { SourceText } from '@samplan/shared/import/source'
import { textLines } from '@samplan/shared/import/textLines'
import { isRefusal, type Refusal } from '@samplan/shared/refusal'
import type { ReadLimits } from './limits.ts'
import { decodeText } from './decodeText.ts'

/** `file`: anything; the other two come from a clipboard. */
export type Coming = 'file' | 'text' | 'html'

export type ReadOrder = { readonly bytes: Uint8Array; readonly name: string | null; readonly as: Coming }

/** Pages done of all. */
export type Progress = { readonly done: number; readonly total: number }

/** Reads in this thread and without a limit on time: whoever calls gives it a thread of its own. */
export async function readBytes(
  { bytes, name, as }: ReadOrder,
  limits: ReadLimits,
  _onProgress: (progress: Progress) => void,
): Promise<SourceText | Refusal> {
  if (bytes.byteLength > limits.fileBytes) return { refused: 'importTooLarge', limit: limits.fileBytes, of: 'bytes' }
  const text = as === 'file' ? decodeText(bytes) : new TextDecoder().decode(bytes)
  if (isRefusal(text)) return text
  return judged(textLines(text, { kind: as === 'file' ? 'text' : 'paste', name }), limits)
}

function judged(source: SourceText, limits: ReadLimits): SourceText | Refusal {
  let letters = 0
  for (const line of source.lines) letters += line.text.length
  if (letters > limits.letters) return { refused: 'importTooLarge', limit: limits.letters, of: 'letters' }
  return source.lines.some(({ text }) => /[\p{L}\p{N}]/u.test(text)) ? source : { refused: 'importEmpty' }
}
