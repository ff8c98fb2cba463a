/** Owns which browser the journeys run in: CHROMIUM_PATH, an installed one, else the one that came with this package from npm. */
import { existsSync } from 'node:fs'
import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { delimiter, join } from 'node:path'
import { fileURLToPath } from 'node:url'

export type Chromium = {
  readonly executablePath: string
  readonly env: Readonly<Record<string, string>>
  /** Removes what was unpacked for it; after the browser has ended. */
  readonly remove: () => Promise<void>
}

const kept = async (): Promise<void> => undefined

/** First the one without a window around the page: a browser that draws one takes half as long again for every journey. */
const names = ['chromium-headless-shell', 'chrome-headless-shell', 'chromium', 'chromium-browser', 'google-chrome-stable', 'google-chrome']

function installed(): string | null {
  const folders = [...(process.env['PATH'] ?? '').split(delimiter), '/Applications/Google Chrome.app/Contents/MacOS']
  for (const name of [...names, 'Google Chrome']) {
    for (const folder of folders) {
      const path = join(folder, name)
      if (existsSync(path)) return path
    }
  }
  return null
}

/**
 * Unpacks the browser that lies in the npm package, with the libraries and fonts that a bare machine lacks.
 * Into a folder of its own: the package itself would take a half-written one from an interrupted run for whole.
 */
async function unpacked(): Promise<Chromium | null> {
  if (process.platform !== 'linux' || process.arch !== 'x64') return null
  const { inflate } = await import('@sparticuz/chromium')
  // By its place, not by resolving: vitest's module runner has no import.meta.resolve.
  const bin = fileURLToPath(new URL('./node_modules/@sparticuz/chromium/bin', import.meta.url))
  const before = process.env['TMPDIR']
  const folder = await mkdtemp(join(tmpdir(), 'samplan-browser-'))
  process.env['TMPDIR'] = folder
  try {
    const [executablePath, libraries, fonts] = await Promise.all(
      ['chromium.br', 'al2023.tar.br', 'fonts.tar.br'].map((file) => inflate(join(bin, file))),
    )
    if (!executablePath || !libraries || !fonts) throw new Error('the packed browser could not be unpacked')
    // The package's own list of folders has fixed ones; without any font not even the page's own are drawn.
    await writeFile(
      join(fonts, 'fonts.conf'),
      `<?xml version="1.0"?><fontconfig><dir>${fonts}</dir><cachedir>${join(folder, 'fonts-cache')}</cachedir></fontconfig>`,
    )
    return {
      executablePath,
      env: { LD_LIBRARY_PATH: join(libraries, 'lib'), FONTCONFIG_PATH: fonts },
      remove: () => rm(folder, { recursive: true, force: true, maxRetries: 5 }),
    }
  } finally {
    if (before === undefined) delete process.env['TMPDIR']
    else process.env['TMPDIR'] = before
  }
}

/** The browser to use, or null where this machine has none. */
export async function findChromium(): Promise<Chromium | null> {
  const named = process.env['CHROMIUM_PATH']
  if (named) {
    if (!existsSync(named)) throw new Error(`CHROMIUM_PATH names no file: ${named}`)
    return { executablePath: named, env: {}, remove: kept }
  }
  const found = process.env['SAMPLAN_PACKED_BROWSER'] ? null : installed()
  return found ? { executablePath: found, env: {}, remove: kept } : unpacked()
}
