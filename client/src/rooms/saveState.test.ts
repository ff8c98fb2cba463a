import { expect, test } from 'vitest'
import { calm, connecting, handOver, nextShown, nothingShown, patience, type SaveFacts, type SaveShown, savingAfter } from './saveState.ts'

const quiet: SaveFacts = {
  unsent: 0,
  since: null,
  confirmedAt: null,
  offlineSince: null,
  handedOver: false,
  storeFails: false,
  held: false,
  writes: true,
}
const day = 1_800_000_000_000
const shown = (facts: Partial<SaveFacts>, from: SaveShown = nothingShown, now = day) => nextShown(from, { ...quiet, ...facts }, now)

test('SA-1 nothing is said to be saved before the server has said so', () => {
  expect(shown({}).word).toEqual({ is: 'quiet' })
  expect(shown({ confirmedAt: day }).word).toEqual({ is: 'saved', at: day })
})

test('SA-2 the word for saving comes only after a while, and the earlier time stays until then', () => {
  const saved = shown({ confirmedAt: day - 60_000 }, nothingShown, day - 60_000)
  const typed = shown({ confirmedAt: day - 60_000, unsent: 1, since: day }, saved, day)
  expect(typed.word).toEqual({ is: 'saved', at: day - 60_000 })
  expect(typed.lookAgainAt).toBe(day + savingAfter)
  expect(shown({ confirmedAt: day - 60_000, unsent: 1, since: day }, typed, day + savingAfter).word).toEqual({ is: 'saving' })
})

test('SA-3 the word changes at most once in a second, and looks again when it may', () => {
  const saving = shown({ unsent: 1, since: day - savingAfter }, shown({ confirmedAt: day - 9000 }, nothingShown, day - 9000), day)
  const early = shown({ confirmedAt: day + 100 }, saving, day + 100)
  expect(early.word).toEqual({ is: 'saving' })
  expect(early.lookAgainAt).toBe(day + calm)
  expect(shown({ confirmedAt: day + 100 }, early, day + calm).word).toEqual({ is: 'saved', at: day + 100 })
})

test('SA-4 offline the text is only on this device, online without a store it cannot be saved', () => {
  const saved = shown({ confirmedAt: day - 9000 }, nothingShown, day - 9000)
  expect(shown({ offlineSince: day, confirmedAt: day - 9000 }, saved).word.is).toBe('onlyHere')
  expect(shown({ offlineSince: day, unsent: 1, since: day }, saved).word.is).toBe('onlyHere')
  expect(shown({ storeFails: true, unsent: 1, since: day }, saved).word.is).toBe('cannotSave')
})

test('SA-5 without an acknowledgement for long it cannot be saved, unless a submission holds it', () => {
  const saved = shown({ confirmedAt: day - 90_000 }, nothingShown, day - 90_000)
  expect(shown({ unsent: 1, since: day - patience }, saved).word.is).toBe('cannotSave')
  expect(shown({ unsent: 1, since: day - patience, held: true }, saved).word.is).toBe('saving')
})

test('SA-6 whoever may not write only reads', () => {
  expect(shown({ writes: false, confirmedAt: day }).word.is).toBe('reading')
})

test('SA-7 a connection that is lost before the first acknowledgement, or never made, is missed after a moment', () => {
  const waits = shown({ offlineSince: day })
  expect(waits).toMatchObject({ word: { is: 'quiet' }, lookAgainAt: day + connecting })
  expect(shown({ offlineSince: day }, waits, day + connecting).word.is).toBe('onlyHere')
  // What one has written is never kept quiet about.
  expect(shown({ offlineSince: day, unsent: 1, since: day }, waits).word.is).toBe('onlyHere')
})

test('SA-8 a server that stops leaves its clients to the next one without a worry on the page, unless that one does not come', () => {
  const saved = shown({ confirmedAt: day - 9000 }, nothingShown, day - 9000)
  const left = { offlineSince: day, handedOver: true, confirmedAt: day - 9000 }
  expect(shown(left, saved)).toMatchObject({ word: { is: 'saved', at: day - 9000 }, lookAgainAt: day + handOver })
  const typed = shown({ ...left, unsent: 1, since: day }, saved)
  expect(typed).toMatchObject({ word: { is: 'saved', at: day - 9000 }, lookAgainAt: day + savingAfter })
  const saving = shown({ ...left, unsent: 1, since: day }, typed, day + savingAfter)
  expect(saving).toMatchObject({ word: { is: 'saving' }, lookAgainAt: day + handOver })
  expect(shown({ ...left, unsent: 1, since: day }, saving, day + handOver).word.is).toBe('onlyHere')
  // It came back, and is lost without a word.
  expect(shown({ ...left, handedOver: false }, saved).word.is).toBe('onlyHere')
})
