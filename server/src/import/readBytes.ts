/** Owns which reader a file gets: judged by its bytes, never by its name. */
import type { SourceText } from '@samplan/shared/import/source'
import { textLines } from '@samplan/shared/import/textLines'
import { isRefusal, type Refusal } from '@samplan/shared/refusal'
import type { ReadLimits } from './limits.ts'
import { decodeText } from './decodeText.ts'
import { readDocx } from './readDocx.ts'
import { readHtml } from './readHtml.ts'
import { isPdf, readPdf } from './pdf/readPdf.ts'
import { isZip, judgeOldOffice } from './unpackDocx.ts'

/** `file`: anything; the other two come from a clipboard. */
export type Coming = 'file' | 'text' | 'html'

export type ReadOrder = { readonly bytes: Uint8Array; readonly name: string | null; readonly as: Coming }

/** Pages done of all. */
export type Progress = { readonly done: number; readonly total: number }

/** Reads in this thread and without a limit on time: whoever calls gives it a thread of its own. */
export async function readBytes(
  order: ReadOrder,
  limits: ReadLimits,
  onProgress: (progress: Progress) => void,
): Promise<SourceText | Refusal> {
  if (order.bytes.byteLength > limits.fileBytes) return { refused: 'importTooLarge', limit: limits.fileBytes, of: 'bytes' }
  const source = await (order.as === 'file' ? readFile(order, limits, onProgress) : readPaste(order))
  return isRefusal(source) ? source : judged(source, limits)
}

async function readFile(
  { bytes, name }: ReadOrder,
  limits: ReadLimits,
  onProgress: (progress: Progress) => void,
): Promise<SourceText | Refusal> {
  if (isPdf(bytes)) return readPdf(bytes, name, limits, onProgress)
  if (isZip(bytes)) return readDocx(bytes, name, limits)
  const old = judgeOldOffice(bytes)
  if (old) return old
  const text = decodeText(bytes)
  if (isRefusal(text)) return text
  if (text.startsWith('{\\rtf')) return { refused: 'importBinary' }
  return /^\s*(<\?xml[^>]*>\s*)?<(!doctype html|html)[\s>]/i.test(text)
    ? readHtml(text, 'paste', name)
    : textLines(text, { kind: 'text', name })
}

function readPaste({ bytes, name, as }: ReadOrder): SourceText {
  const text = new TextDecoder().decode(bytes)
  return as === 'html' ? readHtml(text, 'paste', name) : textLines(text, { kind: 'paste', name })
}

function judged(source: SourceText, limits: ReadLimits): SourceText | Refusal {
  let letters = 0
  for (const line of source.lines) letters += line.text.length
  if (letters > limits.letters) return { refused: 'importTooLarge', limit: limits.letters, of: 'letters' }
  return source.lines.some(({ text }) => /[\p{L}\p{N}]/u.test(text)) ? source : { refused: 'importEmpty' }
}
