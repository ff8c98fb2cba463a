/** The same questions to a collection with indexes and to one without: the answers must not differ. */
import fc from 'fast-check';
import { MongoClient } from 'mongodb';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { embeddedServer, type Server } from './server.ts';

const SEED = Number(process.env.FUZZ_SEED ?? 20_260_801);
const RUNS = Number(process.env.FUZZ_RUNS ?? 250);

const word = fc.constantFrom('', 'a', 'ab', 'b', 'x'.repeat(2_000), `${'x'.repeat(2_000)}y`, 'Å');
const scalar = fc.oneof(fc.integer({ min: -2, max: 4 }), word, fc.constant(null), fc.boolean(), fc.constant(1.5), fc.date({ min: new Date(0), max: new Date(3), noInvalidDate: true }));
const field = fc.oneof({ weight: 4, arbitrary: scalar }, fc.array(scalar, { maxLength: 3 }), fc.record({ x: scalar }, { requiredKeys: [] }), fc.array(fc.record({ x: scalar }, { requiredKeys: [] }), { maxLength: 2 }));
const doc = fc.record({ a: field, b: field, c: scalar }, { requiredKeys: [] });

const path = fc.constantFrom('a', 'b', 'c', 'a.x', 'b.x');
const condition = fc.oneof(
  scalar, fc.record({ $gt: scalar }), fc.record({ $gte: scalar, $lt: scalar }), fc.record({ $lte: scalar }), fc.record({ $in: fc.array(scalar, { maxLength: 3 }) }),
  fc.record({ $ne: scalar }), fc.record({ $exists: fc.boolean() }), fc.record({ $eq: scalar, $gte: scalar }),
);
const clause = fc.tuple(path, condition).map(([name, value]) => ({ [name]: value }));
const filter = fc.oneof(clause, fc.tuple(clause, clause).map(([a, b]) => ({ ...a, ...b })), fc.tuple(clause, clause).map(($and) => ({ $and })), fc.tuple(clause, clause).map(($or) => ({ $or })), fc.constant({}));
const direction = fc.constantFrom(1, -1);
const sort = fc.oneof(fc.constant([]), fc.tuple(path, direction).map((key) => [key]), fc.tuple(path, direction, path, direction).map(([p, d, q, e]) => (p === q ? [[p, d]] : [[p, d], [q, e]])));
const index = fc.uniqueArray(fc.tuple(path, direction), { minLength: 1, maxLength: 3, selector: ([name]) => name });
const question = fc.record({ filter, sort, limit: fc.constantFrom(0, 0, 2) });
const change = fc.record({ filter, update: fc.oneof(fc.tuple(path, scalar).map(([name, value]) => ({ $set: { [name]: value } })), fc.constantFrom('a', 'b').map((name) => ({ $unset: { [name]: '' } })), fc.constant(undefined)) });

describe('the planner', () => {
  let server: Server;
  let client: MongoClient;
  beforeAll(async () => {
    server = await embeddedServer();
    client = await new MongoClient(server.uri()).connect();
  });
  afterAll(async () => {
    await client.close();
    await server.close();
  });

  it(`IX-5 indexed and unindexed answers are equal (seed ${SEED}, ${RUNS} worlds)`, async () => {
    const db = client.db('fuzz');
    const [plain, indexed] = [db.collection<{ _id: number }>('plain'), db.collection<{ _id: number }>('indexed')];
    const outcome = async (attempt: Promise<unknown>): Promise<unknown> => attempt.then((value) => value, (error: { code?: number }) => `error ${error.code}`);
    await fc.assert(
      fc.asyncProperty(fc.array(doc, { maxLength: 12 }), fc.array(index, { minLength: 1, maxLength: 3 }), fc.array(change, { maxLength: 3 }), fc.array(question, { minLength: 1, maxLength: 6 }), async (docs, indexes, changes, questions) => {
        await db.dropDatabase();
        for (const keys of indexes) await outcome(indexed.createIndex(keys as never));
        // Two arrays in one index are refused: those documents go into neither.
        for (const [i, source] of docs.entries()) if (typeof (await outcome(indexed.insertOne({ _id: i, ...source }))) !== 'string') await plain.insertOne({ _id: i, ...source });
        for (const { filter: q, update } of changes) {
          if (!update) {
            await indexed.deleteMany(q as never);
            await plain.deleteMany(q as never);
          } else {
            for (const { _id } of await plain.find(q as never).sort({ _id: 1 }).toArray()) {
              if (typeof (await outcome(indexed.updateOne({ _id }, update as never))) !== 'string') await plain.updateOne({ _id }, update as never);
            }
          }
        }
        for (const { filter: q, sort: by, limit } of questions) {
          const ask = (collection: typeof plain) => collection.find(q as never).sort([...by, ['_id', 1]] as never).limit(limit).toArray();
          expect(await ask(indexed)).toEqual(await ask(plain));
          expect(await indexed.countDocuments(q as never)).toBe(await plain.countDocuments(q as never));
        }
      }),
      { seed: SEED, numRuns: RUNS },
    );
  }, 60_000);
});
