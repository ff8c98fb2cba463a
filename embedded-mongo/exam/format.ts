/** Owns the form of MongoDB's unified tests, and how their files are read. */
import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { BSON, type Document } from 'mongodb'

export type Requirement = {
  readonly minServerVersion?: string
  readonly maxServerVersion?: string
  readonly topologies?: readonly string[]
  readonly auth?: boolean
  readonly csfle?: boolean
  readonly serverless?: string
  readonly serverParameters?: Document
}

export type ExpectedError = {
  readonly isError?: boolean
  readonly isClientError?: boolean
  readonly errorContains?: string
  readonly errorCode?: number
  readonly errorCodeName?: string
  readonly errorLabelsContain?: readonly string[]
  readonly errorLabelsOmit?: readonly string[]
  readonly errorResponse?: Document
  readonly writeErrors?: Document
  readonly writeConcernErrors?: readonly Document[]
  readonly expectResult?: unknown
}

export type Operation = {
  readonly object: string
  readonly name: string
  readonly arguments?: Document
  readonly expectResult?: unknown
  readonly expectError?: ExpectedError
  readonly saveResultAsEntity?: string
  readonly ignoreResultAndError?: boolean
}

export type ExpectedEvents = {
  readonly client: string
  readonly eventType?: string
  readonly events: readonly Document[]
  readonly ignoreExtraEvents?: boolean
}

export type CollectionData = {
  readonly databaseName: string
  readonly collectionName: string
  readonly documents: readonly Document[]
  readonly createOptions?: Document
}

export type ExamTest = {
  readonly description: string
  readonly runOnRequirements?: readonly Requirement[]
  readonly skipReason?: string
  readonly operations: readonly Operation[]
  readonly expectEvents?: readonly ExpectedEvents[]
  readonly outcome?: readonly CollectionData[]
}

export type ExamFile = {
  readonly description: string
  readonly runOnRequirements?: readonly Requirement[]
  readonly createEntities?: readonly Document[]
  readonly initialData?: readonly CollectionData[]
  readonly tests: readonly ExamTest[]
}

/** A file of tests. `read` parses anew each time: the driver writes into documents that it is given. */
export type Source = { readonly name: string; read(): ExamFile }

/** The files of a folder and of the folders in it, by name; undefined when the folder is not there. */
export function sourcesIn(folder: string): readonly Source[] | undefined {
  if (!existsSync(folder)) return undefined
  return readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .filter((name) => name.endsWith('.json'))
    .sort()
    .map((name) => source(name.slice(0, -'.json'.length), readFileSync(join(folder, name), 'utf8')))
}

/** A file out of its text, in relaxed Extended JSON. */
export const source = (name: string, text: string): Source => ({ name, read: () => BSON.EJSON.parse(text) as ExamFile })
