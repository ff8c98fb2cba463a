/**
 * Owns the file of a backup: gzipped lines of JSON. The first line says what it is, each further one is a document, the last one how many
 * there are of each collection and the SHA-256 of all lines before it.
 */
import { createHash } from 'node:crypto'
import { createReadStream, createWriteStream } from 'node:fs'
import { rename, rm } from 'node:fs/promises'
import { Readable } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import { createGunzip, createGzip } from 'node:zlib'
import { z } from 'zod'
import { BackupRefused } from './backupRefused.ts'

export const backupFormat = 1

const headerShape = z.object({
  samplan: z.literal('backup'),
  format: z.number().int(),
  dataVersion: z.number().int(),
  installation: z.string(),
  municipality: z.string(),
  /** When it was begun, ISO 8601 in UTC. */
  at: z.string(),
})
const footerShape = z.object({ documents: z.record(z.string(), z.number()), sha256: z.string() })

export type BackupHeader = z.infer<typeof headerShape>
/** How many documents there are of each collection. */
export type Counts = Readonly<Record<string, number>>
/** A document as text. */
export type Line = { readonly collection: string; readonly text: string }

/** Writes the file under a temporary name beside it, to disk, and then under its own. What it is given throws ends it, and nothing stays. */
export async function writeBackup(file: string, header: BackupHeader, lines: AsyncIterable<Line>): Promise<Counts> {
  const counts: Record<string, number> = {}
  async function* all(): AsyncGenerator<string> {
    const hash = createHash('sha256')
    const counted = (line: string): string => {
      hash.update(`${line}\n`)
      return `${line}\n`
    }
    yield counted(JSON.stringify(header))
    for await (const { collection, text } of lines) {
      counts[collection] = (counts[collection] ?? 0) + 1
      yield counted(`{"in":${JSON.stringify(collection)},"document":${text}}`)
    }
    yield `${JSON.stringify({ documents: counts, sha256: hash.digest('hex') })}\n`
  }
  const unfinished = `${file}.unfinished`
  try {
    await pipeline(Readable.from(all()), createGzip(), createWriteStream(unfinished, { mode: 0o600, flush: true }))
    await rename(unfinished, file)
  } catch (error) {
    await rm(unfinished, { force: true })
    throw fileProblem(file, error)
  }
  return counts
}

/** The header, then every document. Throws BackupRefused where the file is none, of a newer format, cut off or changed: at the latest behind the last document. */
export async function readBackup(file: string): Promise<{ readonly header: BackupHeader; readonly lines: AsyncGenerator<Line> }> {
  const all = linesOf(file)
  const first = await all.next().catch((error: unknown) => Promise.reject(fileProblem(file, error)))
  const header = first.done ? null : parsed(headerShape, first.value)
  if (!header) throw new BackupRefused(`${file} is no backup of Samplan`)
  if (header.format > backupFormat)
    throw new BackupRefused(`${file} has format ${header.format}, this program knows formats up to ${backupFormat}: use a newer program`)
  const hash = createHash('sha256').update(`${first.value}\n`)
  const counts: Record<string, number> = {}

  async function* documents(): AsyncGenerator<Line> {
    let footer: z.infer<typeof footerShape> | null = null
    try {
      for await (const line of all) {
        if (footer) throw damaged(file)
        const found = /^\{"in":"(\w+)","document":(.*)\}$/s.exec(line)
        if (!found?.[1] || found[2] === undefined) {
          footer = parsed(footerShape, line)
          if (!footer) throw damaged(file)
          continue
        }
        hash.update(`${line}\n`)
        counts[found[1]] = (counts[found[1]] ?? 0) + 1
        yield { collection: found[1], text: found[2] }
      }
    } catch (error) {
      throw fileProblem(file, error)
    }
    const same = footer && footer.sha256 === hash.digest('hex') && JSON.stringify(footer.documents) === JSON.stringify(counts)
    if (!same) throw damaged(file)
  }
  return { header, lines: documents() }
}

export const damaged = (file: string): BackupRefused => new BackupRefused(`${file} is damaged or not whole: nothing was restored from it`)

/** Lines end with a newline and nothing else: text of people holds every other separator. */
async function* linesOf(file: string): AsyncGenerator<string> {
  const source = createReadStream(file)
  const unzipped = source.pipe(createGunzip())
  source.on('error', (error) => unzipped.destroy(error))
  let rest: Buffer[] = []
  for await (const chunk of unzipped as AsyncIterable<Buffer>) {
    let from = 0
    for (let end = chunk.indexOf(10); end >= 0; end = chunk.indexOf(10, from)) {
      yield Buffer.concat([...rest, chunk.subarray(from, end)]).toString('utf8')
      rest = []
      from = end + 1
    }
    rest.push(chunk.subarray(from))
  }
  if (rest.some(({ length }) => length > 0)) throw damaged(file)
}

function parsed<Shape extends z.ZodType>(shape: Shape, line: string): z.infer<Shape> | null {
  try {
    return shape.safeParse(JSON.parse(line)).data ?? null
  } catch {
    return null
  }
}

const reasons: Readonly<Record<string, string>> = {
  ENOENT: 'is not there',
  EACCES: 'may not be used by this user',
  EPERM: 'may not be used by this user',
  EISDIR: 'is a folder',
  ENOTDIR: 'is in no folder',
  ENOSPC: 'has no room on its disk',
  EDQUOT: 'has no room on its disk',
  EROFS: 'lies on a read-only disk',
}

/** What disk and gzip say, in one line; anything else stays as it is. */
function fileProblem(file: string, error: unknown): unknown {
  const code = error instanceof Error && 'code' in error ? String(error.code) : ''
  if (code.startsWith('Z_'))
    return new BackupRefused(`${file} is no backup of Samplan, or damaged: nothing was restored from it`, { cause: error })
  const reason = reasons[code]
  return reason ? new BackupRefused(`${file} ${reason} (${code})`, { cause: error }) : error
}
