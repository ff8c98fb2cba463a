/** The runner itself, with tests of our own wording: it passes what is right, and each of its checks can fail. */
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { embeddedServer, type Server } from '../test/server.ts'
import { source, type ExamTest, type Operation, type Requirement } from './format.ts'
import { forgetful, LIARS, startLiar } from './liars.ts'
import type { Listed } from './listed.ts'
import { examine, type Result } from './run.ts'
import { problems } from './verdict.ts'

const apples = [
  { _id: 1, name: 'apple', n: 3 },
  { _id: 2, name: 'pear', n: 1 },
]
const on = (name: string, given: object, more: object = {}): Operation => ({ object: 'fruit', name, arguments: given, ...more })

const file = (name: string, ...tests: readonly (Partial<ExamTest> & { readonly description: string })[]) =>
  source(
    name,
    JSON.stringify({
      description: name,
      createEntities: [
        { client: { id: 'client', observeEvents: ['commandStartedEvent'] } },
        { database: { id: 'db', client: 'client', databaseName: 'runner' } },
        { collection: { id: 'fruit', database: 'db', collectionName: 'fruit' } },
        { session: { id: 'session', client: 'client' } },
        { bucket: { id: 'bucket', database: 'db' } },
      ],
      initialData: [{ databaseName: 'runner', collectionName: 'fruit', documents: apples }],
      tests: tests.map((test) => ({ operations: [], ...test })),
    }),
  )

const outcome = (documents: readonly object[]) => [{ databaseName: 'runner', collectionName: 'fruit', documents }]
const find = (expectResult: unknown): Operation => on('find', { filter: {}, sort: { n: 1 } }, { expectResult })
const duplicate = on('insertMany', { documents: [{ _id: 3 }, { _id: 1 }] })
const started = (...events: readonly object[]) => [{ client: 'client', events: events.map((event) => ({ commandStartedEvent: event })) }]

const RIGHT = file(
  'right',
  { description: 'a sorted find', operations: [find([{ n: 1 }, { n: { $numberLong: '3' }, more: { $$exists: false } }])] },
  {
    description: 'an error with its parts',
    operations: [
      {
        ...duplicate,
        expectError: { isClientError: false, errorCode: 11000, errorContains: 'DUP KEY', expectResult: { insertedCount: 1 } },
      },
    ],
    outcome: outcome([...apples, { _id: 3 }]),
  },
  {
    description: 'counts, events and the outcome of an update',
    operations: [
      on(
        'updateMany',
        { filter: {}, update: { $inc: { n: 1 } } },
        { expectResult: { matchedCount: 2, modifiedCount: 2, upsertedCount: { $$lte: 0 } } },
      ),
      on('deleteMany', { filter: { n: { $lt: 9 } } }, { expectResult: { deletedCount: 2 } }),
    ],
    expectEvents: started({ commandName: 'update', databaseName: 'runner', command: { update: 'fruit' } }, { commandName: 'delete' }),
    outcome: outcome([]),
  },
  {
    description: 'a session, a saved entity and bytes',
    operations: [
      { object: 'db', name: 'runCommand', arguments: { commandName: 'ping', command: { ping: 1 }, session: 'session' } },
      {
        object: 'bucket',
        name: 'upload',
        arguments: { filename: 'f', source: { $$hexBytes: '00ff' } },
        saveResultAsEntity: 'file',
        expectResult: { $$type: 'objectId' },
      },
      { object: 'bucket', name: 'downloadByName', arguments: { filename: 'f' }, expectResult: { $$matchesHexBytes: '00ff' } },
    ],
  },
)

const test = (description: string, ...operations: readonly Operation[]) => ({ description, operations })

