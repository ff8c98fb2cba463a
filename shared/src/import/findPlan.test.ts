import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import * as Y from 'yjs'
import { isOutline, parseTitle } from '../outline.ts'
import { type Content, type ContentNode, fragmentName, isText } from '../section/content.ts'
import { readContent } from '../section/read.ts'
import { seedUpdate } from '../section/seed.ts'
import type { SectionId, UnitId } from '../ids.ts'
import { findPlan } from './findPlan.ts'
import { boxes } from './fixtures/boxes.ts'
import { capitals } from './fixtures/capitals.ts'
import { cards } from './fixtures/cards.ts'
import { chapters } from './fixtures/chapters.ts'
import { closeSet } from './fixtures/closeSet.ts'
import { dense } from './fixtures/dense.ts'
import type { Fixture } from './fixtures/fixture.ts'
import { flatTables } from './fixtures/flatTables.ts'
import { laidOut, styled } from './fixtures/laidOut.ts'
import { noGoals } from './fixtures/noGoals.ts'
import { numbered } from './fixtures/numbered.ts'
import { plain } from './fixtures/plain.ts'
import { policy } from './fixtures/policy.ts'
import { questions } from './fixtures/questions.ts'
import { twoYears } from './fixtures/twoYears.ts'
import { foundOf } from './foundOf.ts'
import { judgeWords, wordsStored } from './judgeWords.ts'
import { sectionsOf } from './sectionsOf.ts'
import type { SourceText } from './source.ts'
import { textLines } from './textLines.ts'
import { textOf } from './words.ts'

const fixtures: readonly Fixture[] = [
  numbered,
  capitals,
  plain,
  boxes,
  twoYears,
  noGoals,
  laidOut,
  styled,
  dense,
  questions,
  policy,
  chapters,
  flatTables,
  cards,
  closeSet,
]

const sourceOf = ({ source }: Fixture): SourceText => (typeof source === 'string' ? textLines(source) : source)
describe.each(fixtures.map((fixture) => [fixture.name, fixture] as const))('%s', (_, fixture) => {
  const source = sourceOf(fixture)
  const draft = findPlan(source)
  const found = foundOf(draft)

  test('IM-1 the sections are those that a reader finds, with their levels and in order', () => {
    expect(found.sections.map(({ level, title }) => `${level} ${title}`)).toEqual(fixture.sections)
  })
  test('IM-2 title and period are read from the text', () => {
    expect([draft.title, draft.period]).toEqual([fixture.title, fixture.period])
  })
  test('IM-3 overall goals are found once, with their category', () => {
    expect(found.goals.map(({ title, category }) => [title, category])).toEqual(
      fixture.goals.map((title, at) => [title, fixture.categories[at]]),
    )
  })
  test('IM-4 result goals are found once, under their goal, with their fields', () => {
    expect(found.resultGoals.map(({ text, underGoal }) => [text, underGoal])).toEqual(
      fixture.resultGoals.map(([text, under]) => [expect.stringMatching(new RegExp(`^${text}`)), under]),
    )
    fixture.resultGoals.forEach(([, , ...fields], at) =>
      expect(found.resultGoals[at]?.indicators).toMatchObject(fields.length > 0 ? fields : [{}]),
    )
  })
  test('IM-5 tables are tables', () => {
    expect(found.tables.map(({ columns, rows }) => ({ columns: columns.length, rows }))).toEqual(fixture.tables ?? [])
  })
  test('IM-66 lists are stored as lists, with their numbers and their depth', () => {
    expect(sectionsOf(draft, () => 'id').flatMap(({ content }) => content.flatMap(printedList))).toEqual(fixture.lists ?? [])
  })
  test('IM-6 what is no text of the plan is left out with its reason', () => {
    const left = found.leftOut.map(({ text, reason }) => `${reason}: ${text}`)
    for (const [text, reason] of fixture.leftOut ?? []) expect(left).toContain(`${reason}: ${text}`)
  })
  test('IM-7 words broken at a line end close up, and a note stands at its mark', () => {
    const stored = textOf(draft.pieces.flatMap((piece) => (piece.kind === 'text' ? [piece.block] : [])))
    for (const words of fixture.stored ?? []) expect(stored).toContain(words)
  })
  test('IM-8 what is unsure is marked', () => {
    const doubts = draft.pieces.flatMap((piece) => piece.doubts.map(({ code }) => code))
    for (const code of fixture.doubts ?? []) expect(doubts).toContain(code)
  })
  test('IM-9 every word of the source is in the plan or left out, and all that is found is stored', () => {
    expect(judgeWords(source, draft)).toEqual([])
    expect(wordsStored(draft)).toBe(true)
  })
})

