/**
 * Owns the four outages of a store as Hocuspocus goes through them: the same that `server/src/rooms/outages.test.ts` has for our rooms.
 * Run with `node outages/hocuspocus.ts` in bench/; prints for each whether the text was there afterwards.
 */
import { once } from 'node:events'
import { createRequire } from 'node:module'
import { readFileSync } from 'node:fs'
import { setTimeout as sleep } from 'node:timers/promises'
import { Server } from '@hocuspocus/server'
import { WebSocket } from 'ws'
import * as Y from 'yjs'

const words = 'Ordene, der ikke må gå tabt.'
const room = 'afsnit'
/** What Hocuspocus waits before it saves, in milliseconds: short, so that the run is. */
const [debounce, maxDebounce] = [100, 300]
/** So long after the store is back the text is looked for; and so long a stop may take. */
const patience = 5_000
const [messageSync, messageAuth, syncStep1, syncUpdate] = [0, 2, 0, 2]

type Store = { text: Uint8Array | null; fails: boolean; refusals: number }
type Outcome = { readonly kept: boolean; readonly said: string }

/** What a stop that never ends leaves open ends with the run. */
async function main(): Promise<void> {
  process.stdout.write(`Hocuspocus ${versionOf('@hocuspocus/server')}, yjs ${versionOf('yjs')}, Node ${process.versions.node}\n`)
  // What it says of every failed save is known.
  console.error = () => undefined
  const cases: readonly (readonly [string, () => Promise<Outcome>])[] = [
    ['– nothing fails, which shows that the run itself loses nothing', nothingFails],
    ['A a save fails while somebody is there, nothing more is written, the last one leaves', saveFails],
    ['B the last one leaves before the save, which fails, and the store comes back', lastSaveFails],
    ['C the same, and a reader opens and leaves', readerComes],
    ['D asked to stop while the store stays away', stops],
  ]
  for (const [name, run] of cases) {
    const { kept, said } = await run()
    process.stdout.write(`${kept ? 'kept' : 'LOST'}  ${name}: ${said}\n`)
  }
  process.exit(0)
}

async function nothingFails(): Promise<Outcome> {
  const { server, store, address } = await start()
  const writer = await write(address)
  writer.type()
  await writer.leave()
  return afterwards(server, store)
}

async function saveFails(): Promise<Outcome> {
  const { server, store, address } = await start()
  const writer = await write(address)
  store.fails = true
  writer.type()
  await until(() => store.refusals > 0)
  await writer.leave()
  await sleep(1_000)
  return afterwards(server, store)
}

async function lastSaveFails(): Promise<Outcome> {
  const { server, store, address } = await start()
  const writer = await write(address)
  store.fails = true
  writer.type()
  await writer.leave()
  await until(() => store.refusals > 0)
  await sleep(1_000)
  return afterwards(server, store)
}

async function readerComes(): Promise<Outcome> {
  const { server, store, address } = await start()
  const writer = await write(address)
  store.fails = true
  writer.type()
  await writer.leave()
  await until(() => store.refusals > 0)
  await sleep(1_000)
  store.fails = false
  const reader = await write(address)
  await sleep(500)
  await reader.leave()
  return afterwards(server, store)
}

async function stops(): Promise<Outcome> {
  const { server, store, address } = await start()
  const writer = await write(address)
  store.fails = true
  writer.type()
  await until(() => store.refusals > 0)
  const began = performance.now()
  const ended = await Promise.race([server.destroy().then(() => true), sleep(2 * patience, false)])
  const took = Math.round(performance.now() - began)
  await writer.leave()
  store.fails = false
  const next = await start(store)
  const said = ended ? `it stopped after ${took} ms` : `it had not stopped after ${took} ms`
  const kept = has(next.store)
  return { kept, said: `${said}, and ${kept ? 'the next start had the text' : 'nothing of the text was left for the next start'}` }
}

/** The store is back: whether the text gets there by itself, and whether it is there after a restart. */
async function afterwards(server: Server, store: Store): Promise<Outcome> {
  store.fails = false
  const end = performance.now() + patience
  while (!has(store) && performance.now() < end) await sleep(50)
  const soon = has(store)
  const inMemory = server.hocuspocus.documents.has(room)
  // A stop asked for while all is well again is its last chance.
  await Promise.race([server.destroy(), sleep(patience)])
  const said = soon
    ? 'stored when the store was back'
    : `not stored ${patience / 1000} s after the store was back, the document ${inMemory ? 'still in memory' : 'no longer in memory'}; ${has(store) ? 'stored' : 'not stored'} by an orderly stop`
  return { kept: soon || has(store), said }
}

async function start(store: Store = { text: null, fails: false, refusals: 0 }) {
  const server = new Server({
    port: 0,
    quiet: true,
    debounce,
    maxDebounce,
    stopOnSignals: false,
    async onLoadDocument({ document }) {
      if (store.text) Y.applyUpdate(document, store.text)
    },
    async onStoreDocument({ document }) {
      if (store.fails) {
        store.refusals++
        throw new Error('the store is away')
      }
      store.text = Y.encodeStateAsUpdate(document)
    },
  })
  await server.listen()
  return { server, store, address: `ws://127.0.0.1:${server.address.port}` }
}

/** A client without a document of its own: it signs in, asks for the text, and may write one line. */
async function write(address: string) {
  const socket = new WebSocket(address)
  socket.binaryType = 'arraybuffer'
  await once(socket, 'open')
  const answered = once(socket, 'message')
  socket.send(frame(messageAuth, 0, ...text('token')))
  await answered
  socket.send(frame(messageSync, syncStep1, 1, 0))
  await sleep(200)
  return {
    type(): void {
      const doc = new Y.Doc()
      doc.getText('default').insert(0, words)
      const update = Y.encodeStateAsUpdate(doc)
      socket.send(frame(messageSync, syncUpdate, ...varuint(update.length), ...update))
    },
    async leave(): Promise<void> {
      // The frame is there before the end of the connection is.
      await sleep(20)
      socket.close()
      if (socket.readyState !== socket.CLOSED) await once(socket, 'close')
    },
  }
}

const frame = (...bytes: readonly number[]): Uint8Array => new Uint8Array([...text(room), ...bytes])

function text(words: string): readonly number[] {
  const bytes = new TextEncoder().encode(words)
  return [...varuint(bytes.length), ...bytes]
}

function varuint(value: number): readonly number[] {
  return value < 128 ? [value] : [(value & 127) | 128, ...varuint(value >>> 7)]
}

function has({ text: stored }: Store): boolean {
  const doc = new Y.Doc()
  if (stored) Y.applyUpdate(doc, stored)
  return doc.getText('default').toString().includes(words)
}

async function until(holds: () => boolean): Promise<void> {
  const end = performance.now() + 2 * patience
  while (!holds()) {
    if (performance.now() > end) throw new Error(`never: ${holds.toString()}`)
    await sleep(10)
  }
}

function versionOf(name: string): string {
  const entry = createRequire(import.meta.url).resolve(name)
  const root = entry.slice(0, entry.lastIndexOf(`node_modules/${name}/`) + `node_modules/${name}/`.length)
  return (JSON.parse(readFileSync(`${root}package.json`, 'utf8')) as { readonly version: string }).version
}

await main()
