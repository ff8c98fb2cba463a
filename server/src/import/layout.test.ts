import { Document, HeadingLevel, LevelFormat, Packer, Paragraph, TextRun } from 'docx'
import { describe, expect, it } from 'vitest'
import { findPlan } from '@samplan/shared/import/findPlan'
import { foundOf } from '@samplan/shared/import/foundOf'
import { judgeWords } from '@samplan/shared/import/judgeWords'
import { isRefusal } from '@samplan/shared/refusal'
import { readLimits } from './limits.ts'
import { readBytes } from './readBytes.ts'
import { type Pdf, pdfOf } from './testFiles.ts'

type Block =
  | { readonly level: 1 | 2 | 3; readonly text: string }
  | { readonly label: string }
  | { readonly items: readonly string[] }
  | string

const prose =
  'Vi møder den enkelte tidligt og følger op hver måned, så ingen venter for længe på hjælp til at komme videre. Det gælder både unge og ældre, og det gælder hele året rundt i alle kommunens centre.'

/** One plan in its own words; each test sets it in another way. */
const plan: readonly Block[] = [
  { level: 1, text: 'Rammer for indsatsen' },
  prose,
  { level: 2, text: 'Penge og tid' },
  prose,
  { level: 1, text: 'Mål 1: Flere skal i arbejde, og færre skal vente på hjælp end i dag' },
  prose,
  { label: 'Resultatmål' },
  {
    items: [
      'Mindst 70 % af deltagerne er i job et halvt år efter kurset i december 2027.',
      'Højst 40 unge er uden uddannelse eller job i december 2027.',
    ],
  },
  { level: 2, text: 'Indsatser' },
  prose,
  { level: 3, text: 'Kurser i små hold' },
  prose,
  { level: 1, text: 'Opfølgning' },
  prose,
]

const goal = 'Flere skal i arbejde, og færre skal vente på hjælp end i dag'
const expected = {
  sections: ['1 Rammer for indsatsen', '2 Penge og tid', `1 Mål 1: ${goal}`, '2 Indsatser', '3 Kurser i små hold', '1 Opfølgning'],
  goals: [goal],
  resultGoals: [
    ['Mindst 70 % af', goal, '70'],
    ['Højst 40 unge ', goal, '40'],
  ],
}

async function found(bytes: Uint8Array): Promise<typeof expected> {
  const source = await readBytes({ bytes, name: 'plan', as: 'file' }, readLimits, () => undefined)
  if (isRefusal(source)) throw new Error(source.refused)
  const draft = findPlan(source)
  expect(judgeWords(source, draft)).toEqual([])
  const { sections, goals, resultGoals } = foundOf(draft)
  return {
    sections: sections.map(({ level, title }) => `${level} ${title}`),
    goals: goals.map(({ title }) => title),
    resultGoals: resultGoals.map(({ text, underGoal, indicators }) => [text.slice(0, 14), underGoal ?? '', indicators[0]?.target ?? '']),
  }
}

type Look = { readonly bold: string; readonly sizes: readonly [number, number, number]; readonly columns?: boolean }

function setPdf({ bold, sizes, columns = false }: Look): Promise<Uint8Array> {
  const options = columns ? { columns: 2, columnGap: 18, height: 640, width: 475 } : {}
  return pdfOf((pdf: Pdf) => {
    for (const block of plan) {
      if (typeof block === 'string') pdf.font('Helvetica').fontSize(11).text(block, options).moveDown(0.7)
      else if ('items' in block) for (const item of block.items) pdf.font('Helvetica').fontSize(11).text(`• ${item}`, options).moveDown(0.4)
      else if ('label' in block) pdf.font(bold).fontSize(11).text(block.label, options).moveDown(0.3)
      else
        pdf
          .moveDown(0.8)
          .font(bold)
          .fontSize(sizes[block.level - 1] ?? 11)
          .text(block.text, options)
          .moveDown(0.3)
    }
  })
}

async function setWord(styled: boolean): Promise<Uint8Array> {
  const levels = [HeadingLevel.HEADING_1, HeadingLevel.HEADING_2, HeadingLevel.HEADING_3]
  const children = plan.flatMap((block) => {
    if (typeof block === 'string') return [new Paragraph(block)]
    if ('items' in block) return block.items.map((text) => new Paragraph({ text, numbering: { reference: 'punkter', level: 0 } }))
    if ('label' in block) return [new Paragraph({ children: [new TextRun({ text: block.label, bold: true })] })]
    const heading = levels[block.level - 1]
    return styled && heading
      ? [new Paragraph({ text: block.text, heading })]
      : [new Paragraph({ children: [new TextRun({ text: block.text, bold: true, size: 36 - block.level * 4 })] })]
  })
  const numbering = { config: [{ reference: 'punkter', levels: [{ level: 0, format: LevelFormat.BULLET, text: '•' }] }] }
  return new Uint8Array(await Packer.toBuffer(new Document({ numbering, sections: [{ children }] })))
}

describe('a plan from a file with layout', () => {
  it('IR-50 a PDF’s sections, levels and goals are told by the size of its headings', async () => {
    expect(await found(await setPdf({ bold: 'Helvetica-Bold', sizes: [20, 15, 12.5] }))).toEqual(expected)
  })

  it('IR-51 a PDF in letters of one size gives the same sections and goals', async () => {
    const { sections, goals, resultGoals } = await found(await setPdf({ bold: 'Helvetica', sizes: [11, 11, 11] }))
    const titles = (levelled: readonly string[]): readonly string[] => levelled.map((title) => title.slice(2))
    expect({ titles: titles(sections), goals, resultGoals }).toEqual({
      titles: titles(expected.sections),
      goals: expected.goals,
      resultGoals: expected.resultGoals,
    })
  })

  it('IR-52 a Word file’s headings have their levels by style, and by size and bold where it has no styles', async () => {
    expect(await found(await setWord(true))).toEqual(expected)
    expect(await found(await setWord(false))).toEqual(expected)
  })
})
