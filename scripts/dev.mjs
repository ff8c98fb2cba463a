// Owns `pnpm dev`: the server restarts with its sources, the client is patched in the browser.
import { join } from 'node:path'
import { install, nodeForProduct, root, run } from './setUp.mjs'

const serverPort = process.env.PORT ?? '4217'
const clientPort = '5173'

install('start')
const node = nodeForProduct()
const server = run(node.path, [...node.options, '--watch', '--watch-preserve-output', 'src/main.ts'], {
  cwd: join(root, 'server'),
  env: {
    ...process.env,
    NODE_ENV: 'development',
    PORT: serverPort,
    PUBLIC_URL: `http://localhost:${clientPort}`,
    DATA_DIR: process.env.DATA_DIR ?? join(root, 'data'),
  },
})
const client = run(node.path, [...node.options, join(root, 'client/node_modules/vite/bin/vite.js'), '--port', clientPort, '--strictPort'], {
  cwd: join(root, 'client'),
  env: { ...process.env, SAMPLAN_SERVER: `http://127.0.0.1:${serverPort}` },
})
process.exitCode = Math.max(...(await Promise.all([server, client])))
