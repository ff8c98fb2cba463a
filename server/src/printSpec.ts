/** Owns the command that puts the tables of the code and the rules of the tests into docs/SPEC.md. */
import { readFileSync, writeFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { specRules } from './specRules.ts'
import { specTables, withTables } from './specTables.ts'

const root = fileURLToPath(new URL('../..', import.meta.url))
const file = `${root}/docs/SPEC.md`

writeFileSync(file, withTables(readFileSync(file, 'utf8'), new Map([...specTables(), ['rules', specRules(root)]])))
