import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { fileURLToPath, pathToFileURL } from 'node:url'
import { describe, expect, test } from 'vitest'
import { findPlan } from '../src/import/findPlan.ts'
import { foundOf } from '../src/import/foundOf.ts'
import { judgeWords, wordsStored } from '../src/import/judgeWords.ts'
import { textLines } from '../src/import/textLines.ts'

const here = dirname(fileURLToPath(import.meta.url))
/** Published plans and what a careful reader finds in them: beside the project, not in it. */
const plans = join(here, '../../../shared/plans')
const scorer = join(plans, 'score.mjs')

type Part = {
  readonly right: number
  readonly of: number
  readonly invented?: readonly string[]
  readonly wrong?: Readonly<Record<string, number>>
}
type Names = 'sections' | 'levels' | 'goals' | 'statements' | 'underGoal' | 'indicators' | 'fields'
type Score = Readonly<Record<Names, Part>>

function print(name: string, score: Score): void {
  const cells = Object.entries(score).map(
    ([part, { right, of, invented }]) => `${part} ${right}/${of}${invented?.length ? ` (+${invented.length})` : ''}`,
  )
  process.stdout.write(`  ${name}: ${cells.join(' · ')}\n`)
}

/** All code of the import, the fixtures' invented plans and their tests too. */
const importerFiles = ['shared', 'server', 'client'].flatMap((part) => {
  const folder = join(here, '../..', part, 'src/import')
  return readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .filter((file) => /\.tsx?$/.test(file))
    .map((file) => join(folder, file))
})

test('IM-67 Danish words stand in the vocabulary alone, not in the readers', () => {
  const folder = join(here, '../src/import')
  const said = /(?<!\p{L})(?:skal|mindst|højst|mål|kommune|andel|antal|procent|pct|januar|senest|side|uge|eller)(?!\p{L})/iu
  const wordsIn = readdirSync(folder)
    .filter((file) => file.endsWith('.ts') && !file.endsWith('.test.ts'))
    .flatMap((file) => {
      const code = readFileSync(join(folder, file), 'utf8').replace(/\/\*[^]*?\*\/|(?<=^|\s)\/\/ .*$/gmu, '')
      const found = said.exec(code)?.[0]
      return found === undefined ? [] : [`${file}: ${found}`]
    })
  expect(wordsIn).toEqual([])
})

if (!existsSync(scorer)) {
  test('IM-20 the published plans are examined where their folder is', () => {
    process.stdout.write(`  The published plans are not examined: there is no ${plans}.\n`)
  })
} else {
  const { score } = (await import(pathToFileURL(scorer).href)) as { score: (found: unknown, truth: unknown) => Score }
  const names = readdirSync(plans)
    .filter((file) => file.endsWith('.txt'))
    .map((file) => file.replace(/\.txt$/, ''))
  const truthOf = (name: string): Readonly<Record<string, unknown>> =>
    JSON.parse(readFileSync(join(plans, `${name}.json`), 'utf8')) as Record<string, unknown>

  /** Of the oldest plan everything is asked, of the others the general marks. */
  const complete = [...names].sort((a, b) => String(truthOf(a)['periodStart']).localeCompare(String(truthOf(b)['periodStart'])))[0]

  describe.each(names)('%s', (name) => {
    const source = textLines(readFileSync(join(plans, `${name}.txt`), 'utf8'))
    const draft = findPlan(source)
    const found = foundOf(draft)
    const marks = score(found, truthOf(name))
    print(name, marks)

    test('IM-20 has its sections, goals, statements and fields', () => {
      const { sections, levels, goals, statements, underGoal, fields } = marks
      expect([statements.right, statements.invented]).toEqual([statements.of, []])
      if (name === complete) {
        for (const part of [sections, levels, goals, underGoal, fields]) expect(part.right).toBe(part.of)
        for (const part of [sections, goals]) expect(part.invented).toEqual([])
      } else {
        expect(levels.right / sections.of).toBeGreaterThanOrEqual(0.95)
        expect(sections.invented?.length).toBeLessThanOrEqual(1)
        expect(fields.right / fields.of).toBeGreaterThanOrEqual(0.85)
      }
      expect([found.title, found.periodStart, found.periodEnd]).toEqual([
        truthOf(name)['title'],
        truthOf(name)['periodStart'],
        truthOf(name)['periodEnd'],
      ])
    })

    test('IM-21 loses no word', () => {
      expect(judgeWords(source, draft)).toEqual([])
      expect(wordsStored(draft)).toBe(true)
    })

    test('IM-22 the importer knows no name or heading of it', () => {
      const code = importerFiles.map((file) => readFileSync(file, 'utf8').toLowerCase()).join('\n')
      for (const phrase of ownPhrases(name, source.lines.map(({ text }) => text).join('\n'), truthOf(name)))
        expect(new RegExp(`(?<!\\p{L})${phrase.replace(/[^\p{L}\p{N} ]/gu, '.')}(?!\\p{L})`, 'u').test(code), phrase).toBe(false)
    })
  })
}

/** The municipality, every heading of three words and more, and the words that always stand with a capital inside a sentence: names. */
function ownPhrases(name: string, text: string, truth: Readonly<Record<string, unknown>>): readonly string[] {
  const titles = [truth['sections'], truth['goals']].flatMap((list) =>
    (list as readonly { readonly title: string }[]).map(({ title }) => title.toLowerCase().trim()),
  )
  const small = new Set([...text.matchAll(/(?<![\p{L}-])\p{Ll}\p{L}+/gu)].map(([word]) => word))
  const named = [...text.matchAll(/\p{Ll}[,]? (\p{Lu}\p{Ll}{4,}(?: \p{Lu}\p{Ll}+)*)/gu)].map(([, word]) => (word ?? '').toLowerCase())
  const general =
    /^(?:kommune|jobcent|beskæftigelses|region|resultatmål|ministermål|fokusområde|landet|styrelsen|fuldtids|ressource|andel|antal|samarbejds|kontanthjælp|dagpenge|sygedagpenge|kilde|udvikling|strategi|resultat|andelen|mindst|overordnet|aktive|lokalt|bilag|lovgivning|center|januar|erhverv|voksen|psykiatri|danmark|serviceloven|indsats|unge|måling|verdensmål|social|virksomhed|sygemeld|ledige|kommunale)/u
  return [
    name.split('-')[0] ?? '',
    String(truth['municipality'] ?? '')
      .split(' ')[0]
      ?.toLowerCase() ?? '',
    ...titles.filter((title) => title.split(' ').length >= 3),
    ...named.filter((word) => !small.has(word) && !general.test(word)),
  ].filter((phrase) => phrase.length >= 5)
}
