// Owns `npm test`: every test of every package, then the journeys in a browser, and one line over all of them.
import { spawnSync } from 'node:child_process'
import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { buildClient, install, nodeForProduct, root, run } from './setUp.mjs'
import { lastLine, readReport, sumRuns } from './sumRuns.mjs'

const packages = ['shared', 'embedded-mongo', 'server', 'client']

// Settings of a product that runs on this machine are not the tests'.
const settings = ['PORT', 'HOST', 'DEMO', 'DEMO_OPEN', 'DATA_DIR', 'PUBLIC_URL', 'MUNICIPALITY', 'CLIENT_DIR', 'LOG', 'LOG_FORMAT']
const ofSeveral = ['POLL_MS', 'REDIS_URL', 'METRICS_PORT', 'METRICS_HOST', 'METRICS_TOKEN']
for (const name of [...settings, ...ofSeveral]) delete process.env[name]

// What Node has made of the product's files once serves every process that the tests start.
process.env.NODE_COMPILE_CACHE ??= join(root, 'node_modules', '.cache', 'compiled')

install('all')
const node = nodeForProduct()
buildClient(node)

const results = mkdtempSync(join(tmpdir(), 'samplan-results-'))
const runs = []
for (const name of packages) runs.push(await runVitest(name))
runs.push(await runJourneys())
rmSync(results, { recursive: true, force: true })
const sum = sumRuns(runs)
console.log(`\n${lastLine(sum)}`)
process.exitCode = sum.failed > 0 ? 1 : 0

async function runVitest(name) {
  const folder = join(root, name)
  const file = join(results, `${name}.json`)
  const vitest = join(folder, 'node_modules', 'vitest', 'vitest.mjs')
  console.log(`\n# ${name}`)
  const words = [vitest, 'run', '--reporter=default', '--reporter=json', `--outputFile.json=${file}`]
  const code = await run(node.path, [...node.options, ...words], { cwd: folder })
  return { code, report: existsSync(file) ? readReport(readFileSync(file, 'utf8')) : null }
}

async function runJourneys() {
  if (hasBrowser()) return runVitest('e2e')
  const missing = 'no Chrome or Chromium was found (set CHROMIUM_PATH)'
  console.log(`\nThe browser tests did not run: ${missing}.`)
  return { missing, mustRun: process.env.CI === 'true' }
}

/** On Linux x64 there always is one: it comes with the e2e package. */
function hasBrowser() {
  if (process.platform === 'linux' && process.arch === 'x64') return true
  const ask = "import('./chromium.ts').then((m) => m.findChromium()).then((found) => process.exit(found ? 0 : 1), () => process.exit(1))"
  return spawnSync(node.path, [...node.options, '--input-type=module', '-e', ask], { cwd: join(root, 'e2e') }).status === 0
}
