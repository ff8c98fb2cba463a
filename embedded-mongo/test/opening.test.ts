/** Opening and closing: one process per folder, disks that refuse, newer data, long paths. */
import { execFile, spawn } from 'node:child_process'
import { chmodSync, existsSync, mkdirSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { promisify } from 'node:util'
import { open } from 'lmdb'
import { MongoClient } from 'mongodb'
import { afterEach, describe, expect, it } from 'vitest'
import { EmbeddedError, findEmbedded, startEmbedded } from '../src/index.ts'
import { temporaryFolder } from './server.ts'

const run = promisify(execFile)
type Filled = { readonly acknowledged: number; readonly code: number; readonly readable: number; readonly indexed: number }
type Counted = { readonly readable: number; readonly indexed: number; readonly wrote: boolean }

function expectNothingLost(filled: Filled, counted: Counted): void {
  expect(filled.acknowledged).toBeGreaterThan(5)
  expect(filled).toEqual({ ...filled, code: 14031, readable: filled.acknowledged, indexed: filled.acknowledged })
  expect(counted).toEqual({ readable: filled.acknowledged, indexed: filled.acknowledged, wrote: true })
}

const script = (name: string): string => fileURLToPath(new URL(name, import.meta.url))

describe('opening', () => {
  const folders: string[] = []
  const folder = (): string => {
    folders.push(temporaryFolder())
    return folders.at(-1) as string
  }
  afterEach(() => {
    for (const path of folders.splice(0)) rmSync(path, { recursive: true, force: true })
  })

  it('OP-1 a new folder is made for its owner alone, with the socket in it; closing frees it', async () => {
    const path = join(folder(), 'data')
    const server = await startEmbedded(path, { database: 'other' })
    expect(statSync(path).mode & 0o777).toBe(0o700)
    expect(server.uri).toBe(`mongodb://${encodeURIComponent(join(path, 'mongo.sock'))}/other?directConnection=true`)
    await server.close()
    await server.close()
    expect(existsSync(join(path, 'mongo.sock'))).toBe(false)
    await (await startEmbedded(path)).close()
  })

  it('OP-2 the same process is refused a second time on one folder, by any of its names', async () => {
    const path = folder()
    const server = await startEmbedded(path)
    await expect(startEmbedded(join(path, '.'))).rejects.toMatchObject({ code: 'locked' })
    await expect(startEmbedded(path)).rejects.toBeInstanceOf(EmbeddedError)
    await server.close()
  })

  it('OP-2 of several processes that start at once one gets the folder; after its kill -9 the next start works unaided', async () => {
    const path = folder()
    const children = Array.from({ length: 3 }, () =>
      spawn(process.execPath, ['--no-warnings', script('./ownerChild.ts'), path], { stdio: ['pipe', 'pipe', 'inherit'] }),
    )
    const said = await Promise.all(
      children.map(
        (child) => new Promise<string>((resolve) => child.stdout.once('data', (chunk: Buffer) => resolve(String(chunk).trim()))),
      ),
    )
    expect(said.filter((word) => word === 'owner')).toHaveLength(1)
    expect(said.filter((word) => word === 'locked')).toHaveLength(2)
    await expect(startEmbedded(path)).rejects.toMatchObject({ code: 'locked' })
    const owner = children[said.indexOf('owner')]
    const gone = new Promise((resolve) => owner?.once('exit', resolve))
    owner?.kill('SIGKILL')
    await gone
    await (await startEmbedded(path)).close()
  })

  it('OP-3 a path that is too long for a socket gets one in a private temporary folder', async () => {
    const path = join(folder(), 'x'.repeat(120))
    const server = await startEmbedded(path)
    const client = await new MongoClient(server.uri).connect()
    expect(await client.db('a').command({ ping: 1 })).toMatchObject({ ok: 1 })
    await client.close()
    const socket = decodeURIComponent(server.uri.slice('mongodb://'.length, server.uri.indexOf('/', 'mongodb://'.length)))
    expect(statSync(join(socket, '..')).mode & 0o777).toBe(0o700)
    await server.close()
    expect(existsSync(join(socket, '..'))).toBe(false)
  })

  it('OP-8 another process finds the server of a folder, wherever its socket lies, as long as it runs', async () => {
    for (const path of [folder(), join(folder(), 'x'.repeat(120))]) {
      expect(await findEmbedded(path)).toBeNull()
      const server = await startEmbedded(path, { database: 'other' })
      expect(await findEmbedded(path, { database: 'other' })).toBe(server.uri)
      await server.close()
      expect(await findEmbedded(path)).toBeNull()
    }
  })

  it('OP-4 a folder that cannot be written is refused', async () => {
    // Places that not even root may write to: a folder without the right to write would not stop root.
    await expect(startEmbedded(process.platform === 'linux' ? '/sys/samplan' : '/System/samplan')).rejects.toMatchObject({
      code: 'readOnly',
    })
    const path = folder()
    chmodSync(path, 0o500)
    if (process.getuid?.() !== 0) await expect(startEmbedded(path)).rejects.toMatchObject({ code: 'readOnly' })
    chmodSync(path, 0o700)
  })

  it('OP-6 a disk that is full from the start is said to be full', async () => {
    const { stdout } = await run('bash', [
      '-c',
      `trap '' XFSZ; ulimit -f 4; exec "$0" --no-warnings "$1" "$2"`,
      process.execPath,
      script('./ownerChild.ts'),
      folder(),
    ])
    expect(stdout).toBe('full\n')
  })

  it('OP-4 what is no folder is refused', async () => {
    const path = join(folder(), 'file')
    writeFileSync(path, '')
    await expect(startEmbedded(path)).rejects.toMatchObject({ code: 'inaccessible' })
    mkdirSync(`${path}2`)
    await (await startEmbedded(`${path}2`)).close()
  })

  it('OP-5 data of a newer version is refused and left alone', async () => {
    const path = folder()
    await (await startEmbedded(path)).close()
    const env = open<Buffer, Buffer>({ path: join(path, 'lmdb'), encoding: 'binary', keyEncoding: 'binary', overlappingSync: false })
    await env.put(Buffer.from([0, 2]), Buffer.from([0, 0, 0, 99]))
    await env.close()
    await expect(startEmbedded(path)).rejects.toMatchObject({ code: 'newer' })
  })

  it('OP-6 a full disk refuses writes, goes on reading, and loses nothing', async () => {
    const path = folder()
    await (await startEmbedded(path)).close()
    // The shell's limit on the size of files stands for the full disk: it needs no rights and no disk of its own.
    const { stdout } = await run('bash', [
      '-c',
      `trap '' XFSZ; ulimit -f 1500; exec "$0" --no-warnings "$1" "$2" "$3"`,
      process.execPath,
      script('./diskChild.ts'),
      path,
      'fill',
    ])
    const again = await run(process.execPath, ['--no-warnings', script('./diskChild.ts'), path, 'count'])
    expectNothingLost(JSON.parse(stdout) as Filled, JSON.parse(again.stdout) as Counted)
  })

  it('OP-6 so does a real small disk, in a room of the file system of its own', async ({ skip }) => {
    const path = folder()
    const room = [...(process.getuid?.() === 0 ? [] : ['--user', '--map-root-user']), '--mount', 'bash', '-ec']
    // The last 32 MB are never written: so full is what has no more.
    const mount = 'mount -t tmpfs -o size=36m tmpfs "$0"'
    const refused = await run('unshare', [...room, mount, path]).then(
      () => undefined,
      (error: Error) => error.message.trim(),
    )
    if (refused !== undefined) {
      const why = `The test on a real full disk did not run: no small disk can be mounted here (${refused}).`
      process.stdout.write(`${why}\n`)
      skip(why)
    }
    const steps = `${mount}; "$1" --no-warnings "$2" "$0/data" fill; mount -o remount,size=64m "$0"; "$1" --no-warnings "$2" "$0/data" count`
    const { stdout } = await run('unshare', [...room, steps, path, process.execPath, script('./diskChild.ts')])
    const [filled, counted] = stdout.trim().split('\n')
    expectNothingLost(JSON.parse(filled ?? '') as Filled, JSON.parse(counted ?? '') as Counted)
  })

  it('OP-7 writes that have begun are answered before the server closes', async () => {
    const path = folder()
    const server = await startEmbedded(path)
    const client = await new MongoClient(server.uri, { serverSelectionTimeoutMS: 2_000 }).connect()
    const inserts = Array.from({ length: 200 }, (_, i) => client.db('c').collection<{ _id: number }>('rows').insertOne({ _id: i }))
    const answers = Promise.allSettled(inserts)
    await inserts[0]
    await server.close()
    const acknowledged = (await answers).filter((answer) => answer.status === 'fulfilled').length
    await client.close(true)
    const again = await startEmbedded(path)
    const reader = await new MongoClient(again.uri).connect()
    expect(await reader.db('c').collection('rows').countDocuments()).toBeGreaterThanOrEqual(acknowledged)
    await reader.close()
    await again.close()
  })
})
