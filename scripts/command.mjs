// Owns `pnpm samplan`: runs one of the server's commands on the data and ends.
import { join } from 'node:path'
import { install, nodeForProduct, root, run } from './setUp.mjs'

install('start', 2)
const node = nodeForProduct()
process.exitCode = await run(node.path, [
  ...node.options,
  join(root, 'server', 'src', 'main.ts'),
  ...(process.argv.length > 2 ? process.argv.slice(2) : ['help']),
])
