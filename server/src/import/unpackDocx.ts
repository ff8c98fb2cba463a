/** Owns the unpacking of a DOCX: counted while it is inflated, so that a small file cannot become a huge one. */
import { Unzip, UnzipInflate, zipSync } from 'fflate'
import type { Refusal } from '@samplan/shared/refusal'
import type { ReadLimits } from './limits.ts'

/** Only what may hold text is inflated: no pictures, no fonts. */
const read = /(^|\/)[^/]+\.(xml|rels)$/i
const mostParts = 5_000
const slice = 64 * 1024

/**
 * A DOCX again, unpacked and with its texts only: what reads it meets no byte that was not counted. Judged are the sizes that the file
 * declares and those that come out.
 */
export function unpackDocx(bytes: Uint8Array, { unpackedBytes }: ReadLimits): Uint8Array | Refusal {
  const parts: Record<string, Uint8Array> = {}
  let [inflated, declared, count] = [0, 0, 0]
  let stopped: Refusal | null = null
  /** The first reason counts: fflate hands what is thrown in a part back to that part. */
  const stop = (refused: 'importBomb' | 'importUnreadable'): never => {
    stopped ??= { refused }
    throw new Error(refused)
  }
  const unzip = new Unzip((file) => {
    declared += file.originalSize ?? 0
    if (++count > mostParts || declared > unpackedBytes * 4) stop('importBomb')
    if (!read.test(file.name)) return
    if ((file.originalSize ?? 0) > unpackedBytes) stop('importBomb')
    const chunks: Uint8Array[] = []
    file.ondata = (error, chunk, final) => {
      if (error) stop('importUnreadable')
      inflated += chunk.byteLength
      if (inflated > unpackedBytes) stop('importBomb')
      chunks.push(chunk)
      if (final) parts[file.name] = Buffer.concat(chunks)
    }
    file.start()
  })
  unzip.register(UnzipInflate)
  try {
    for (let from = 0; from < bytes.byteLength; from += slice) {
      unzip.push(bytes.subarray(from, from + slice), from + slice >= bytes.byteLength)
    }
  } catch {
    return stopped ?? { refused: 'importUnreadable' }
  }
  const types = parts['[Content_Types].xml']
  if (!types) return { refused: count === 0 ? 'importUnreadable' : 'importBinary' }
  if (!new TextDecoder().decode(types).includes('wordprocessingml.')) return { refused: 'importBinary' }
  return zipSync(parts, { level: 0 })
}

/** The first bytes of every zip. */
export const isZip = (bytes: Uint8Array): boolean => bytes[0] === 0x50 && bytes[1] === 0x4b && bytes[2] === 3 && bytes[3] === 4

const oldOffice = [0xd0, 0xcf, 0x11, 0xe0]

/** The container of old Word files, and of new ones that are locked with a password; null for other bytes. */
export function judgeOldOffice(bytes: Uint8Array): Refusal | null {
  if (!oldOffice.every((byte, at) => bytes[at] === byte)) return null
  const name = Buffer.from('EncryptedPackage', 'utf16le')
  return { refused: Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength).includes(name) ? 'importEncrypted' : 'importBinary' }
}
