/** Owns the run of one test: its data, its operations, and whether each result, error, event and outcome is as expected. */
import { MongoClient, MongoServerError, type Document } from 'mongodb'
import { Entities, type Observed } from './entities.ts'
import type { CollectionData, ExamFile, ExamTest, ExpectedError, ExpectedEvents, Operation, Source } from './format.ts'
import { match, Mismatch } from './match.ts'
import { NeedsFailpoint, perform } from './operations.ts'
import { kindOf, skipped, type ServerKind } from './requirements.ts'

/** How a test failed: the server refused something, it has no failpoints, or it did something else than expected. */
export type Failure = {
  readonly kind: 'server error' | 'no failpoint' | 'mismatch' | 'other error'
  /** The server's code, where it is a server error. */
  readonly code?: number | undefined
  readonly text: string
}

export type Result = { readonly file: string; readonly test: string } & (
  | { readonly verdict: 'passed' }
  | { readonly verdict: 'skipped'; readonly why: string }
  | { readonly verdict: 'failed'; readonly failure: Failure }
)

async function prepare(admin: MongoClient, data: readonly CollectionData[]): Promise<void> {
  for (const { databaseName, collectionName, documents, createOptions } of data) {
    const db = admin.db(databaseName)
    await db.dropCollection(collectionName)
    if (documents.length === 0 || createOptions) await db.createCollection(collectionName, createOptions)
    if (documents.length > 0) await db.collection(collectionName).insertMany([...documents], { writeConcern: { w: 'majority' } })
  }
}

type Facts = Error & { code?: number; codeName?: string; errorResponse?: Document; result?: unknown; writeErrors?: unknown }

function checkError(expected: ExpectedError, error: Facts, entities: Entities): void {
  const isServers = error instanceof MongoServerError
  if (expected.isClientError !== undefined && expected.isClientError === isServers)
    throw new Mismatch(`the error is ${isServers ? 'the server' : 'the client'}'s: ${error.message}`)
  if (expected.errorContains !== undefined && !error.message.toLowerCase().includes(expected.errorContains.toLowerCase()))
    throw new Mismatch(`the error does not say '${expected.errorContains}': ${error.message}`)
  if (expected.errorCode !== undefined && error.code !== expected.errorCode)
    throw new Mismatch(`the error's code is ${error.code}, not ${expected.errorCode}: ${error.message}`)
  if (expected.errorCodeName !== undefined && error.codeName !== expected.errorCodeName)
    throw new Mismatch(`the error's name is ${error.codeName}, not ${expected.errorCodeName}: ${error.message}`)
  const has = (label: string): boolean => 'hasErrorLabel' in error && (error as MongoServerError).hasErrorLabel(label)
  for (const label of expected.errorLabelsContain ?? []) if (!has(label)) throw new Mismatch(`the error has no label ${label}`)
  for (const label of expected.errorLabelsOmit ?? []) if (has(label)) throw new Mismatch(`the error has the label ${label}`)
  if (expected.errorResponse !== undefined) match(expected.errorResponse, error.errorResponse, entities, "the error's response")
  if (expected.expectResult !== undefined) match(expected.expectResult, error.result, entities, "the error's partial result")
  if (expected.writeErrors !== undefined) match(expected.writeErrors, error.writeErrors, entities, "the error's write errors")
  if (expected.writeConcernErrors !== undefined) throw new Error('the runner does not check writeConcernErrors')
}

async function operate(operation: Operation, entities: Entities): Promise<void> {
  let result: unknown
  try {
    result = await perform(operation, entities)
  } catch (error) {
    if (operation.ignoreResultAndError === true) return
    if (!operation.expectError || error instanceof NeedsFailpoint) throw error
    checkError(operation.expectError, error as Facts, entities)
    return
  }
  if (operation.ignoreResultAndError === true) return
  if (operation.expectError) throw new Mismatch(`${operation.name} did not fail`)
  if (Object.hasOwn(operation, 'expectResult')) match(operation.expectResult, result, entities, `the result of ${operation.name}`)
  if (operation.saveResultAsEntity !== undefined) entities.keep(operation.saveResultAsEntity, result)
}

