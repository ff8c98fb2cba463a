/** Owns the run: every figure once, on a product of its own; the table on the terminal, the raw samples in results/. */
import { mkdir, writeFile } from 'node:fs/promises'
import { cpus, release, totalmem } from 'node:os'
import { fileURLToPath } from 'node:url'
import { chromium } from 'playwright-core'
import { findChromium } from '../e2e/chromium.ts'
import { startProduct } from '../e2e/product.ts'
import { acknowledged } from './acknowledged.ts'
import { firstText, goalOnPage, keystroke } from './pages.ts'
import { type Figure, header, printRow } from './samples.ts'
import { secondStart } from './secondStart.ts'
import { submitToLast } from './subscribers.ts'

const found = await findChromium()
if (!found) throw new Error('No browser: set CHROMIUM_PATH, or install Chromium.')
const browser = await chromium.launch({
  executablePath: found.executablePath,
  env: { ...process.env, ...found.env } as Record<string, string>,
  args: ['--no-sandbox'],
})
const product = await startProduct()
const { address } = product
const machine = `${cpus()[0]?.model.trim()} × ${cpus().length}, ${Math.round(totalmem() / 2 ** 30)} GiB, ${process.platform} ${release()}, Node ${process.versions.node}, Chromium ${browser.version()}`

const figures: Figure[] = []
const print = (figure: Figure): void => {
  figures.push(figure)
  process.stdout.write(`${printRow(figure)}\n`)
}

process.stdout.write(`${machine}\n\n${header}\n`)
try {
  print(await firstText(browser, address, 20))
  print(await keystroke(browser, address, 200))
  print(await acknowledged(address, 300))
  print(await goalOnPage(browser, address, 15))
  print(await submitToLast(address, 100, 10))
} finally {
  await browser.close()
  await product.close()
}
print(await secondStart(5))

const results = fileURLToPath(new URL('./results/', import.meta.url))
await mkdir(results, { recursive: true })
const at = new Date().toISOString()
await writeFile(`${results}${at.replaceAll(':', '-')}.json`, JSON.stringify({ at, machine, figures }, null, 1))
process.exit()
