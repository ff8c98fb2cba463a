/** The exam that others wrote: MongoDB's own tests, read from a folder beside the project where it is there. */
import { fileURLToPath } from 'node:url'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { embeddedServer, type Server } from '../test/server.ts'
import { sourcesIn } from './format.ts'
import { forgetful, LIARS, startLiar } from './liars.ts'
import { LISTED, notOfThisDriver } from './listed.ts'
import { examine, type Result } from './run.ts'
import { sizeOfPackage } from './size.ts'
import { isSame, problems, report, tally } from './verdict.ts'

const folder = process.env.MONGODB_CRUD_TESTS ?? fileURLToPath(new URL('../../../shared/mongodb-crud-tests/', import.meta.url))
const sources = sourcesIn(folder)
const say = (line: string): void => void process.stdout.write(`${line}\n`)

describe('the size of the package', () => {
  it('EX-9 is printed', () => {
    const { files, lines, bytes } = sizeOfPackage()
    say(`The embedded database: ${lines} lines of code, ${bytes} bytes, in ${files} files.`)
    expect(bytes).toBeGreaterThan(0)
  })
})

const absent = `MongoDB's own tests did not run: there is no folder ${folder} (their licence keeps them out of the repository).`

if (!sources)
  it("MongoDB's own tests", ({ skip }) => {
    say(absent)
    skip(absent)
  })
else
  describe("MongoDB's own tests", () => {
    let server: Server
    beforeAll(async () => {
      server = await embeddedServer()
    })
    afterAll(() => server.close())

    it('EX-1 every test that a 7.0 standalone admits passes, but for those that are listed with their reason', async () => {
      const results = await examine(sources, server.uri(), { left: notOfThisDriver })
      say(`MongoDB's own tests: ${report(results, LISTED)}.`)
      expect(problems(results, LISTED)).toEqual([])
      expect(tally(results).passed).toBeGreaterThanOrEqual(205)
    }, 300_000)

    it('EX-2 a server that remembers nothing does not get far', async () => {
      const liar = await startLiar(forgetful)
      const { ran, passed } = tally(await examine(sources, liar.uri, { left: notOfThisDriver }))
      await liar.close()
      say(`A server that says yes and remembers nothing passes ${passed} of ${ran}.`)
      expect(passed).toBeLessThan(ran / 2)
    }, 300_000)

    it.each(Object.entries(LIARS))(
      'EX-3 the exam fails on %s',
      async (_, lie) => {
        const liar = await startLiar(lie)
        const isProblem = (result: Result): boolean =>
          problems(
            [result],
            LISTED.filter((listed) => isSame(listed, result)),
          ).length > 0
        const results = await examine(sources, liar.uri, { left: notOfThisDriver, isEnough: isProblem })
        await liar.close()
        expect(results.filter(isProblem)).toHaveLength(1)
      },
      120_000,
    )
  })
