/**
 * Owns the files of what could not be saved when the server had to stop: their shape, and that a crash leaves each whole or not at all.
 * They hold text of plans, so only this user may read them.
 */
import { createHash, randomUUID } from 'node:crypto'
import { mkdir, open, readdir, readFile, rename, rm } from 'node:fs/promises'
import { join } from 'node:path'
import { z } from 'zod'
import { parseId, type SectionId } from '@samplan/shared/ids'
import type { UnsavedText } from '../rooms/contract.ts'

/** A file of this installation that waits to be taken in. */
export type RescueFile = { readonly name: string; readonly texts: readonly UnsavedText[] }

export interface RescueFiles {
  readonly folder: string
  /** Writes a new file; its name. On disk when it resolves. */
  write(texts: readonly UnsavedText[]): Promise<string>
  /** Those of this installation, oldest first; `unread` are of a newer program, or cannot be read, and stay as they are. */
  list(): Promise<{ readonly files: readonly RescueFile[]; readonly unread: readonly string[] }>
  /** Some of a file was taken in: `later` stays in it, `refused` is kept beside for a person to look at, the rest is forgotten. */
  settle(name: string, left: { readonly later: readonly UnsavedText[]; readonly refused: readonly UnsavedText[] }): Promise<void>
}

const version = 1
const keptFolder = 'not-taken-in'

const fileShape = z.object({
  rescue: z.literal(version),
  installation: z.string(),
  at: z.string(),
  texts: z.array(
    z.object({
      section: z.string(),
      epoch: z.number().int(),
      schema: z.number().int(),
      /** Yjs updates, in order. */
      updates: z.array(z.base64()),
    }),
  ),
})

/** `folder` is made with the first file. `now` in milliseconds. */
export function openRescueFiles(folder: string, installation: string, now: () => number): RescueFiles {
  const put = (name: string, texts: readonly Row[]): Promise<void> => {
    const at = new Date(now()).toISOString()
    return writeWhole(join(folder, name), `${JSON.stringify({ rescue: version, installation, at, texts })}\n`)
  }
  return {
    folder,
    async write(texts) {
      await mkdir(folder, { recursive: true, mode: 0o700 })
      const name = `${new Date(now()).toISOString().replaceAll(/[:.]/g, '-')}-${randomUUID().slice(0, 8)}.json`
      await put(name, texts.map(rowOf))
      return name
    },
    async list() {
      const names = (await readdir(folder).catch(noneIfMissing)).filter((name) => name.endsWith('.json')).sort()
      const read = await Promise.all(
        names.map(async (name) => ({ name, file: await readFile(join(folder, name), 'utf8').then(parsed, nullIfUnreadable) })),
      )
      return {
        files: read.flatMap(({ name, file }) =>
          file && file !== 'gone' && file.installation === installation ? [{ name, texts: file.texts }] : [],
        ),
        unread: read.flatMap(({ name, file }) => (file ? [] : [name])),
      }
    },
    async settle(name, { later, refused }) {
      if (refused.length > 0) {
        await mkdir(join(folder, keptFolder), { recursive: true, mode: 0o700 })
        const rows = refused.map(rowOf)
        // Of one file some may be refused today and some tomorrow: each by its own words, so that doing it again makes no second file.
        const sign = createHash('sha256').update(JSON.stringify(rows)).digest('hex').slice(0, 12)
        await put(join(keptFolder, `${name.slice(0, -'.json'.length)}-${sign}.json`), rows)
      }
      if (later.length > 0) await put(name, later.map(rowOf))
      else await rm(join(folder, name), { force: true })
    },
  }
}

type Row = Omit<UnsavedText, 'updates'> & { readonly updates: readonly string[] }

const rowOf = ({ updates, ...facts }: UnsavedText): Row => ({
  ...facts,
  updates: updates.map((one) => Buffer.from(one).toString('base64')),
})

function parsed(text: string): { readonly installation: string; readonly texts: readonly UnsavedText[] } | null {
  let json: unknown
  try {
    json = JSON.parse(text)
  } catch {
    return null
  }
  const file = fileShape.safeParse(json)
  if (!file.success) return null
  const texts = file.data.texts.map(({ section, updates, ...facts }) => ({
    ...facts,
    section: parseId<'section'>(section) as SectionId | null,
    updates: updates.map((one) => new Uint8Array(Buffer.from(one, 'base64'))),
  }))
  const known = texts.flatMap(({ section, ...facts }) => (section ? [{ section, ...facts }] : []))
  return known.length === texts.length ? { installation: file.data.installation, texts: known } : null
}

/** Under a name that no other process writes to, on disk, and only then under its own. */
async function writeWhole(path: string, text: string): Promise<void> {
  const made = `${path}.${randomUUID()}.new`
  try {
    const file = await open(made, 'wx', 0o600)
    try {
      await file.writeFile(text)
      await file.sync()
    } finally {
      await file.close()
    }
    await rename(made, path)
  } catch (error) {
    await rm(made, { force: true }).catch(() => undefined) // the first error says more
    throw error
  }
  const folder = await open(join(path, '..'), 'r')
  try {
    await folder.sync()
  } finally {
    await folder.close()
  }
}

/** Gone: another process has taken it in meanwhile. */
function nullIfUnreadable(error: NodeJS.ErrnoException): 'gone' | null {
  return error.code === 'ENOENT' ? 'gone' : null
}

function noneIfMissing(error: NodeJS.ErrnoException): string[] {
  if (error.code === 'ENOENT') return []
  throw error
}