/** Text as strange as it comes, with what means something to the finder mixed in. */
const oddLine = fc.oneof(
  fc.string({ unit: 'binary', maxLength: 60 }),
  fc.constantFrom(
    'Resultatmål:',
    'RESULTATMÅL',
    'Resultatmål 1a: Mindst 75 % af',
    'Ministermål 2: Flere i job',
    'Overordnet målsætning',
    'MÅL 1:',
    'Indhold',
    'Forord .... 3',
    '7',
    'Side 3 af 9',
    '• Punkt',
    '1. Første',
    '2. Anden',
    'o Mere',
    '  – endnu',
    'Tabel 1: Tal',
    'Gruppe 1,2 3,4 5,6',
    'Andre 2,2 4,4 6,6',
    'Tredje . - 0',
    'social- og',
    'beskæf-',
    'tigelse',
    '1 En note',
    'Teksten har et mærke.1',
    'Bilag 1. Mere',
    '1.1 Afsnit',
    'Beskæftigelsesplan 2031',
    'a\tb\tc',
    '89 %',
    'Hvad siger du?',
    'Hvad vil vi opnå?',
    'Mål',
    'Delmål 2',
    '3. Mål for 2031',
    '3.1 Flere',
    'Fokusområde: Unge',
    'Mål Baseline 2030 Måltal 2031',
    'Andel i job 61 % 66 %',
    'Kommune 4',
    'Halvdelen er glade. I 2029 var det en tredjedel.',
    'Lokalt mål: Flere',
    'Vi vil, at mindst 8 ud af 10 er glade. Andre er ikke medregnet.',
    '1) Mindst 40 i job.',
    'En sætning, der slutter.',
    'falde fra 14 % i juli til højst 12 % i december 2031.',
    '\f',
    '',
    '',
    '',
  ),
)
const oddText = fc.array(oddLine, { maxLength: 60 }).map((lines) => lines.join('\n'))

/** Milliseconds: a loaded machine reads hundreds of texts slowly. */
const slow = 30_000

describe('any text', () => {
  test(
    'IM-10 is read without an error, without a lost word, and twice the same',
    () => {
      fc.assert(
        fc.property(oddText, (text) => {
          const source = textLines(text)
          const draft = findPlan(source)
          expect(judgeWords(source, draft)).toEqual([])
          expect(wordsStored(draft)).toBe(true)
          expect(findPlan(source)).toEqual(draft)
        }),
        { numRuns: 200 },
      )
    },
    slow,
  )

  test(
    'IM-11 becomes sections that an outline takes, and goals with ids of their own',
    () => {
      fc.assert(
        fc.property(oddText, (text) => {
          let made = 0
          const sections = sectionsOf(findPlan(textLines(text)), () => `id${made++}`)
          const outline = sections.map(({ level, title }, at) => ({
            id: `s${at}` as SectionId,
            level,
            title,
            owner: 'u' as UnitId,
            invited: [],
          }))
          expect(isOutline(outline)).toBe(true)
          for (const { title } of sections) expect(parseTitle(title)).toBe(title)
          const ids = JSON.stringify(sections).match(/"id":"id\d+"/g) ?? []
          expect(new Set(ids).size).toBe(ids.length)
        }),
        { numRuns: 150 },
      )
    },
    slow,
  )

  test(
    'IM-12 spans name lines of the source, and ids are unique',
    () => {
      fc.assert(
        fc.property(oddText, (text) => {
          const source = textLines(text)
          const { pieces } = findPlan(source)
          expect(new Set(pieces.map(({ id }) => id)).size).toBe(pieces.length)
          for (const { span } of pieces)
            expect([span.from >= 1, span.from <= span.to, span.to <= source.lines.length]).toEqual([true, true, true])
        }),
        { numRuns: 150 },
      )
    },
    slow,
  )
})

