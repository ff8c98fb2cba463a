import { readFileSync } from 'node:fs'
import { expect, it } from 'vitest'
import { specTables, withTables } from './specTables.ts'

it('WF-0 the tables in docs/SPEC.md are those of the code', () => {
  const spec = readFileSync(new URL('../../docs/SPEC.md', import.meta.url), 'utf8')
  expect(withTables(spec, specTables())).toBe(spec)
})
