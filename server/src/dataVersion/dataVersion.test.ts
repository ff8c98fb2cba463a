import { mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { openDataFolder } from './dataFolder.ts'
import { migrate, type Migration, NewerData } from './migrations.ts'

describe('the data version', () => {
  let folder: string
  beforeEach(async () => {
    folder = await mkdtemp(join(tmpdir(), 'samplan-data-'))
  })
  afterEach(() => rm(folder, { recursive: true, force: true }))

  type Data = { words: string[] }
  const migrations: readonly Migration<Data>[] = [
    { to: 3, title: 'third shape', run: async (data) => void data.words.push('third') },
    { to: 2, title: 'second shape', run: async (data) => void data.words.push('second') },
  ]

  it('DA-3 older data are brought forward in order, each step noted when it is done', async () => {
    const data: Data = { words: [] }
    const noted: number[] = []
    const installation = { setDataVersion: async (version: number) => void noted.push(version) }
    expect(await migrate(installation, 1, data, migrations, 3)).toEqual(['second shape', 'third shape'])
    expect([data.words, noted]).toEqual([
      ['second', 'third'],
      [2, 3],
    ])
    expect(await migrate(installation, 3, data, migrations, 3)).toEqual([])
    expect(noted).toEqual([2, 3])
  })

  it('DA-4 a step that fails is not noted, and the next start goes on there', async () => {
    const noted: number[] = []
    const installation = { setDataVersion: async (version: number) => void noted.push(version) }
    const failing: readonly Migration<Data>[] = [
      { to: 2, title: 'second', run: async () => undefined },
      { to: 3, title: 'third', run: () => Promise.reject(new Error('the disk is full')) },
    ]
    await expect(migrate(installation, 1, { words: [] }, failing, 3)).rejects.toThrow('the disk is full')
    expect(noted).toEqual([2])
    await expect(migrate(installation, 1, { words: [] }, [], 2)).rejects.toThrow('no migration to version 2')
    await expect(migrate(installation, 4, { words: [] }, migrations, 3)).rejects.toThrow(NewerData)
  })

  it('DA-5 the copy before a migration holds what the folder held', async () => {
    const data = join(folder, 'data')
    const opened = await openDataFolder(data, 1)
    expect(opened.version).toBeNull()
    await opened.setVersion(1)
    await mkdir(join(data, 'db'))
    await writeFile(join(data, 'db', 'file'), 'before')
    const copy = await opened.copy('version-1')
    await writeFile(join(data, 'db', 'file'), 'after')
    expect(await readFile(join(copy, 'db', 'file'), 'utf8')).toBe('before')
    expect((await openDataFolder(copy, 1)).version).toBe(1)
    expect(await opened.copy('version-1')).toBe(copy)
    expect(await readFile(join(copy, 'db', 'file'), 'utf8')).toBe('before')
    await expect(openDataFolder(data, 0)).rejects.toThrow(NewerData)
  })

  it('DA-6 the address in the folder is that of the process that runs on it, until it ends', async () => {
    const opened = await openDataFolder(folder, 1)
    expect(await opened.runningAt()).toBeNull()
    const forget = await opened.writeAddress('http://localhost:4217')
    expect(await (await openDataFolder(folder, 1)).runningAt()).toBe('http://localhost:4217')
    await forget()
    expect(await opened.runningAt()).toBeNull()
  })
})