test('IM-13 a result goal in the text is stored with its indicator below its overall goal', () => {
  let made = 0
  const sections = sectionsOf(findPlan(sourceOf(numbered)), () => `id${made++}`)
  const goals = sections.flatMap(({ content }) => content).filter(({ type }) => type === 'goal')
  const overall = goals.find(({ attrs }) => attrs?.['level'] === 'overall')
  const result = goals.find(({ attrs }) => attrs?.['level'] === 'result')
  expect(overall?.attrs).toMatchObject({ category: 'fokusomraade' })
  expect(result?.attrs?.['parentId']).toBe(overall?.attrs?.['id'])
  expect(result?.content?.map(({ type }) => type)).toEqual(['goalStatement', 'goalIndicator'])
  expect(readContent(fragmentOf(sections.find(({ title }) => title.startsWith('2.1 '))?.content ?? [])).map(({ type }) => type)).toEqual([
    'goal',
    'paragraph',
    'goal',
    'goal',
  ])
})

test('IM-14 a word that is taken out of a piece is missed', () => {
  const source = sourceOf(plain)
  const draft = findPlan(source)
  const without = { ...draft, pieces: draft.pieces.filter((piece) => piece.kind !== 'section' || piece.title !== 'Samtalen') }
  expect(judgeWords(source, without)).toEqual([{ word: 'samtalen', line: expect.any(Number) }])
})

test('IM-65 chapters that letters number are headings, one below the chapter that holds them', () => {
  const part = (letter: string, title: string): string =>
    `${letter}. ${title}\n\nDet gør vi, fordi det virker for dem, som det handler om.\n\nSucceskriterium\nMindst 40 % er i job i 2031.\n`
  const text = `Årsplan 2031\n\nStrategiske mål\n\n${part('A', 'Flere hænder')}\n${part('B', 'Færre i kø')}\nA. Hansen har skrevet teksten.\n`
  const { sections, goals, resultGoals } = foundOf(findPlan(textLines(text)))
  expect(sections.map(({ level, title }) => `${level} ${title}`)).toEqual(['1 Strategiske mål', '2 A. Flere hænder', '2 B. Færre i kø'])
  expect(goals.map(({ title }) => title)).toEqual(['Flere hænder', 'Færre i kø'])
  expect(resultGoals.length).toBe(1)
})

/** As a fixture says it, e.g. "1. one | two (- inner)"; nothing for what is no list. */
function printedList(node: ContentNode): readonly string[] {
  if (isText(node) || (node.type !== 'bulletList' && node.type !== 'orderedList')) return []
  const items = (node.content ?? []).map((item) => {
    const parts = isText(item) ? [] : (item.content ?? [])
    const inner = parts.flatMap(printedList).map((list) => ` (${list})`)
    return textOf(parts.filter((part) => printedList(part).length === 0)) + inner.join('')
  })
  return [`${node.type === 'bulletList' ? '-' : `${String(node.attrs?.['start'])}.`} ${items.join(' | ')}`]
}

function fragmentOf(content: Content): Y.XmlFragment {
  const doc = new Y.Doc()
  Y.applyUpdate(doc, seedUpdate(content))
  return doc.getXmlFragment(fragmentName)
}
