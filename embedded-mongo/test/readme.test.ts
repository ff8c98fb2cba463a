import { readFileSync, writeFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import { printedLists } from './lists.ts'

const PATH = new URL('../README.md', import.meta.url)
const MARKS = /(<!-- lists -->\n)([^]*)(\n<!-- end of lists -->)/

describe('README', () => {
  it('RD-1 the lists in README are those of the code (UPDATE_README=1 writes them)', () => {
    const text = readFileSync(PATH, 'utf8')
    if (process.env.UPDATE_README)
      writeFileSync(
        PATH,
        text.replace(MARKS, (_, start: string, _lists, end: string) => start + printedLists() + end),
      )
    expect(MARKS.exec(readFileSync(PATH, 'utf8'))?.[2]).toBe(printedLists())
  })
})
