/** Owns `pnpm samplan import`: what is found in a file, printed as JSON. It opens no data. */
import { readFile, stat } from 'node:fs/promises'
import { basename, resolve } from 'node:path'
import { parseArgs } from 'node:util'
import { foundOf } from '@samplan/shared/import/foundOf'
import { isRefusal, type Refusal } from '@samplan/shared/refusal'
import { readLimits } from './limits.ts'
import { readDraft, readSource } from './readSource.ts'

/** The file cannot be read, or the words of the command make no sense; the message is for whoever typed it. */
export class ImportRefused extends Error {
  override name = 'ImportRefused'
}

const usage = `pnpm samplan import --dry-run FILE   prints what is found in FILE (TXT, PDF or DOCX) as JSON; nothing is stored
  --draft    prints the whole draft instead: every piece with its lines and doubts
  --source   prints the text as it was read instead: lines with their layout, tables, notes
  --help     prints this

A plan is stored in the interface (Hent plan ind), where its owner and its way are chosen and doubts are settled.
Nothing but the JSON goes to the standard output. A file that cannot be read: one line on the error output, exit code 1.
With npm: npm run --silent samplan -- import --dry-run FILE`

const options = {
  'dry-run': { type: 'boolean' },
  draft: { type: 'boolean' },
  source: { type: 'boolean' },
  help: { type: 'boolean' },
} as const

/** What is to be printed. A relative FILE is meant from `folder`. Throws ImportRefused. */
export async function runImport(words: readonly string[], folder: string): Promise<string> {
  const { values, positionals } = parsed(words)
  const [file, ...more] = positionals
  if (values.help || (!file && words.length === 0)) return usage
  if (!file || more.length > 0) throw new ImportRefused('one FILE is needed; see pnpm samplan import --help')
  if (!values['dry-run'])
    throw new ImportRefused('a plan is stored in the interface (Hent plan ind); --dry-run prints what would be found, see --help')
  const bytes = await read(resolve(folder, file), file)
  const name = basename(file)
  if (values.source) return printed(granted(await readSource(bytes, name), file))
  const { draft } = granted(await readDraft(bytes, name), file)
  return printed(values.draft ? draft : foundOf(draft))
}

function parsed(words: readonly string[]) {
  try {
    return parseArgs({ args: [...words], options, allowPositionals: true })
  } catch (error) {
    throw new ImportRefused(`${error instanceof Error ? error.message : String(error)}; see pnpm samplan import --help`, { cause: error })
  }
}

async function read(path: string, file: string): Promise<Uint8Array> {
  try {
    // What is too large need not be read to be refused.
    const { size } = await stat(path)
    if (size > readLimits.fileBytes) throw refused({ refused: 'importTooLarge', limit: readLimits.fileBytes, of: 'bytes' }, file)
    return await readFile(path)
  } catch (error) {
    if (error instanceof ImportRefused) throw error
    throw new ImportRefused(`${file}: ${error instanceof Error ? error.message : String(error)}`, { cause: error })
  }
}

const printed = (value: object): string => JSON.stringify(value, null, 2)

function granted<Value>(value: Value | Refusal, file: string): Value {
  if (isRefusal(value)) throw refused(value, file)
  return value
}

function refused(refusal: Refusal, file: string): ImportRefused {
  return new ImportRefused(`${file}: ${sentence(refusal)} (${refusal.refused})`)
}

function sentence(refusal: Refusal): string {
  switch (refusal.refused) {
    case 'importEmpty':
      return 'there is not a word in it'
    case 'importBinary':
      return 'it is neither text nor PDF nor DOCX'
    case 'importEncrypted':
      return 'it asks for a password'
    case 'importScanned':
      return `its ${refusal.pages} pages are pictures without text`
    case 'importTooLarge':
      return `it is too large: the limit is ${refusal.limit} ${refusal.of}`
    case 'importBomb':
      return 'unpacked it needs more than it is given'
    case 'importTimeout':
      return `it was not read within ${refusal.seconds} seconds`
    case 'importUnreadable':
      return 'it is broken'
    case 'importNoPlan':
      return 'it has neither sections nor goals'
    default:
      return 'it cannot be read'
  }
}
