/** Owns the entities of one test: clients with what they sent and were answered, databases, collections, sessions, buckets. */
import { GridFSBucket, MongoClient, type ClientSession, type Collection, type Db, type Document } from 'mongodb'
import type { Named } from './match.ts'

/** One command as a client observed it, in the words of the format. */
export type Observed = Readonly<Record<string, Document>>

type Entity =
  | { readonly kind: 'client'; readonly client: MongoClient; readonly observed: Observed[]; isUsed: boolean }
  | { readonly kind: 'database'; readonly database: Db }
  | { readonly kind: 'collection'; readonly collection: Collection }
  | { readonly kind: 'session'; readonly session: ClientSession; readonly lsid: unknown }
  | { readonly kind: 'bucket'; readonly bucket: GridFSBucket; readonly database: Db }
  | { readonly kind: 'value'; readonly value: unknown }

export type Kind = Entity['kind']

/** Commands that every test leaves out of what it expects. */
const UNOBSERVED = ['configureFailPoint', 'hello', 'isMaster', 'ismaster', 'endSessions']

/** The driver keeps the order of sort keys in a Map. */
function plain(value: unknown): unknown {
  if (value instanceof Map) return Object.fromEntries([...value].map(([name, part]) => [String(name), plain(part)]))
  if (Array.isArray(value)) return value.map(plain)
  if (value === null || typeof value !== 'object' || Object.getPrototypeOf(value) !== Object.prototype) return value
  return Object.fromEntries(Object.entries(value).map(([name, part]) => [name, plain(part)]))
}

function observe(client: MongoClient, wanted: readonly string[], ignored: readonly string[], observed: Observed[]): void {
  const note = (kind: string, event: { commandName: string }, facts: Document): void => {
    if (!wanted.includes(kind) || UNOBSERVED.includes(event.commandName) || ignored.includes(event.commandName)) return
    observed.push({ [kind]: { commandName: event.commandName, ...(plain(facts) as Document) } })
  }
  client.on('commandStarted', (event) =>
    note('commandStartedEvent', event, { command: { ...event.command }, databaseName: event.databaseName }),
  )
  client.on('commandSucceeded', (event) => note('commandSucceededEvent', event, { reply: event.reply, databaseName: event.databaseName }))
  client.on('commandFailed', (event) => note('commandFailedEvent', event, { databaseName: event.databaseName }))
}

/** The entities of one test. `close` ends sessions and clients; what was sent without an answer has arrived by then. */
export class Entities implements Named {
  readonly #uri: string
  readonly #all = new Map<string, Entity>()

  constructor(uri: string) {
    this.#uri = uri
  }

  create(spec: Document): void {
    const [kind, fields] = Object.entries(spec)[0] as [string, Document]
    this.#all.set(fields.id as string, this.#made(kind, fields))
  }

  /** The entity of that id, which has to be of one of those kinds. */
  get<K extends Kind>(id: string, ...kinds: readonly K[]): Extract<Entity, { kind: K }> {
    const found = this.#all.get(id)
    if (!found || !(kinds as readonly Kind[]).includes(found.kind)) throw new Error(`the test has no ${kinds.join(' or ')} '${id}'`)
    return found as Extract<Entity, { kind: K }>
  }

  find(id: string): Entity | undefined {
    return this.#all.get(id)
  }

  keep(id: string, value: unknown): void {
    this.#all.set(id, { kind: 'value', value })
  }

  entity(id: string): unknown {
    return this.get(id, 'value').value
  }

  lsid(id: string): unknown {
    return this.get(id, 'session').lsid
  }

  /** What a client has observed up to now; later commands are not noted any more. */
  observed(id: string): readonly Observed[] {
    return [...this.get(id, 'client').observed]
  }

  async close(): Promise<void> {
    for (const entity of this.#all.values()) if (entity.kind === 'session') await entity.session.endSession()
    for (const entity of this.#all.values()) {
      if (entity.kind !== 'client') continue
      // Unacknowledged writes travel on the same connection: what is behind them is answered after them.
      if (entity.isUsed) await entity.client.db('admin').command({ ping: 1 })
      await entity.client.close()
    }
  }

  #made(kind: string, fields: Document): Entity {
    switch (kind) {
      case 'client': {
        const observed: Observed[] = []
        const client = new MongoClient(this.#uri, {
          ...fields.uriOptions,
          ...(fields.serverApi ? { serverApi: fields.serverApi } : {}),
          monitorCommands: true,
          serverSelectionTimeoutMS: 5_000,
        })
        observe(client, fields.observeEvents ?? [], fields.ignoreCommandMonitoringEvents ?? [], observed)
        const made: Entity = { kind, client, observed, isUsed: false }
        client.once('commandStarted', () => {
          made.isUsed = true
        })
        return made
      }
      case 'database': {
        const database = this.get(fields.client, 'client').client.db(fields.databaseName, fields.databaseOptions)
        return { kind, database }
      }
      case 'collection': {
        const collection = this.get(fields.database, 'database').database.collection(fields.collectionName, fields.collectionOptions)
        return { kind, collection }
      }
      case 'session': {
        const session = this.get(fields.client, 'client').client.startSession(fields.sessionOptions)
        return { kind, session, lsid: session.id }
      }
      case 'bucket': {
        const { database } = this.get(fields.database, 'database')
        return { kind, bucket: new GridFSBucket(database, fields.bucketOptions), database }
      }
      default:
        throw new Error(`the runner makes no '${kind}'`)
    }
  }
}
