// Owns `npm test`: every test of every package, then the journeys in a browser, and one line over all of them.
import { spawnSync } from 'node:child_process'
import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { buildClient, install, nodeForProduct, root, run } from './setUp.mjs'

const packages = ['shared', 'embedded-mongo', 'server', 'client']

// Settings of a product that runs on this machine are not the tests'.
const settings = ['PORT', 'HOST', 'DEMO', 'DEMO_OPEN', 'DATA_DIR', 'PUBLIC_URL', 'MUNICIPALITY', 'CLIENT_DIR', 'LOG', 'LOG_FORMAT']
const ofSeveral = ['POLL_MS', 'REDIS_URL', 'METRICS_PORT', 'METRICS_HOST', 'METRICS_TOKEN']
for (const name of [...settings, ...ofSeveral]) delete process.env[name]

install('all')
const node = nodeForProduct()
buildClient(node)

const results = mkdtempSync(join(tmpdir(), 'samplan-results-'))
const sum = { passed: 0, failed: 0, skipped: 0 }
for (const name of packages) add(await runVitest(name))
await runJourneys()
rmSync(results, { recursive: true, force: true })
console.log(`\n${sum.passed} passed, ${sum.failed} failed, ${sum.skipped} skipped`)
process.exitCode = sum.failed > 0 ? 1 : 0

async function runVitest(name) {
  const folder = join(root, name)
  const file = join(results, `${name}.json`)
  const vitest = join(folder, 'node_modules', 'vitest', 'vitest.mjs')
  console.log(`\n# ${name}`)
  const words = [vitest, 'run', '--reporter=default', '--reporter=json', `--outputFile.json=${file}`]
  const code = await run(node.path, [...node.options, ...words], { cwd: folder })
  return { code, report: existsSync(file) ? JSON.parse(readFileSync(file, 'utf8')) : null }
}

/** A run that failed without a failed test (a file that does not load, an error outside a test) counts as one failure. */
function add({ code, report }) {
  const { numPassedTests = 0, numFailedTests = 0, numPendingTests = 0, numTodoTests = 0 } = report ?? {}
  sum.passed += numPassedTests
  sum.failed += numFailedTests === 0 && code !== 0 ? 1 : numFailedTests
  sum.skipped += numPendingTests + numTodoTests
}

async function runJourneys() {
  if (hasBrowser()) return add(await runVitest('e2e'))
  console.log('\nThe browser tests did not run: no Chrome or Chromium was found (set CHROMIUM_PATH).')
  if (process.env.CI === 'true') sum.failed += 1
}

/** On Linux x64 there always is one: it comes with the e2e package. */
function hasBrowser() {
  if (process.platform === 'linux' && process.arch === 'x64') return true
  const ask = "import('./chromium.ts').then((m) => m.findChromium()).then((found) => process.exit(found ? 0 : 1), () => process.exit(1))"
  return spawnSync(node.path, [...node.options, '--input-type=module', '-e', ask], { cwd: join(root, 'e2e') }).status === 0
}
