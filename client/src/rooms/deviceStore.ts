/**
 * Owns what a person has written and no server has confirmed: per (person, section, epoch, schema), one IndexedDB per plan.
 * Rows are read once and mirrored in memory; the disk follows a moment later, so that what is confirmed at once never touches it.
 */
import { type DBSchema, type IDBPDatabase, openDB } from 'idb'
import { plansOnDevice, rememberPlan } from './plansOnDevice.ts'

/** `base` is the section before the first unconfirmed edit, `theirs` what others wrote since, `own` one edit of the person. */
export type RowKind = 'base' | 'theirs' | 'own'

/** One Yjs update. `link` names the open document that wrote it (two tabs share the store); `seq` orders the rows of a link. */
export type DeviceRow = {
  readonly id: string
  readonly person: string
  readonly section: string
  readonly epoch: number
  readonly schema: number
  readonly link: string
  readonly seq: number
  readonly kind: RowKind
  readonly update: Uint8Array
  /** Milliseconds. */
  readonly at: number
}

/** Edits that no server will take any more: the section as it was without them and with them. Shown to their author only. */
export type Refused = {
  readonly id: string
  readonly person: string
  readonly section: string
  /** The section's title when it happened. */
  readonly title: string
  readonly level: number
  readonly epoch: number
  readonly schema: number
  /** The close code, or 0 for edits found in the store after their time. */
  readonly code: number
  readonly from: number
  readonly to: number
  readonly before: Uint8Array
  readonly after: Uint8Array
}

interface Shape extends DBSchema {
  rows: { key: string; value: DeviceRow }
  refused: { key: string; value: Refused }
}

export type DeviceStore = {
  /** All rows of this person in this plan, those of other tabs as they were at the opening. */
  readonly rows: () => readonly DeviceRow[]
  readonly put: (rows: readonly DeviceRow[]) => void
  readonly remove: (ids: readonly string[]) => void
  readonly refused: () => readonly Refused[]
  readonly refuse: (entry: Refused) => void
  readonly forget: (id: string) => void
  readonly onRefused: (listener: () => void) => () => void
  /** Whether the browser keeps anything at all (a private window may not). */
  readonly keeps: boolean
  /** Resolves when all is on the device's disk. */
  readonly flush: () => Promise<void>
  readonly close: () => Promise<void>
}

const databaseName = (plan: string): string => `samplan:plan:${plan}`
const writeDelay = 60

/** Opens the plan's store and reads what the person has in it. Without IndexedDB it lives in memory only. */
export async function openDeviceStore(plan: string, person: string): Promise<DeviceStore> {
  const database = await openPlan(plan)
  const rows = new Map<string, DeviceRow>()
  const refused = new Map<string, Refused>()
  const listeners = new Set<() => void>()
  if (database) {
    for (const row of await database.getAll('rows')) if (row.person === person) rows.set(row.id, row)
    for (const entry of await database.getAll('refused')) if (entry.person === person) refused.set(entry.id, entry)
    rememberPlan(plan)
  }

  let waiting = new Map<string, DeviceRow | null>()
  let waitingRefused = new Map<string, Refused | null>()
  let timer: ReturnType<typeof setTimeout> | null = null
  let writing = Promise.resolve()

  const write = (): Promise<void> => {
    if (timer) clearTimeout(timer)
    timer = null
    const [changed, changedRefused] = [waiting, waitingRefused]
    waiting = new Map()
    waitingRefused = new Map()
    if (!database || (changed.size === 0 && changedRefused.size === 0)) return writing
    writing = writing.then(async () => {
      const transaction = database.transaction(['rows', 'refused'], 'readwrite')
      const [rowStore, refusedStore] = [transaction.objectStore('rows'), transaction.objectStore('refused')]
      for (const [id, row] of changed) void (row ? rowStore.put(row) : rowStore.delete(id))
      for (const [id, entry] of changedRefused) void (entry ? refusedStore.put(entry) : refusedStore.delete(id))
      await transaction.done
    })
    // A full disk keeps the edits in memory; the save state does not depend on this store.
    writing = writing.catch(() => undefined)
    return writing
  }
  const soon = (): void => {
    timer ??= setTimeout(() => void write(), writeDelay)
  }
  const tell = (): void => {
    for (const listener of [...listeners]) listener()
  }

  return {
    rows: () => [...rows.values()],
    put: (added) => {
      for (const row of added) {
        rows.set(row.id, row)
        waiting.set(row.id, row)
      }
      soon()
    },
    remove: (ids) => {
      for (const id of ids) {
        rows.delete(id)
        waiting.set(id, null)
      }
      soon()
    },
    refused: () => [...refused.values()],
    refuse: (entry) => {
      refused.set(entry.id, entry)
      waitingRefused.set(entry.id, entry)
      soon()
      tell()
    },
    forget: (id) => {
      refused.delete(id)
      waitingRefused.set(id, null)
      soon()
      tell()
    },
    onRefused: (listener) => {
      listeners.add(listener)
      return () => void listeners.delete(listener)
    },
    keeps: database !== null,
    flush: write,
    close: async () => {
      await write()
      database?.close()
    },
  }
}

/** How many edits the person has on this device that no server has confirmed or that were refused, over all plans. */
export async function unsentOnThisDevice(person: string): Promise<number> {
  let count = 0
  for (const plan of plansOnDevice()) {
    const database = await openPlan(plan)
    if (!database) continue
    count += (await database.getAll('rows')).filter((row) => row.person === person && row.kind === 'own').length
    count += (await database.getAll('refused')).filter((entry) => entry.person === person).length
    database.close()
  }
  return count
}

/** Deletes all that the person has on this device; what is unsent is lost, so ask first. */
export async function emptyDevice(person: string): Promise<void> {
  for (const plan of plansOnDevice()) {
    const database = await openPlan(plan)
    if (!database) continue
    const transaction = database.transaction(['rows', 'refused'], 'readwrite')
    for (const store of ['rows', 'refused'] as const) {
      for await (const cursor of transaction.objectStore(store)) if (cursor.value.person === person) await cursor.delete()
    }
    await transaction.done
    database.close()
  }
}

async function openPlan(plan: string): Promise<IDBPDatabase<Shape> | null> {
  if (!globalThis.indexedDB) return null
  try {
    return await openDB<Shape>(databaseName(plan), 1, {
      upgrade: (database) => {
        database.createObjectStore('rows', { keyPath: 'id' })
        database.createObjectStore('refused', { keyPath: 'id' })
      },
    })
  } catch {
    return null // forbidden by the browser's settings: memory has to do
  }
}
