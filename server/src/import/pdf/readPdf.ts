/** Owns the reading of PDFs through pdf.js: pages one after the other, their lines in reading order, their tables. */
import { fileURLToPath } from 'node:url'
import type { PDFDocumentProxy } from 'pdfjs-dist'
import type { SourceText } from '@samplan/shared/import/source'
import type { Refusal } from '@samplan/shared/refusal'
import { buildSource } from '../buildSource.ts'
import type { ReadLimits } from '../limits.ts'
import type { Progress } from '../readBytes.ts'
import { addPage } from './pageLines.ts'
import { readPage } from './pageParts.ts'

/** Programs put something before it. */
const headWithin = 1024

export function isPdf(bytes: Uint8Array): boolean {
  return Buffer.from(bytes.buffer, bytes.byteOffset, Math.min(bytes.byteLength, headWithin)).includes('%PDF-')
}

/** Text, looks and layout of every page; what is drawn is looked at for tables only. Pictures are never unpacked. */
export async function readPdf(
  bytes: Uint8Array,
  name: string | null,
  limits: ReadLimits,
  onProgress: (progress: Progress) => void,
): Promise<SourceText | Refusal> {
  const { getDocument, OPS } = await import('pdfjs-dist/legacy/build/pdf.mjs')
  const folder = (part: string): string => fileURLToPath(new URL(`../../${part}/`, import.meta.resolve('pdfjs-dist/legacy/build/pdf.mjs')))
  const task = getDocument({
    // It takes the bytes away from whoever gives them.
    data: new Uint8Array(bytes),
    verbosity: 0,
    standardFontDataUrl: folder('standard_fonts'),
    cMapUrl: folder('cmaps'),
    useSystemFonts: false,
    disableFontFace: true,
    // With them a font has its name, which is where most say that they are bold.
    fontExtraProperties: true,
    enableXfa: false,
    useWasm: false,
    useWorkerFetch: false,
    isOffscreenCanvasSupported: false,
    isImageDecoderSupported: false,
    maxImageSize: 1,
  })
  try {
    const pdf = await task.promise
    if (pdf.numPages > limits.pages) return { refused: 'importTooLarge', limit: limits.pages, of: 'pages' }
    return await readPages(pdf, name, OPS, onProgress)
  } catch (error) {
    return { refused: error instanceof Error && error.name === 'PasswordException' ? 'importEncrypted' : 'importUnreadable' }
  } finally {
    await task.destroy()
  }
}

async function readPages(
  pdf: PDFDocumentProxy,
  name: string | null,
  ops: Readonly<Record<string, number>>,
  onProgress: (progress: Progress) => void,
): Promise<SourceText | Refusal> {
  const source = buildSource('pdf', name)
  const total = pdf.numPages
  let hasWords = false
  onProgress({ done: 0, total })
  for (let number = 1; number <= total; number++) {
    const page = await pdf.getPage(number)
    const parts = await readPage(page, ops)
    page.cleanup()
    hasWords ||= parts.pieces.some(({ text }) => /\p{L}/u.test(text))
    addPage(source, number, parts)
    onProgress({ done: number, total })
  }
  return hasWords ? source.end(total) : { refused: 'importScanned', pages: total }
}
