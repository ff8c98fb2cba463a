import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { describe, expect, it } from 'vitest'
import type { SourceText } from '@samplan/shared/import/source'
import { isRefusal } from '@samplan/shared/refusal'
import { findDraft } from './findDraft.ts'
import { readLimits } from './limits.ts'
import { parseDraft } from './parseDraft.ts'
import { readBytes } from './readBytes.ts'
import { pdfOf } from './testFiles.ts'

const folder = fileURLToPath(new URL('../../../../shared/plans/', import.meta.url))
const files = existsSync(folder) ? readdirSync(folder).filter((name) => name.endsWith('.txt')) : []

const read = async (bytes: Uint8Array): Promise<SourceText> => {
  const source = await readBytes({ bytes, name: 'plan', as: 'file' }, readLimits, () => undefined)
  if (isRefusal(source)) throw new Error(source.refused)
  return source
}
/** Marks of notes are taken out of the line by the reader of PDFs; characters that Helvetica lacks are not compared. */
const words = ({ lines }: SourceText): readonly string[] =>
  lines
    .flatMap(({ runs }) => runs.flatMap(({ text, note }) => [text, note ?? '']))
    .join(' ')
    .match(/[a-zæøå]{2,}/gi) ?? []

describe('the published plans, where they are', () => {
  if (files.length === 0) it('IR-40 are not here', (context) => context.skip(`there is no folder ${folder}`))
  for (const name of files) {
    it(`IR-40 ${name}: the draft passes the parser of the browser’s answers unchanged`, async () => {
      const draft: unknown = JSON.parse(JSON.stringify(findDraft(await read(readFileSync(`${folder}${name}`)))))
      expect(parseDraft({ draft, revision: 0 })?.draft).toEqual(draft)
    })

    it(`IR-41 ${name}: as a PDF, in one column and in two, it has the same words in the same order`, async () => {
      const text = await read(readFileSync(`${folder}${name}`))
      const paragraphs = text.lines.map((line) => line.text.trim()).filter((line) => line !== '')
      const one = await pdfOf((pdf) => void pdf.font('Helvetica').fontSize(9).text(paragraphs.join('\n')))
      const two = await pdfOf((pdf) => {
        pdf.font('Helvetica').fontSize(9)
        // As many pages as it takes: pdfkit goes to the next by itself only in one column.
        for (let at = 0; at < paragraphs.length; at += 60) {
          if (at > 0) pdf.addPage()
          pdf.text(paragraphs.slice(at, at + 60).join(' '), { columns: 2, columnGap: 20, height: 700 })
        }
      })
      expect(words(await read(one)).join(' ')).toBe(words(text).join(' '))
      expect(words(await read(two)).join(' ')).toBe(words(text).join(' '))
    })
  }
})
