import * as Y from 'yjs'
import { describe, expect, it } from 'vitest'
import { judgeGoal } from '@samplan/shared/evaluation'
import type { Goal, Measurement } from '@samplan/shared/goal'
import { goalProblems, indicatorProblems } from '@samplan/shared/goalFields'
import { printDecimal } from '@samplan/shared/goalValues'
import { parseId, type PlanId, type SectionId, type UnitId } from '@samplan/shared/ids'
import { judgeGoals } from '@samplan/shared/judgeGoals'
import { administrationsOf, hasRole, rolesOf } from '@samplan/shared/people'
import { type ContentNode, type ElementNode, fragmentName, isText, plainText } from '@samplan/shared/section/content'
import { goalsInText } from '@samplan/shared/section/goals'
import { safeHref } from '@samplan/shared/section/html'
import { readContent } from '@samplan/shared/section/read'
import { seedUpdate } from '@samplan/shared/section/seed'
import { demoMeasurements } from './measurements.ts'
import { demoAdministrations, demoBodies, demoPeople, demoUnits } from './people.ts'
import { demoPlans, type DemoPlan } from './plans.ts'
import type { DemoSection } from './write.ts'

const [big, small] = demoPlans as readonly [DemoPlan, DemoPlan]
const today = '2026-11-21'

const elementsOf = (nodes: readonly ContentNode[]): readonly ElementNode[] =>
  nodes.flatMap((node) => (isText(node) ? [] : [node, ...elementsOf(node.content ?? [])]))
const linesOf = (nodes: readonly ContentNode[]): string =>
  elementsOf(nodes)
    .filter((node) => node.content?.some(isText))
    .map((node) => plainText(node.content ?? []))
    .join('\n')
const textOf = (plan: DemoPlan): string => plan.sections.map(({ title, content }) => `${title}\n${linesOf(content)}`).join('\n')
const named = (plan: DemoPlan, type: string): readonly ElementNode[] =>
  plan.sections.flatMap(({ content }) => elementsOf(content)).filter((node) => node.type === type)

function seeded({ content }: DemoSection) {
  const doc = new Y.Doc()
  Y.applyUpdate(doc, seedUpdate(content))
  return readContent(doc.getXmlFragment(fragmentName))
}

function goalsOf(plan: DemoPlan) {
  const sections = plan.sections.map((section) => ({ section: section.key as SectionId, goals: goalsInText(seeded(section)) }))
  return { inText: sections.flatMap(({ goals }) => goals), ...judgeGoals(plan.key as PlanId, sections, new Map()) }
}

const indicatorsOf = (goals: readonly Goal[]) => goals.flatMap((goal) => goal.indicators.map((indicator) => ({ goal, indicator })))
const figuresOf = (plan: DemoPlan): readonly Measurement[] =>
  demoMeasurements.filter((figure) => figure.plan === plan.key).map((figure, at) => ({ ...figure, id: `f${at}` }) as unknown as Measurement) // plain ids

