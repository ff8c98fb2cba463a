/** Values as MongoDB writes them in its messages. */
import type { Binary, BSONRegExp, ObjectId } from 'bson'
import { isDoc, RANK, rank } from './value.ts'

/** A value in the shell's notation, for messages. */
export function show(value: unknown): string {
  switch (rank(value)) {
    case RANK.null:
      return 'null'
    case RANK.string:
      return JSON.stringify(value)
    case RANK.array:
      return `[ ${(value as unknown[]).map(show).join(', ')} ]`
    case RANK.objectId:
      return `ObjectId('${(value as ObjectId).toHexString()}')`
    case RANK.date:
      return `new Date(${(value as Date).getTime()})`
    case RANK.binary:
      return `BinData(${(value as Binary).sub_type}, ${(value as Binary).toString('hex').toUpperCase()})`
    case RANK.regex:
      return `/${(value as BSONRegExp).pattern}/${(value as BSONRegExp).options}`
    default:
      return isDoc(value)
        ? `{ ${Object.entries(value)
            .map(([name, field]) => `${name}: ${show(field)}`)
            .join(', ')} }`
        : String(value)
  }
}
