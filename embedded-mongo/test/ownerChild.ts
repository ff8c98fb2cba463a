/** Tries to open a folder, says what came of it, and holds it until its input ends. */
import { EmbeddedError, startEmbedded } from '../src/index.ts'

try {
  await startEmbedded(process.argv[2] as string)
  process.stdout.write('owner\n')
} catch (error) {
  process.stdout.write(`${error instanceof EmbeddedError ? error.code : String(error)}\n`)
  process.exit(0)
}
process.stdin.resume().on('end', () => process.exit(0))
