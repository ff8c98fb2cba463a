// Owns `pnpm check`: format, lint, import directions, generated code, types, tests; every part runs, then it says which failed.
import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { filesIn, install, nodeForProduct, root, run } from './setUp.mjs'

const packages = ['schema', 'shared', 'embedded-mongo', 'server', 'client', 'e2e']
const generated = ['server/src/graphql/generated.ts', 'client/src/graphql/generated.ts', 'docs/SPEC.md']

install('all')
const node = nodeForProduct()
const failed = []

async function part(title, command, words, options) {
  console.log(`\n# ${title}`)
  if ((await run(command, words, options)) !== 0) failed.push(title)
}

const bin = (name) => join(root, 'node_modules', '.bin', name)
await part('format', bin('oxfmt'), ['--check'])
// The bench has packages of its own: without them its types cannot be read.
const unread = existsSync(join(root, 'bench', 'node_modules')) ? [] : ['--ignore-pattern', 'bench/**']
await part('lint', bin('oxlint'), ['--type-aware', '--deny-warnings', ...unread])
await checkGenerated()
for (const name of packages) await part(`types of ${name}`, bin('tsc'), ['-p', name])
if (!process.argv.includes('--quick')) await part('tests', node.path, [...node.options, join(root, 'scripts', 'testAll.mjs')])

console.log(failed.length === 0 ? '\nAll is well.' : `\nFailed: ${failed.join(', ')}`)
process.exitCode = failed.length === 0 ? 0 : 1

/** Generates anew and compares: what was committed must be what the sources say. */
async function checkGenerated() {
  const before = generated.map(read)
  await part('generate', 'pnpm', ['run', '--silent', 'generate'])
  generated.forEach((file, at) => {
    if (read(file) !== before[at]) failed.push(`${file} was not current`)
  })
}

function read(file) {
  return filesIn(join(root, file, '..')).includes(join(root, file)) ? readFileSync(join(root, file), 'utf8') : ''
}
