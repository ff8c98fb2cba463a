import { mkdir, mkdtemp, readdir, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, it, onTestFinished } from 'vitest'
import { parseId, type SectionId } from '@samplan/shared/ids'
import type { TakenIn, UnsavedText } from '../rooms/contract.ts'
import { openRescueFiles } from './rescueFiles.ts'
import { takeInRescued } from './takeInRescued.ts'

const silent = { info: () => undefined, warn: () => undefined, error: () => undefined }
const textOf = (section: string): UnsavedText => ({
  section: parseId<'section'>(section) as SectionId,
  epoch: 1,
  schema: 1,
  updates: [new TextEncoder().encode(section)],
})
const sectionsOf = (texts: readonly UnsavedText[]): readonly string[] => texts.map(({ section }) => section).toSorted()

async function open() {
  const parent = await mkdtemp(join(tmpdir(), 'samplan-rescue-'))
  onTestFinished(() => rm(parent, { recursive: true, force: true }))
  const folder = join(parent, 'rescue')
  const files = openRescueFiles(folder, 'installation', () => 0)
  const kept = async () => {
    const found = await openRescueFiles(join(folder, 'not-taken-in'), 'installation', () => 0).list()
    return sectionsOf(found.files.flatMap(({ texts }) => texts))
  }
  return { folder, files, kept, later: openRescueFiles(folder, 'installation', () => 1000) }
}

it('RM-46 of one file some text is refused and some later on: all of it is kept, each once', async () => {
  const { files, kept, folder } = await open()
  await files.write([textOf('x'), textOf('y')])
  const refused = (section: string) => ({ refused: textOf(section).updates })
  let answers: Record<string, TakenIn> = { x: refused('x'), y: 'later' }
  const rooms = { takeIn: async ({ section }: UnsavedText) => answers[section] ?? 'onDisk' }
  const first = await takeInRescued({ files, rooms, log: silent })
  first.close()
  // A process that died behind the first half of its settling does it again.
  const [file] = (await files.list()).files
  await files.settle(file?.name ?? '', { later: [textOf('y')], refused: [textOf('x')] })
  await files.settle(file?.name ?? '', { later: [textOf('y')], refused: [textOf('x')] })
  answers = { y: refused('y') }
  expect((await takeInRescued({ files, rooms, log: silent })).done()).toBe(true)
  expect(await kept()).toEqual(['x', 'y'])
  expect(await readdir(folder)).toEqual(['not-taken-in'])
})

it('RM-46 a file that cannot be read or settled keeps none of the others out', async () => {
  const { files, later, folder } = await open()
  await files.write([textOf('x')])
  await later.write([textOf('y')])
  await mkdir(join(folder, '0000.json'))
  // There the refused text would be kept.
  await writeFile(join(folder, 'not-taken-in'), '')
  const asked: string[] = []
  const takeIn = async ({ section }: UnsavedText): Promise<TakenIn> => {
    asked.push(section)
    return section === 'x' ? { refused: textOf('x').updates } : 'onDisk'
  }
  const rescue = await takeInRescued({ files, rooms: { takeIn }, log: silent })
  rescue.close()
  expect(asked).toEqual(['x', 'y'])
  expect(rescue.done()).toBe(false)
  expect((await files.list()).files.map(({ texts }) => sectionsOf(texts))).toEqual([['x']])
})
