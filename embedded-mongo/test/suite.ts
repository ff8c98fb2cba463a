/** What any MongoDB must do for the product's models: one suite for the embedded server and for a real one. */
import { afterAll, beforeAll, describe } from 'vitest'
import { aggregationSuite } from './aggregations.ts'
import { collationSuite } from './collations.ts'
import { edgeSuite } from './edges.ts'
import { expressionSuite } from './expressions.ts'
import { modelSuite } from './models.ts'
import { querySuite } from './queries.ts'
import { randomDatabase, type Database, type Server } from './server.ts'
import { updateSuite } from './updates.ts'

/** Runs the suite on a server that `open` gives; in databases with random names that are dropped afterwards. */
export function suite(title: string, open: () => Promise<Server>): void {
  describe(title, () => {
    let server: Server
    let database: Database
    beforeAll(async () => {
      server = await open()
      database = await randomDatabase(server)
    })
    afterAll(async () => {
      await database.drop()
      await server.close()
    })
    modelSuite(() => database)
    querySuite(() => database.connection())
    updateSuite(() => database.connection())
    aggregationSuite(() => database.connection())
    collationSuite(() => database.connection())
    expressionSuite(() => database.connection())
    edgeSuite(() => database.connection())
  })
}
