import { describe, it } from 'vitest'
import { foreignServer } from './server.ts'
import { suite } from './suite.ts'

const uri = process.env.MONGODB_URI
if (uri) suite('the MongoDB that MONGODB_URI names', async () => foreignServer(uri))
else describe('a MongoDB', () => it.skip('MONGODB_URI is not set: the suite did not run on a MongoDB', () => {}))
