// Owns `pnpm simulate`: lets the rooms live in random worlds, as many as one likes, and shows what goes wrong; or plants faults in them.
import { join } from 'node:path'
import { install, nodeForProduct, root, run } from './setUp.mjs'

install('start', 2)
const node = nodeForProduct()
process.exitCode = await run(node.path, [...node.options, join(root, 'scripts', 'simulateSeeds.mjs'), ...process.argv.slice(2)])