const WRONG: readonly (Partial<ExamTest> & { readonly description: string })[] = [
  test('another order', find([{ n: 3 }, { n: 1 }])),
  test('another value', find([{ n: 1 }, { n: 4 }])),
  test('a document too few', find([{ n: 1 }])),
  test('a field that should be there', find([{ n: 1, more: { $$exists: true } }, {}])),
  test('another type', find([{ n: { $$type: 'string' } }, {}])),
  test('above what is allowed', find([{ n: { $$lte: 0 } }, {}])),
  test('an error that does not come', on('find', { filter: {} }, { expectError: { isError: true } })),
  test('an error that nobody expects', duplicate),
  test('an error of another code', { ...duplicate, expectError: { errorCode: 1 } }),
  test('an error with other words', { ...duplicate, expectError: { errorContains: 'nonsense' } }),
  test('an error of the client', { ...duplicate, expectError: { isClientError: true } }),
  test('an error with another partial result', { ...duplicate, expectError: { expectResult: { insertedCount: 2 } } }),
  test('an error with another response', { ...duplicate, expectError: { errorResponse: { n: 7 } } }),
  test('an error without its label', { ...duplicate, expectError: { errorLabelsContain: ['Some'] } }),
  test('an operation that the runner does not know', on('mapReduce', {})),
  { ...test('an event too many', on('findOne', { filter: {} })), expectEvents: started() },
  { ...test('an event that is missing', on('findOne', { filter: {} })), expectEvents: started({}, {}) },
  { ...test('another command', on('findOne', { filter: {} })), expectEvents: started({ command: { find: 'cheese' } }) },
  {
    ...test('a session that is not sent', on('findOne', { filter: {} })),
    expectEvents: started({ command: { lsid: { $$sessionLsid: 'session' } } }),
  },
  { ...test('another outcome'), outcome: outcome([apples[0] as object]) },
  { ...test('an outcome with a field too many'), outcome: outcome([{ _id: 1, name: 'apple' }, apples[1] as object]) },
]

const verdicts = (results: readonly Result[]): readonly string[] => results.map((result) => result.verdict)

describe('the runner of the exam', () => {
  let server: Server
  beforeAll(async () => {
    server = await embeddedServer()
  })
  afterAll(() => server.close())

  it('EX-4 passes what is right', async () => {
    expect(problems(await examine([RIGHT], server.uri()), [])).toEqual([])
  })

  it('EX-5 each of its checks fails where the server does otherwise', async () => {
    const results = await examine([file('wrong', ...WRONG)], server.uri())
    expect(results.filter((result) => result.verdict !== 'failed').map((result) => result.test)).toEqual([])
  })

  it.each(Object.entries({ ...LIARS, 'a memory of nothing': forgetful }))('EX-6 tests of our own notice %s, too', async (_, lie) => {
    const liar = await startLiar(lie)
    const results = await examine([RIGHT], liar.uri)
    await liar.close()
    expect(verdicts(results)).toContain('failed')
  })

  it('EX-7 a test runs only where the server is what it requires', async () => {
    const requiring = (...runOnRequirements: readonly Requirement[]) => ({
      description: JSON.stringify(runOnRequirements),
      runOnRequirements,
    })
    const admitted = [
      [],
      [{ minServerVersion: '7.0' }],
      [{ maxServerVersion: '4.4' }, { topologies: ['single'] }],
      [{ serverless: 'forbid', auth: false }],
    ]
    const others = [
      [{ minServerVersion: '7.0.1' }],
      [{ maxServerVersion: '6.99' }],
      [{ topologies: ['replicaset'] }],
      [{ auth: true }],
      [{ csfle: true }],
    ]
    const results = await examine(
      [file('requiring', ...[...admitted, ...others].map((requirements) => requiring(...requirements)))],
      server.uri(),
    )
    expect(verdicts(results)).toEqual([...admitted.map(() => 'passed'), ...others.map(() => 'skipped')])
  })

  it('EX-8 the list says who must fail, and why', () => {
    const name = { file: 'f', test: 't' }
    const listed: Listed = { ...name, reason: 'uses what README refuses', code: 115, says: '$out' }
    const failed = (code: number, text: string): Result => ({ ...name, verdict: 'failed', failure: { kind: 'server error', code, text } })
    expect(problems([failed(115, '$out is not supported')], [listed])).toEqual([])
    expect(problems([failed(115, '$merge is not supported')], [listed])).toHaveLength(1)
    expect(problems([failed(2, '$out')], [listed])).toHaveLength(1)
    expect(problems([{ ...name, verdict: 'failed', failure: { kind: 'mismatch', text: '$out' } }], [listed])).toHaveLength(1)
    expect(problems([failed(115, '$out')], [])).toHaveLength(1)
    expect(problems([{ ...name, verdict: 'passed' }], [listed])).toHaveLength(1)
    expect(problems([{ ...name, verdict: 'skipped', why: '' }], [listed])).toHaveLength(1)
    expect(problems([], [listed])).toHaveLength(1)
    expect(problems([failed(115, '$out')], [listed, listed])).toHaveLength(1)
  })
})
