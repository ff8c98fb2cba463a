/** Owns what our page is compared with: an empty TipTap of the client's own version, built with the client's vite, on a page of its own. */
import { once } from 'node:events'
import { createServer } from 'node:http'
import { createRequire } from 'node:module'
import { join } from 'node:path'
import { fileURLToPath, pathToFileURL } from 'node:url'

const client = fileURLToPath(new URL('../../../client/', import.meta.url))

/** Lies in the client's folder as far as vite knows, so that its packages are the client's. */
const entry = join(client, 'emptyTipTap.js')
const program = `import { Editor } from '@tiptap/core'
import { StarterKit } from '@tiptap/starter-kit'
new Editor({ element: document.querySelector('main'), extensions: [StarterKit], autofocus: true })`

type Vite = { readonly build: (settings: object) => Promise<{ readonly output: readonly { readonly code?: string }[] }> }

export type Served = { readonly address: string; readonly close: () => Promise<void> }

export async function serveEmptyTipTap(): Promise<Served> {
  const page = `<!doctype html><html lang="da"><meta charset="utf-8"><title>TipTap</title><main></main><script type="module">${await built()}</script></html>`
  const server = createServer((_request, response) => response.setHeader('content-type', 'text/html; charset=utf-8').end(page))
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  const address = server.address()
  return {
    address: `http://localhost:${address && typeof address === 'object' ? address.port : 0}`,
    async close() {
      server.close()
      server.closeAllConnections()
      await once(server, 'close')
    },
  }
}

async function built(): Promise<string> {
  const vite = createRequire(join(client, 'package.json')).resolve('vite')
  const { build } = (await import(pathToFileURL(vite).href)) as Vite
  const { output } = await build({
    configFile: false,
    root: client,
    logLevel: 'warn',
    build: { write: false, target: 'es2023', modulePreload: false, rolldownOptions: { input: entry } },
    plugins: [
      {
        name: 'empty-tiptap',
        resolveId: (id: string) => (id === entry ? entry : null),
        load: (id: string) => (id === entry ? program : null),
      },
    ],
  })
  const code = output[0]?.code
  if (!code || output.length > 1) throw new Error('the empty TipTap is one file')
  return code.replaceAll('</script', String.raw`<\/script`)
}
