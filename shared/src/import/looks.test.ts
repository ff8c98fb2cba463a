import { describe, expect, test } from 'vitest'
import type { ImportDraft } from './draft.ts'
import { findPlan } from './findPlan.ts'
import { foundOf } from './foundOf.ts'
import { judgeWords } from './judgeWords.ts'
import type { SourceLine, SourceText } from './source.ts'

type Row = { readonly text: string; readonly size?: number; readonly bold?: boolean; readonly above?: number; readonly blank?: boolean }

/** A page of lines, one below the other; `above` is the space over a line in points, `blank` an empty line that the reader put there. */
function page(rows: readonly Row[]): SourceText {
  const lines: SourceLine[] = []
  let top = 40
  for (const { text, size = 11, bold = false, above = 0, blank = false } of rows) {
    if (blank) lines.push({ number: lines.length + 1, page: 1, text: '', runs: [], layout: null, style: null })
    top += size * 1.25 + above
    const layout = { left: 60, right: 60 + text.length * size * 0.5, top, size }
    lines.push({ number: lines.length + 1, page: 1, text, runs: [{ text, ...(bold && { bold }) }], layout, style: null })
  }
  return { kind: 'pdf', name: 'plan.pdf', pages: 1, lines, tables: [], notes: [] }
}

function word(rows: readonly Row[]): SourceText {
  const lines = rows.map(({ text, size, bold = false }, at): SourceLine => ({
    number: at + 1,
    page: null,
    text,
    runs: text === '' ? [] : [{ text, ...(bold && { bold }) }],
    layout: null,
    style: null,
    ...(size !== undefined && { size }),
  }))
  return { kind: 'docx', name: 'plan.docx', pages: null, lines, tables: [], notes: [] }
}

const body: readonly Row[] = [
  { text: 'Vi møder den enkelte tidligt og følger op hver måned, så ingen venter for længe på', above: 8 },
  { text: 'hjælp til at komme videre. Det gælder både unge og ældre, og det gælder hele året' },
  { text: 'rundt i alle kommunens centre og hos de virksomheder, som vi arbejder sammen med.' },
]
const sections = (draft: ImportDraft): readonly string[] => foundOf(draft).sections.map(({ level, title }) => `${level} ${title}`)

function found(source: SourceText): readonly string[] {
  const draft = findPlan(source)
  expect(judgeWords(source, draft)).toEqual([])
  return sections(draft)
}

describe('headings by the look of their letters', () => {
  test('IM-60 larger lines in the same letters are one heading, though the reader saw an empty line between them', () => {
    const source = page([
      { text: 'Rammer', size: 20, bold: true },
      ...body,
      { text: 'SAMARBEJDET MED EGNENS', size: 20, bold: true, above: 20 },
      { text: 'VIRKSOMHEDER OG FORENINGER', size: 20, bold: true, blank: true },
      ...body,
      { text: 'Veje til arbejde for alle, der', size: 20, bold: true, above: 20 },
      { text: 'Selv vil og kan', size: 20, bold: true, blank: true },
      ...body,
    ])
    expect(found(source)).toEqual([
      '1 Rammer',
      '1 SAMARBEJDET MED EGNENS VIRKSOMHEDER OG FORENINGER',
      '1 Veje til arbejde for alle, der Selv vil og kan',
    ])
  })

  test('IM-61 one look is one level: the larger the higher, bold before plain letters of the same size', () => {
    const source = page([
      { text: 'Arbejde til flere', size: 28 },
      { text: 'Rammer', size: 18, above: 20 },
      ...body,
      { text: 'Penge', size: 13, bold: true, above: 10 },
      ...body,
      { text: 'Anlæg', size: 13, above: 10 },
      ...body,
      { text: 'Samarbejde', size: 18, above: 20 },
      ...body,
      { text: 'Foreninger', size: 13, bold: true, above: 10 },
      ...body,
    ])
    expect(found(source).slice(1)).toEqual(['1 Rammer', '2 Penge', '3 Anlæg', '1 Samarbejde', '2 Foreninger'])
  })

  test('IM-62 where all letters are of one size, headings are found as in a plain text', () => {
    const source = page([
      { text: 'Rammer' },
      ...body,
      { text: 'Samarbejdet med virksomhederne', above: 14 },
      ...body,
      { text: 'Opfølgning', above: 14 },
      ...body,
    ])
    expect(found(source)).toEqual(['1 Rammer', '1 Samarbejdet med virksomhederne', '1 Opfølgning'])
  })

  test('IM-63 in Word without styles, bold and larger paragraphs are headings, their size their level', () => {
    const text = { text: body.map((row) => row.text).join(' ') }
    const source = word([
      { text: 'Rammer', size: 16, bold: true },
      text,
      { text: 'Penge', size: 13, bold: true },
      text,
      { text: 'Anlæg og drift', size: 11.5, bold: true },
      text,
      { text: 'Samarbejde', size: 16, bold: true },
      text,
      { text: 'Foreninger', size: 13, bold: true },
      text,
    ])
    expect(found(source)).toEqual(['1 Rammer', '2 Penge', '3 Anlæg og drift', '1 Samarbejde', '2 Foreninger'])
  })

  test('IM-64 a plan printed by Samplan comes back with its sections, levels and goals', () => {
    const small = { size: 9.7, above: 20 }
    const label = { size: 11.2, above: 20 }
    const source = page([
      { text: 'Plan for Skovby 2027', size: 32 },
      { text: 'Jobcenter', ...small },
      { text: '1 Rammer', size: 19 },
      ...body,
      { text: 'Jobcenter', ...small },
      { text: '1.1 Penge og tid', size: 14.5 },
      ...body,
      { text: 'Jobcenter', ...small },
      { text: '2 Mål 1: Flere i arbejde', size: 19 },
      { text: '1 Overordnet mål', ...label },
      { text: 'Flere, der kan, skal have et arbejde.', size: 12 },
      ...body,
      { text: '1a Resultatmål\tPå vej', ...label },
      { text: 'Mindst 70 % af deltagerne er i job et halvt år efter kurset i december 2027.', size: 12 },
      { text: 'Deltagere i job, andel i pct.', size: 9.7, above: 6 },
      { text: '1b Resultatmål\tKan ikke bedømmes', ...label },
      { text: 'Højst 40 unge er uden uddannelse eller job i december 2027, og de bliver alle', size: 12 },
      { text: 'mødt hver måned.', size: 12 },
      { text: 'Jobcenter', ...small },
      { text: '2.1 Samarbejde', size: 14.5 },
      ...body,
    ])
    const draft = findPlan(source)
    expect(judgeWords(source, draft)).toEqual([])
    expect(sections(draft)).toEqual(['1 1 Rammer', '2 1.1 Penge og tid', '1 2 Mål 1: Flere i arbejde', '2 2.1 Samarbejde'])
    const { goals, resultGoals } = foundOf(draft)
    expect(goals.map(({ title }) => title)).toEqual(['Flere i arbejde'])
    expect(resultGoals.map(({ text, underGoal }) => [text.slice(0, 30), underGoal])).toEqual([
      ['Mindst 70 % af deltagerne er i', 'Flere i arbejde'],
      ['Højst 40 unge er uden uddannel', 'Flere i arbejde'],
    ])
    expect(resultGoals.map(({ indicators }) => indicators[0]?.target)).toEqual(['70', '40'])
  })
})
