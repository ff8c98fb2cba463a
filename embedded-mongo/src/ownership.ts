/** One process per folder: who owns it stands in the store, and an owner that is dead owns nothing. */
import { execFileSync } from 'node:child_process'
import { readFileSync } from 'node:fs'
import { decode, encode } from './bson.ts'
import { EmbeddedError } from './embeddedError.ts'
import type { Store } from './store.ts'

type OwnedStore = Pick<Store, 'get' | 'put' | 'remove' | 'writeNow'>

const OWNER = Buffer.from([0, 0])
const FORMAT = Buffer.from([0, 2])
/** The layout of keys and values. A folder with a higher number is refused. */
const CURRENT_FORMAT = 1

/** When a process began, so that its number, given to another one later, is not taken for it; undefined when it is gone. */
function beginningOf(pid: number): string | undefined {
  try {
    if (process.platform === 'linux') {
      const stat = readFileSync(`/proc/${pid}/stat`, 'utf8')
      // The name in brackets may hold anything; the 20th field behind it is the start time. A zombie holds nothing any more.
      const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ')
      return fields[0] === 'Z' || fields[0] === 'X' ? undefined : fields[19]
    }
    return execFileSync('ps', ['-o', 'lstart=', '-p', String(pid)], { encoding: 'utf8' }).trim() || undefined
  } catch {
    return undefined
  }
}

/** Says who holds the store, if that is another living process. */
function livingOwner(store: OwnedStore, me: number): number | undefined {
  const stored = store.get(OWNER)
  if (!stored) return undefined
  const { pid, began } = decode(stored)
  if (typeof pid !== 'number' || pid === me) return undefined
  return beginningOf(pid) === began ? pid : undefined
}

/**
 * Makes this process the owner, and returns what gives the store up again. Throws an EmbeddedError `locked` or `newer`.
 * The check and the claim are one write of the store, and only one process at a time may write.
 */
export function claim(store: OwnedStore, folder: string): () => void {
  const me = process.pid
  store.writeNow(() => {
    const owner = livingOwner(store, me)
    if (owner !== undefined) throw new EmbeddedError('locked', `${folder} is in use by process ${owner}`)
    const format = store.get(FORMAT)?.readUInt32BE(0)
    if (format !== undefined && format > CURRENT_FORMAT) {
      throw new EmbeddedError('newer', `${folder} was written by a newer version (format ${format}, this one knows ${CURRENT_FORMAT})`)
    }
    if (format === undefined) {
      const bytes = Buffer.alloc(4)
      bytes.writeUInt32BE(CURRENT_FORMAT)
      store.put(FORMAT, bytes)
    }
    store.put(OWNER, encode({ pid: me, began: beginningOf(me) ?? '' }))
  })
  return () => store.writeNow(() => store.remove(OWNER))
}
