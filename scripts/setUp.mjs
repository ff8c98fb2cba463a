// Owns the set-up that start, test, dev and check share: the packages, the Node that runs the product, the built client.
// Plain JavaScript without packages: it runs before anything is installed, on Node 18.
import { spawn, spawnSync } from 'node:child_process'
import { createHash } from 'node:crypto'
import { existsSync, readdirSync, readFileSync, statSync, writeFileSync, writeSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { gzipSync } from 'node:zlib'

export const root = dirname(dirname(fileURLToPath(import.meta.url)))

const pnpmVersion = '12.21.0'
/** What each set-up installs: e2e brings a browser, which starting does not need. */
const filters = { start: ['samplan', '@samplan/server...', '@samplan/client...'], all: [] }
const installMarker = join(root, 'node_modules', '.samplan-installed.json')

/** Ends the process with one line. */
export function stop(line, code = 1) {
  console.error(line)
  process.exit(code)
}

/**
 * Installs the packages when the lockfile has changed since the last time, or more is asked for than there is. `to`: 1, or 2 where the
 * standard output is for a command's answer.
 */
export function install(what, to = 1) {
  const lock = hashOf(['pnpm-lock.yaml', 'pnpm-workspace.yaml', 'package.json'].map((file) => join(root, file)))
  const before = readJson(installMarker)
  if (before && before.lock === lock && (before.what === what || before.what === 'all') && existsSync(join(root, 'node_modules', '.pnpm')))
    return
  writeSync(to, 'Installing packages ...\n')
  const options = ['install', '--frozen-lockfile', '--prefer-offline', ...filters[what].flatMap((name) => ['--filter', name])]
  const [command, ...words] = pnpmCommand()
  const { status, error } = spawnSync(command, [...words, ...options], {
    cwd: root,
    stdio: ['inherit', to, 'inherit'],
    env: { ...process.env, CI: process.env.CI ?? 'true' },
  })
  if (error || status !== 0)
    stop(
      `The packages could not be installed${error ? `: ${error.message}` : ''}. The first start needs the network; a full disk also ends here.`,
    )
  writeFileSync(installMarker, `${JSON.stringify({ lock, what })}\n`)
}

function pnpmCommand() {
  const own = spawnSync('pnpm', ['--version'], { cwd: root, encoding: 'utf8' })
  return own.status === 0 && own.stdout.trim() === pnpmVersion ? ['pnpm'] : ['npx', '--yes', '--prefer-offline', `pnpm@${pnpmVersion}`]
}

/** The Node that the product runs on, with the options it needs: the installed Node 24, else this one from 22.16. */
export function nodeForProduct() {
  const packed = join(root, 'node_modules', `node-${process.platform}-${process.arch}`, 'bin', 'node')
  if (existsSync(packed) && spawnSync(packed, ['--version']).status === 0) return { path: packed, options: [] }
  const [major = 0, minor = 0] = process.versions.node.split('.').map(Number)
  if (major < 22 || (major === 22 && minor < 16))
    stop(`On this machine Samplan needs Node 22.16 or newer; this is Node ${process.versions.node}. Get one from https://nodejs.org`)
  const stripsTypes = major > 23 || (major === 23 && minor >= 6) || (major === 22 && minor >= 18)
  return { path: process.execPath, options: stripsTypes ? [] : ['--experimental-strip-types', '--disable-warning=ExperimentalWarning'] }
}

/** Builds the client when its sources have changed since the last time. */
export function buildClient(node) {
  const marker = join(root, 'client', 'dist', '.built')
  const sources = ['client/src', 'client/public', 'shared/src'].flatMap((folder) => filesIn(join(root, folder)))
  const state = hashOf([
    ...sources,
    ...['client/index.html', 'client/vite.config.ts', 'client/package.json', 'pnpm-lock.yaml'].map((file) => join(root, file)),
  ])
  if (existsSync(marker) && readFileSync(marker, 'utf8') === state) return
  console.log('Building the client ...')
  const vite = join(root, 'client', 'node_modules', 'vite', 'bin', 'vite.js')
  const built = spawnSync(node.path, [...node.options, vite, 'build', '--logLevel', 'warn'], {
    cwd: join(root, 'client'),
    stdio: 'inherit',
  })
  if (built.status !== 0) stop('The client could not be built.')
  for (const file of filesIn(join(root, 'client', 'dist'))) {
    if (/\.(js|css|svg)$/.test(file) && statSync(file).size > 1024) writeFileSync(`${file}.gz`, gzipSync(readFileSync(file), { level: 9 }))
  }
  writeFileSync(marker, state)
}

/** Compiled code is kept between starts: half of a start is reading the packages. */
process.env.NODE_COMPILE_CACHE ??= join(root, 'node_modules', '.cache', 'compiled')

/** Runs a program of the repository; resolves with its exit code. Signals reach it, and we stay until it has ended. */
export function run(command, words, options = {}) {
  const child = spawn(command, words, { cwd: root, stdio: 'inherit', ...options })
  // Ctrl+C reaches every program of a terminal by itself.
  const forward = (signal) => (signal === 'SIGINT' && process.stdin.isTTY ? undefined : child.kill(signal))
  const signals = ['SIGINT', 'SIGTERM', 'SIGHUP']
  for (const signal of signals) process.on(signal, forward)
  return new Promise((resolve) => {
    child.once('error', (error) => {
      console.error(`${command}: ${error.message}`)
      resolve(1)
    })
    child.once('exit', (code, signal) => {
      for (const name of signals) process.off(name, forward)
      resolve(signal ? 1 : (code ?? 1))
    })
  })
}

/** Every file below a folder, sorted; none where there is no folder. */
export function filesIn(folder) {
  if (!existsSync(folder)) return []
  return readdirSync(folder, { withFileTypes: true })
    .flatMap((entry) => (entry.isDirectory() ? filesIn(join(folder, entry.name)) : [join(folder, entry.name)]))
    .sort()
}

function hashOf(files) {
  const hash = createHash('sha256')
  for (const file of files)
    hash
      .update(`${file.slice(root.length)}\0`)
      .update(readFileSync(file))
      .update('\0')
  return hash.digest('hex')
}

function readJson(file) {
  try {
    return JSON.parse(readFileSync(file, 'utf8'))
  } catch {
    return null
  }
}
