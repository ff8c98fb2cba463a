/** Owns the size of the package: the lines and bytes of what runs, without its tests. */
import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'

export type Size = { readonly files: number; readonly lines: number; readonly bytes: number }

/** Of `src/` without tests: lines with something on them that is no comment, and bytes of whole files. */
export function sizeOfPackage(): Size {
  const folder = fileURLToPath(new URL('../src/', import.meta.url))
  const texts = readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .filter((name) => name.endsWith('.ts') && !name.endsWith('.test.ts'))
    .map((name) => readFileSync(join(folder, name), 'utf8'))
  const isCode = (line: string): boolean => line.trim() !== '' && !/^\s*(\/\/|\/\*|\*)/.test(line)
  return {
    files: texts.length,
    lines: texts.reduce((sum, text) => sum + text.split('\n').filter(isCode).length, 0),
    bytes: texts.reduce((sum, text) => sum + Buffer.byteLength(text), 0),
  }
}
