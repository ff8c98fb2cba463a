/** Owns the encoding of a plain text. */
import type { Refusal } from '@samplan/shared/refusal'

/** How many control characters a text may have of 1000. Extracted texts have some. */
const controlsPerThousand = 5

/** The text in UTF-8, UTF-16 or, where it is neither, Windows-1252; bytes that are no text are refused. */
export function decodeText(bytes: Uint8Array): string | Refusal {
  const wide = wideEncoding(bytes)
  const text = wide ? new TextDecoder(wide).decode(bytes) : (inUtf8(bytes) ?? new TextDecoder('windows-1252').decode(bytes))
  return isBinary(text) ? { refused: 'importBinary' } : text
}

function wideEncoding(bytes: Uint8Array): 'utf-16le' | 'utf-16be' | null {
  if (bytes[0] === 0xff && bytes[1] === 0xfe) return 'utf-16le'
  if (bytes[0] === 0xfe && bytes[1] === 0xff) return 'utf-16be'
  // Without a mark: in Latin letters every other byte is zero.
  const sample = bytes.subarray(0, 4096)
  if (sample.length < 4 || sample.length % 2 === 1) return null
  const zeros = [0, 0]
  for (const [at, byte] of sample.entries()) if (byte === 0) zeros[at % 2] = (zeros[at % 2] ?? 0) + 1
  const [even = 0, odd = 0] = zeros
  const most = sample.length / 2
  if (odd > most * 0.7 && even < most * 0.1) return 'utf-16le'
  return even > most * 0.7 && odd < most * 0.1 ? 'utf-16be' : null
}

function inUtf8(bytes: Uint8Array): string | null {
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes)
  } catch {
    return null
  }
}

function isBinary(text: string): boolean {
  let controls = 0
  for (let at = 0; at < text.length; at++) {
    const code = text.charCodeAt(at)
    if (code === 0) return true
    if ((code < 32 && !(code >= 9 && code <= 13) && code !== 27) || code === 0xfffd || (code >= 0x7f && code < 0xa0)) controls++
  }
  return controls * 1000 > text.length * controlsPerThousand
}
