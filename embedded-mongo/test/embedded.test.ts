import { embeddedServer } from './server.ts'
import { suite } from './suite.ts'

suite('the embedded server', embeddedServer)
