/** Owns the list of rules in docs/SPEC.md: what the names of the tests say, in the order of their ids. */
import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'

const folders = [
  'shared/src',
  'shared/test',
  'server/src',
  'embedded-mongo/src',
  'embedded-mongo/test',
  'embedded-mongo/exam',
  'client/src',
  'e2e',
] as const

/** A test's name: the rule's id, then what holds. */
const named = /(['"`])((?:[A-Z]{2}|E2E)-U?\d+[a-z]?) ((?:(?!\1)[^\\]|\\.)+)\1/g

/** The rules of all tests below `root` as a list in Markdown, by id; what a test fills in is shown as "…". */
export function specRules(root: string): string {
  const rules = new Map<string, Set<string>>()
  for (const folder of folders) {
    for (const file of testsIn(join(root, folder))) {
      for (const [, , id = '', words = ''] of readFileSync(file, 'utf8').matchAll(named)) {
        const known = rules.get(id) ?? new Set()
        rules.set(
          id,
          known.add(
            words
              .replace(/%\d*\$?[a-z]|\$\{[^}]*\}|\$\w+/g, '…')
              .replace(/\\(.)/g, '$1')
              .trim(),
          ),
        )
      }
    }
  }
  const ids = [...rules.keys()].sort(byId)
  return ids.map((id) => `- **${id}** ${[...(rules.get(id) ?? [])].join(' · ')}`).join('\n')
}

function testsIn(folder: string): readonly string[] {
  return readdirSync(folder, { withFileTypes: true })
    .flatMap((entry): readonly string[] => {
      const path = join(folder, entry.name)
      if (entry.isDirectory()) return entry.name === 'node_modules' ? [] : testsIn(path)
      return /\.test\.tsx?$|Contract\.ts$/.test(entry.name) || folder.endsWith('test') ? [path] : []
    })
    .sort()
}

function byId(a: string, b: string): number {
  const [[letters = '', number = ''], [otherLetters = '', otherNumber = '']] = [a.split('-'), b.split('-')]
  return letters < otherLetters ? -1 : letters > otherLetters ? 1 : valueOf(number) - valueOf(otherNumber)
}

/** Those of the client's own rules (U) stand behind the others. */
function valueOf(number: string): number {
  return number.startsWith('U') ? 10_000 + Number.parseInt(number.slice(1)) : Number.parseInt(number)
}