function checkEvents(expected: ExpectedEvents, observed: readonly Observed[], entities: Entities): void {
  if ((expected.eventType ?? 'command') !== 'command') throw new Error(`the runner observes no events of type '${expected.eventType}'`)
  const said = observed.map((event) => Object.values(event)[0]?.commandName as string).join(', ')
  if (observed.length < expected.events.length || (observed.length > expected.events.length && expected.ignoreExtraEvents !== true))
    throw new Mismatch(`${observed.length} events instead of ${expected.events.length}: ${said}`)
  expected.events.forEach((event, i) => {
    const [[kind, facts] = ['', {}]] = Object.entries(event) as [string, Document][]
    const actual = observed[i]?.[kind]
    if (!actual) throw new Mismatch(`event ${i} is no ${kind}, but ${JSON.stringify(Object.keys(observed[i] ?? {}))}`)
    for (const [name, value] of Object.entries(facts)) match(value, actual[name], entities, `event ${i}: ${name}`)
  })
}

async function checkOutcome(admin: MongoClient, outcome: readonly CollectionData[], entities: Entities): Promise<void> {
  for (const { databaseName, collectionName, documents } of outcome) {
    const found = await admin
      .db(databaseName)
      .collection(collectionName)
      .find({}, { sort: { _id: 1 } })
      .toArray()
    match(documents, found, entities, `the outcome in ${collectionName}`, false)
  }
}

async function sit(file: ExamFile, test: ExamTest, uri: string, admin: MongoClient): Promise<void> {
  await prepare(admin, file.initialData ?? [])
  const entities = new Entities(uri)
  try {
    for (const spec of file.createEntities ?? []) entities.create(spec)
    for (const operation of test.operations) await operate(operation, entities)
    for (const expected of test.expectEvents ?? []) checkEvents(expected, entities.observed(expected.client), entities)
  } finally {
    await entities.close()
  }
  if (test.outcome) await checkOutcome(admin, test.outcome, entities)
}

function failureOf(error: unknown): Failure {
  const { message: text } = error as Error
  if (error instanceof NeedsFailpoint) return { kind: 'no failpoint', code: error.code, text }
  if (error instanceof Mismatch) return { kind: 'mismatch', text }
  if (error instanceof MongoServerError) return { kind: 'server error', code: Number(error.code), text }
  return { kind: 'other error', text: String((error as Error).stack ?? error) }
}

export type ExamOptions = {
  /** Why a test is not to be run on any server with this driver, or undefined. */
  readonly left?: (test: string) => string | undefined
  /** Ends the exam after a result, for who only wants to know that there is such a one. */
  readonly isEnough?: (result: Result) => boolean
}

/** Runs every test of the sources on a server, one after the other. */
export async function examine(
  sources: readonly Source[],
  uri: string,
  { left = () => undefined, isEnough = () => false }: ExamOptions = {},
): Promise<readonly Result[]> {
  const admin = await new MongoClient(uri, { serverSelectionTimeoutMS: 5_000 }).connect()
  const results: Result[] = []
  try {
    const kind: ServerKind = await kindOf(admin.db('admin'))
    for (const source of sources) {
      for (const [i, { description }] of source.read().tests.entries()) {
        const file = source.read()
        const test = file.tests[i] as ExamTest
        const about = { file: source.name, test: description }
        const why = skipped(file, test, kind) ?? left(description)
        const result: Result =
          why !== undefined
            ? { ...about, verdict: 'skipped', why }
            : await sit(file, test, uri, admin).then(
                () => ({ ...about, verdict: 'passed' }),
                (error: unknown) => ({ ...about, verdict: 'failed', failure: failureOf(error) }),
              )
        results.push(result)
        if (isEnough(result)) return results
      }
    }
  } finally {
    await admin.close()
  }
  return results
}
