import { mkdtemp, readdir, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { Found } from '@samplan/shared/import/found'
import { startProcess } from '../testProcess.ts'
import { ImportRefused, runImport } from './command.ts'

const plan = 'Beskæftigelsesplan 2027\n\nIndledning\n\nKommunen vil have flere i arbejde.\n'

describe('pnpm samplan import', () => {
  let folder: string
  let data: string
  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'samplan-import-'))
    data = await mkdtemp(join(tmpdir(), 'samplan-import-data-'))
    await writeFile(join(folder, 'plan.txt'), plan)
    await writeFile(join(folder, 'tom.txt'), '')
  })
  afterAll(() => Promise.all([rm(folder, { recursive: true }), rm(data, { recursive: true })]))

  const run = (...words: readonly string[]) => startProcess(data, { INIT_CWD: folder }, ['import', ...words]).ended

  it('IR-10 what is found is printed as JSON and nothing else, from where the command was called, and no data are opened', async () => {
    const { code, printed } = await run('--dry-run', 'plan.txt')
    expect(code).toBe(0)
    const found = JSON.parse(printed) as Found
    expect(found.sections).toContainEqual(expect.objectContaining({ title: 'Indledning', line: 3 }))
    expect(await readdir(data)).toEqual([])
  })

  it('IR-11 the draft and the text as it was read can be printed', async () => {
    const draft = JSON.parse(await runImport(['--dry-run', '--draft', 'plan.txt'], folder)) as { pieces: readonly unknown[] }
    expect(draft.pieces.length).toBeGreaterThan(1)
    const source = JSON.parse(await runImport(['--source', '--dry-run', join(folder, 'plan.txt')], '.')) as { lines: readonly unknown[] }
    expect(source.lines).toHaveLength(5)
  })

  it('IR-12 what cannot be done is one line with its reason, and code 1', async () => {
    const cases = [
      [['--dry-run', 'tom.txt'], 'tom.txt: there is not a word in it (importEmpty)'],
      [['--dry-run', 'mangler.txt'], 'mangler.txt: ENOENT'],
      [['plan.txt'], 'a plan is stored in the interface'],
      [['--wrong', 'plan.txt'], '--help'],
    ] as const
    for (const [words, said] of cases) {
      const error: unknown = await runImport(words, folder).catch((failure: unknown) => failure)
      expect(error).toBeInstanceOf(ImportRefused)
      expect((error as ImportRefused).message).toContain(said)
      expect((error as ImportRefused).message).not.toContain('\n')
    }
    const { code, printed } = await run('--dry-run', 'tom.txt')
    expect([code, printed]).toEqual([1, 'tom.txt: there is not a word in it (importEmpty)\n'])
    expect(await runImport(['--help'], folder)).toContain('--dry-run FILE')
  })
})
