/** BSON in and out: the form in which the engine holds values. */
import { Binary, deserialize, serialize, setInternalBufferSize, type Document } from 'bson'
import { CommandError, unsupported } from './commandError.ts'
import { assign } from './value.ts'

/** A document; its fields keep the order in which they were written. */
export type Doc = Record<string, unknown>

/** The largest document, in bytes. */
export const MAX_DOCUMENT_BYTES = 16 * 1024 * 1024

// Room for a document that an update has made too large, so that it can be measured and refused.
setInternalBufferSize(4 * MAX_DOCUMENT_BYTES)

/** Binary whose text tells all bytes apart: mingo compares such objects by `toString`, and utf-8 would lose bytes. */
class Bytes extends Binary {
  override toString(encoding?: 'hex' | 'base64' | 'utf8' | 'utf-8'): string {
    return encoding ? super.toString(encoding) : Buffer.from(this.buffer.buffer, this.buffer.byteOffset, this.position).toString('latin1')
  }
}

const REFUSED_TYPES = new Set(['Decimal128', 'Code', 'BSONSymbol'])

/**
 * Numbers: an int32 becomes a plain number, so does a double that is not a whole int32; a whole double stays a `Double`
 * and a 64 bit integer a `Long`, so that nothing changes its type by being read and written.
 */
function settle(value: unknown): unknown {
  if (value === null || typeof value !== 'object') return value
  if (Array.isArray(value)) {
    for (let i = 0; i < value.length; i++) value[i] = settle(value[i])
    return value
  }
  if (value instanceof Date) return value
  const tagged = value as { _bsontype?: string; value?: number }
  switch (tagged._bsontype) {
    case undefined:
      break
    case 'Int32':
      return tagged.value
    case 'Double': {
      const n = tagged.value as number
      return Number.isInteger(n) && Math.abs(n) < 2 ** 31 && !Object.is(n, -0) ? value : n
    }
    case 'Binary': {
      const binary = value as Binary
      return new Bytes(binary.buffer.slice(0, binary.position), binary.sub_type)
    }
    case 'DBRef': {
      const ref = value as { collection: string; oid: unknown; db?: string; fields?: Doc }
      return { $ref: ref.collection, $id: ref.oid, ...(ref.db ? { $db: ref.db } : {}), ...ref.fields }
    }
    default:
      if (REFUSED_TYPES.has(tagged._bsontype)) throw unsupported(`A value of type ${tagged._bsontype}`)
      return value
  }
  const doc = value as Doc
  for (const name of Object.keys(doc)) {
    const before = doc[name]
    const after = settle(before)
    if (after !== before) assign(doc, name, after)
  }
  return doc
}

/** Reads a document. Throws a CommandError on bytes that are no BSON and on types that are refused. */
export function decode(bytes: Uint8Array): Doc {
  let raw: Document
  try {
    raw = deserialize(bytes, { promoteBuffers: false, promoteValues: false, bsonRegExp: true })
  } catch (error) {
    throw new CommandError(22, 'InvalidBSON', (error as Error).message)
  }
  return settle(raw) as Doc
}

/** Writes a document; `undefined` fields are left out. */
export function encode(doc: Doc): Buffer {
  const bytes = serialize(doc, { ignoreUndefined: true })
  return Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength)
}