describe.each(demoPlans)('$title', (plan) => {
  it('DE-1 levels never jump, and keys and titles are unique', () => {
    const levels = plan.sections.map(({ level }) => level)
    expect(levels.filter((level, at) => level > (levels[at - 1] ?? 0) + 1)).toEqual([])
    for (const of of ['key', 'title'] as const) expect(new Set(plan.sections.map((section) => section[of])).size).toBe(plan.sections.length)
    expect(plan.sections.every(({ content }) => content.length > 0)).toBe(true)
  })

  it('DE-2 owners and invited are administrations, and nobody is invited to an own section', () => {
    const known = new Set<UnitId>(demoAdministrations.map(({ id }) => id))
    for (const { owner, invited } of plan.sections) {
      expect([owner, ...invited].every((unit) => known.has(unit))).toBe(true)
      expect(new Set([owner, ...invited]).size).toBe(invited.length + 1)
    }
  })

  it('DE-3 content comes back from a seeded document as it was written', () => {
    const withoutIds = (nodes: readonly ContentNode[]): unknown =>
      nodes.map((node) => {
        if (isText(node)) return node
        const { id: _id, content, ...rest } = node
        return { ...rest, ...(content && { content: withoutIds(content) }) }
      })
    for (const section of plan.sections) expect(withoutIds(seeded(section))).toEqual(section.content)
  })

  it('DE-4 every goal and indicator keeps its id, has a parent, and has no problem', () => {
    const { goals, renames, inText } = goalsOf(plan)
    expect(renames).toEqual([])
    for (const goal of goals) expect(goal.level === 'overall' || goal.parent !== null).toBe(true)
    expect(
      inText.flatMap(({ attributes, indicators }) => [
        ...goalProblems(attributes),
        ...indicators.flatMap((own) => indicatorProblems(own.attributes)),
      ]),
    ).toEqual([])
    const names = demoAdministrations.map(({ name }) => name)
    expect(goals.filter(({ responsible }) => responsible === null || !names.includes(responsible))).toEqual([])
    const ids = indicatorsOf(goals).map(({ indicator }) => indicator.id)
    expect(new Set(ids).size).toBe(ids.length)
  })

  it('DE-5 every figure belongs to an indicator, and was entered by a person who may measure there', () => {
    const { goals } = goalsOf(plan)
    for (const figure of demoMeasurements.filter((one) => one.plan === plan.key)) {
      const goal = goals.find(({ id }) => id === figure.goal)
      expect(goal?.indicators.map(({ id }) => id)).toContain(figure.indicator)
      const section = plan.sections.find(({ key }) => key === goal?.section)
      const person = demoPeople.find(({ id }) => id === figure.by)
      expect(
        person && section && (administrationsOf(person).includes(section.owner) || hasRole(person, 'leader', plan.owner)),
        `${figure.goal} by ${figure.by}`,
      ).toBe(true)
      expect(figure.value).toMatch(/^\d+(\.\d*[1-9])?$/)
      expect(figure.at < `${today}T`).toBe(true)
      expect(figure.period <= '2026-10').toBe(true)
    }
  })

  it('DE-6 a baseline is the figure of its date', () => {
    const figures = figuresOf(plan)
    for (const { goal, indicator } of indicatorsOf(goalsOf(plan).goals)) {
      const own = figures.filter((figure) => figure.goal === goal.id && figure.indicator === indicator.id)
      if (indicator.baseline === null || own.length === 0) continue
      expect(own.find(({ period }) => period === indicator.baselineDate)?.value, indicator.id).toBe(indicator.baseline)
    }
  })

  it('DE-7 links are safe and no text is empty', () => {
    const texts = plan.sections.flatMap(({ content }) => elementsOf(content)).flatMap((node) => (node.content ?? []).filter(isText))
    expect(texts.filter(({ text }) => text === '')).toEqual([])
    const hrefs = texts.flatMap(({ marks }) => marks ?? []).flatMap(({ attrs }) => (attrs?.['href'] === undefined ? [] : [attrs['href']]))
    expect(hrefs.filter((href) => safeHref(href) === null)).toEqual([])
    expect(hrefs.length).toBeGreaterThan(0)
  })

  it('DE-8 no real municipality is named', () => {
    expect(textOf(plan)).not.toMatch(/roskilde|frederikssund|solrød|stevns|slagelse|køge|greve|holbæk|næstved/i)
  })
})

