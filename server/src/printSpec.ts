/** Owns the command that puts the tables of the code into docs/SPEC.md. */
import { readFileSync, writeFileSync } from 'node:fs'
import { specTables, withTables } from './specTables.ts'

const file = new URL('../../docs/SPEC.md', import.meta.url)

writeFileSync(file, withTables(readFileSync(file, 'utf8'), specTables()))
