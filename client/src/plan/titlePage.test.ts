import { expect, it } from 'vitest'
import { printedState, printedVersion } from './TitlePage.tsx'

type Plan = Parameters<typeof printedState>[0]
const body = (name: string): Plan['route'][number] =>
  ({ __typename: 'Body', id: name, name, shortName: name, final: false }) as Plan['route'][number]
const step = (action: string, to: object, version: string | null): Plan['steps'][number] =>
  ({ action, to, version, at: '2026-12-09T11:00:00.000Z' }) as Plan['steps'][number]
const planAt = (state: object, steps: Plan['steps'] = []): Plan => ({
  state: state as Plan['state'],
  route: [body('Udvalget'), body('Byrådet')],
  steps,
})

it('PR-1 a title page says the state in words, and which version it is', () => {
  const sent = step('submit', { at: 'body', body: 0 }, 'h1')
  const adopted = step('onward', { at: 'adopted' }, 'h1')
  const draft = planAt({ at: 'draft', body: null, version: null }, [sent])
  expect([printedState(draft, true), printedVersion(draft, true)]).toEqual([
    'Kladde. Planen skrives stadig og er ikke sendt til beslutning.',
    null,
  ])
  expect([printedState(draft, false), printedVersion(draft, false)]).toEqual([expect.stringContaining('Planen er en kladde igen'), 'h1'])
  const before = planAt({ at: 'body', body: 1, version: 'h1' }, [sent])
  expect([printedState(before, false), printedVersion(before, false)]).toEqual(['Til beslutning: Byrådet', 'h1'])
  const done = planAt({ at: 'adopted', body: null, version: 'h1' }, [sent, adopted])
  expect([printedState(done, false), printedVersion(done, false)]).toEqual(['Vedtaget 9. december 2026', 'h1'])
})
