/** Owns how the client is built: one folder of files for the server, and the bound on the part that a reader loads. */
import { gzipSync } from 'node:zlib'
import react from '@vitejs/plugin-react'
import { defineConfig, type Plugin } from 'vite'

/** What a person who only reads a plan must load, gzipped; the build fails above it. */
const readingLimit = 200_000

/** Where `pnpm dev` finds the server; its script sets it. */
const server = process.env['SAMPLAN_SERVER'] ?? 'http://127.0.0.1:4217'

/** Sums entry and plan page with all that they import statically; linked sections and the editor are dynamic imports. */
function readingPart(): Plugin {
  return {
    name: 'samplan-reading-part',
    generateBundle(_, bundle) {
      const chunks = Object.values(bundle).filter((output) => output.type === 'chunk')
      const starts = chunks.filter((chunk) => chunk.isEntry || chunk.facadeModuleId?.endsWith('/plan/PlanPage.tsx'))
      const names = new Set<string>()
      const waiting = starts.map((chunk) => chunk.fileName)
      for (let name = waiting.pop(); name !== undefined; name = waiting.pop()) {
        if (names.has(name)) continue
        names.add(name)
        waiting.push(...(chunks.find((chunk) => chunk.fileName === name)?.imports ?? []))
      }
      const bytes = chunks.filter((chunk) => names.has(chunk.fileName)).reduce((sum, chunk) => sum + gzipSync(chunk.code).length, 0)
      const line = `reading part: ${(bytes / 1000).toFixed(1)} kB gzipped of at most ${readingLimit / 1000}`
      if (bytes > readingLimit) this.error(`${line} (${[...names].join(', ')})`)
      this.info(line)
    },
  }
}

/** The fonts of the first paint come with the page, so that no line moves when they are here: the plan's text has italics too. */
const firstFonts = /(source-serif-4-latin-opsz-(normal|italic)|ibm-plex-sans-latin-wght-normal)-[^/]*\.woff2$/

function preloadFonts(): Plugin {
  return {
    name: 'samplan-preload-fonts',
    transformIndexHtml: {
      order: 'post',
      handler: (_html, { bundle }) =>
        Object.keys(bundle ?? {})
          .filter((file) => firstFonts.test(file))
          .map((file) => ({
            tag: 'link',
            attrs: { rel: 'preload', as: 'font', type: 'font/woff2', href: `/${file}`, crossorigin: '' },
            injectTo: 'head' as const,
          })),
    },
  }
}

export default defineConfig({
  plugins: [react(), readingPart(), preloadFonts()],
  build: {
    target: 'es2023',
    assetsInlineLimit: 0,
    rolldownOptions: {
      output: {
        codeSplitting: {
          groups: [
            {
              name: 'base',
              test: /node_modules\/.*\/node_modules\/(react|react-dom|scheduler|wouter|regexparam|@apollo\/client|@wry\/.*|optimism|graphql|graphql-ws|graphql-tag|rxjs|tslib)\//,
            },
          ],
        },
      },
    },
  },
  server: {
    proxy: {
      '/api': { target: server },
      '/graphql': { target: server, ws: true },
      '/rooms': { target: server, ws: true },
      '/room': { target: server, ws: true },
    },
  },
})
