// oxlint-disable-next-line no-restricted-imports -- a test reads the tokens as they are written; the bundler hands out none
import { readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import { administrationColours } from '@samplan/shared/people'
import { canonicalPeriod, checkNewPlan, usualRoute } from './checkNewPlan.ts'
import { type AdministrationRow, freeColour, likeness } from './units.ts'

const unit = (id: string, letter: string, colour: string): AdministrationRow => ({
  __typename: 'Administration',
  id,
  name: id,
  letter,
  colour,
})

describe('colours and letters of administrations', () => {
  const all = [unit('jobcenter', 'J', 'plum'), unit('social', 'S', 'teal')]
  it('PP-1 two with the same colour or letter are told, one with itself is not', () => {
    expect(likeness(all, { id: null, letter: 'j', colour: 'teal' })).toMatchObject({
      colour: { id: 'social' },
      letter: { id: 'jobcenter' },
    })
    expect(likeness(all, { id: 'jobcenter', letter: 'J', colour: 'plum' })).toEqual({ colour: null, letter: null })
  })
  it('PP-1 a new one is offered a colour that nobody has', () => {
    expect(freeColour(all)).toBe('olive')
  })
})

describe('a new plan', () => {
  const udvalg = { id: 'udvalg', final: false }
  const byraad = { id: 'byraad', final: true }
  const whole = { title: 'Plan', period: '2027', owner: 'jobcenter', route: [udvalg, byraad] }
  it('PP-2 is whole with a name, a period, an owner and a route that ends in the only final body', () => {
    expect(checkNewPlan(whole)).toEqual({})
  })
  it.each([
    ['title', { ...whole, title: ' ' }],
    ['period', { ...whole, period: 'snart' }],
    ['owner', { ...whole, owner: '' }],
    ['route', { ...whole, route: [] }],
    ['route', { ...whole, route: [udvalg] }],
    ['route', { ...whole, route: [byraad, udvalg] }],
    ['route', { ...whole, route: [byraad, { id: 'other', final: true }] }],
  ] as const)('PP-2 says what is wrong with its %s', (field, plan) => {
    expect(Object.keys(checkNewPlan(plan))).toEqual([field])
  })
  it('PP-2 goes through the first body that is not final to the final one, unless told otherwise', () => {
    const other = { id: 'other', final: false }
    expect(usualRoute([byraad, udvalg, other])).toEqual(['udvalg', 'byraad'])
    expect([usualRoute([byraad]), usualRoute([udvalg]), usualRoute([])]).toEqual([['byraad'], [], []])
    expect(checkNewPlan({ ...whole, route: [udvalg, byraad] })).toEqual({})
  })
  it('PP-2 a period is a year or years in order', () => {
    expect([canonicalPeriod('2027'), canonicalPeriod(' 2027 – 2028 '), canonicalPeriod('2028-2027'), canonicalPeriod('27')]).toEqual([
      '2027',
      '2027-2028',
      null,
      null,
    ])
  })
})

describe('the palette', () => {
  const css = readFileSync(new URL('../style/tokens.css', import.meta.url), 'utf8')
  const tokens = new Map(
    [...css.matchAll(/--([\w-]+):\s*light-dark\((#[0-9a-f]{6}),\s*(#[0-9a-f]{6})\)/gi)].map(([, name = '', light = '', dark = '']) => [
      name,
      [light, dark],
    ]),
  )
  const luminance = (hex: string): number => {
    const [red = 0, green = 0, blue = 0] = [1, 3, 5].map((at) => {
      const share = Number.parseInt(hex.slice(at, at + 2), 16) / 255
      return share <= 0.04045 ? share / 12.92 : ((share + 0.055) / 1.055) ** 2.4
    })
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue
  }
  const contrast = (front: string, back: string, theme: 0 | 1): number => {
    const [high = 0, low = 0] = [front, back]
      .map((name) => luminance(tokens.get(name)?.[theme] ?? ''))
      .toSorted((one, other) => other - one)
    return (high + 0.05) / (low + 0.05)
  }
  it.each(
    administrationColours.flatMap((colour) =>
      ['paper', 'desk', 'raised', 'sunken', 'accent-soft', 'on-adm'].map((ground) => [colour, ground] as const),
    ),
  )('PP-3 %s on %s can be read in both themes', (colour, ground) => {
    expect(contrast(`adm-${colour}`, ground, 0)).toBeGreaterThanOrEqual(4.5)
    expect(contrast(`adm-${colour}`, ground, 1)).toBeGreaterThanOrEqual(4.5)
  })
})
