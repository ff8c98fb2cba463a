// Owns the start: packages, client, then the server until it ends.
import { join } from 'node:path'
import { buildClient, install, nodeForProduct, root, run } from './setUp.mjs'

install('start')
const node = nodeForProduct()
buildClient(node)
process.exitCode = await run(node.path, [...node.options, join(root, 'server', 'src', 'main.ts'), ...process.argv.slice(2)], {
  cwd: process.cwd(),
})
