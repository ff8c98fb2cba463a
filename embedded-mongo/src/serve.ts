/** Runs the embedded database as a process of its own, for several servers on one machine: prints where to connect, and ends on a signal. */
import { EmbeddedError, startEmbedded } from './index.ts'

const folder = process.argv[2]
if (folder === undefined) fail('which folder? node embedded-mongo/src/serve.ts FOLDER')

try {
  const database = await startEmbedded(folder, { onStopped: (error) => fail(error.message) })
  process.stdout.write(`MONGODB_URI=${database.uri}\n`)
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const)
    process.once(signal, () => {
      void database.close().then(() => process.exit(0))
    })
} catch (error) {
  fail(error instanceof EmbeddedError ? error.message : String(error))
}

function fail(line: string): never {
  process.stderr.write(`${line}\n`)
  process.exit(1)
}