describe('Beskæftigelsesplan 2027', () => {
  it('DE-9 has at least 50 sections on three levels, and the words of a real plan', () => {
    expect(big.sections.length).toBeGreaterThanOrEqual(52)
    expect(new Set(big.sections.map(({ level }) => level))).toEqual(new Set([1, 2, 3]))
    expect(textOf(big).split(/\s+/).length).toBeGreaterThan(5500)
    expect(new Set(big.sections.map(({ owner }) => owner)).size).toBe(4)
    expect(big.sections.filter(({ invited }) => invited.length > 0).length).toBeGreaterThan(10)
  })

  it('DE-10 has more than a dozen result goals under seven goals, of many kinds', () => {
    const { goals } = goalsOf(big)
    const indicators = indicatorsOf(goals).map(({ indicator }) => indicator)
    expect(goals.filter(({ level }) => level === 'overall').length).toBe(7)
    expect(goals.filter(({ level }) => level === 'result').length).toBeGreaterThanOrEqual(14)
    expect(indicators.length).toBeGreaterThanOrEqual(15)
    expect(indicators.filter(({ targetKind }) => targetKind === 'share' || targetKind === 'count').length).toBeGreaterThanOrEqual(8)
    expect(new Set(indicators.map(({ targetKind }) => targetKind)).size).toBeGreaterThanOrEqual(11)
    const bySection = big.sections.map(({ key, owner }) => ({ owner, goals: goals.filter(({ section }) => section === key).length }))
    expect(new Set(bySection.filter((one) => one.goals > 0).map(({ owner }) => owner)).size).toBe(4)
  })

  it('DE-11 has goals on their way, goals behind, and goals that cannot be judged yet', () => {
    const figures = figuresOf(big)
    const words = goalsOf(big)
      .goals.filter(({ level }) => level === 'result')
      .map((goal) => judgeGoal(goal, figures, today, big.period).verdict.word)
    expect(words.filter((word) => word === 'onTrack').length).toBeGreaterThanOrEqual(5)
    expect(words.filter((word) => word === 'behind').length).toBeGreaterThanOrEqual(2)
    expect(words).toContain('unknown')
  })

  it('DE-12 has tables with a header row, a wide one, and missing values', () => {
    const tables = named(big, 'table')
    expect(tables.length).toBeGreaterThanOrEqual(5)
    for (const { content } of tables) expect(elementsOf(content?.slice(0, 1) ?? []).some(({ type }) => type === 'tableHeader')).toBe(true)
    expect(named(big, 'tableRow').some(({ content }) => (content?.length ?? 0) >= 7)).toBe(true)
    expect(named(big, 'tableCell').some((cell) => plainText([cell]) === '-')).toBe(true)
    for (const type of ['bulletList', 'orderedList', 'blockquote', 'heading']) expect(named(big, type).length).toBeGreaterThan(0)
    expect(named(big, 'listItem').some(({ content }) => content?.some((node) => node.type === 'bulletList'))).toBe(true)
  })

  it('DE-13 says in its appendix what the latest figures say', () => {
    const table = big.sections.find(({ key }) => key === 'bilag-status')?.content.find(({ type }) => type === 'table')
    const rows = elementsOf(table?.content ?? [])
      .filter(({ type }) => type === 'tableRow')
      .slice(1)
    const figures = figuresOf(big)
    const indicators = indicatorsOf(goalsOf(big).goals)
    expect(rows.length).toBe(indicators.length)
    for (const [at, { goal, indicator }] of indicators.entries()) {
      const latest = figures.findLast((figure) => figure.goal === goal.id && figure.indicator === indicator.id)
      const cell = rows[at]?.content?.[2]
      if (latest && cell) expect(plainText([cell]).match(/\d+(,\d+)?/)?.[0], indicator.id).toBe(printDecimal(latest.value))
    }
  })

  it('DE-14 has at least five goals with a figure for every month of 2025 and most of 2026', () => {
    const indicators = indicatorsOf(goalsOf(big).goals).map(
      ({ indicator }) => demoMeasurements.filter((figure) => figure.indicator === indicator.id).length,
    )
    expect(indicators.filter((count) => count >= 20).length).toBeGreaterThanOrEqual(5)
  })
})

describe('the demo', () => {
  it('DE-15 the smaller plan has about eight sections and three result goals, and lies before the udvalg', () => {
    expect(small.sections.length).toBeGreaterThanOrEqual(7)
    expect(goalsOf(small).goals.filter(({ level }) => level === 'result').length).toBe(3)
    expect(small.stands).toBe('beforeFirstBody')
  })

  it('DE-17 a third plan has been sent on by the udvalg', () => {
    expect(demoPlans.map(({ stands }) => stands)).toEqual(['draft', 'beforeFirstBody', 'beforeSecondBody'])
  })

  it('DE-16 people have unique well-formed ids and roles that their units can have; exactly the last body is final', () => {
    const ids = [...demoUnits, ...demoPeople].map(({ id }) => id)
    expect(new Set(ids).size).toBe(ids.length)
    expect(ids.every((id) => parseId(id) !== null)).toBe(true)
    for (const { unit, role } of demoPeople.flatMap(({ memberships }) => memberships)) {
      expect(rolesOf[unit === null ? 'municipality' : (demoUnits.find(({ id }) => id === unit)?.kind ?? 'municipality')]).toContain(role)
    }
    expect(demoBodies.map(({ final }) => final)).toEqual([false, true])
    for (const { owner } of demoPlans) expect(demoPeople.some((person) => hasRole(person, 'leader', owner))).toBe(true)
    for (const { id } of demoAdministrations) expect(demoPeople.some((person) => hasRole(person, 'leader', id))).toBe(true)
    for (const { id } of demoBodies)
      expect(
        demoPeople.some((person) => hasRole(person, 'secretary', id)) && demoPeople.some((person) => hasRole(person, 'member', id)),
      ).toBe(true)
    expect(demoPeople.some(({ memberships }) => memberships.length > 1)).toBe(true)
    expect(demoPeople.some((person) => hasRole(person, 'administrator', null))).toBe(true)
  })
})
