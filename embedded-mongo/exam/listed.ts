/** Owns the list of MongoDB's tests that the embedded server cannot pass, each with its reason and the error it ends with. */

export type Listed = {
  readonly file: string
  readonly test: string
  readonly reason: 'needs failpoints' | 'needs a replica set' | 'uses what README refuses'
  /** The server's code and words that it has to fail with. */
  readonly code: number
  readonly says: string
}

/** A test that is here must fail, and for this reason only. */
export const LISTED: readonly Listed[] = [
  {
    file: 'crud/aggregate-let',
    test: 'Aggregate to collection with let option',
    reason: 'uses what README refuses',
    code: 115,
    says: '$out is not supported',
  },
  {
    file: 'crud/bypassDocumentValidation',
    test: 'Aggregate with $out passes bypassDocumentValidation: false',
    reason: 'uses what README refuses',
    code: 115,
    says: '$out is not supported',
  },
  {
    file: 'crud/findOneAndUpdate-errorResponse',
    test: 'findOneAndUpdate document validation errInfo is accessible',
    reason: 'uses what README refuses',
    code: 59,
    says: "no such command: 'collMod'",
  },
  {
    file: 'run-command/runCommand',
    test: 'does not retry retryable errors on given command',
    reason: 'needs failpoints',
    code: 59,
    says: "no such command: 'configureFailPoint'",
  },
]

/** What the Node driver itself does not do: no server could pass these with it. */
const DRIVER: readonly (readonly [words: RegExp, why: string])[] = [
  [/^inserting _id with type null via (insertOne|insertMany|replaceOne|bulkWrite)$/, 'the driver makes an _id where it is null'],
  [
    /^(BulkWrite|FindOneAndReplace|FindOneAndUpdate|InsertMany) passes bypassDocumentValidation: false$/,
    'the driver does not send bypassDocumentValidation: false',
  ],
]

/** Why the Node driver does not do a test, or undefined. */
export const notOfThisDriver = (test: string): string | undefined => DRIVER.find(([words]) => words.test(test))?.[1]
