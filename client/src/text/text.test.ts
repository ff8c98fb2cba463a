import { describe, expect, it } from 'vitest'
import type { Refusal, RefusalCode } from '@samplan/shared/refusal'
import { sentenceFor, sentenceOf } from '../graphql/refusalOf.ts'
import { text } from './da.ts'
import { bodyInText, checksum, dateAndTime, firstSentence, initials, period, shortDate, timeOfDay } from './format.ts'
import { inWords, inWordsFirst } from './da/numbers.ts'

/** One of each: a new refusal without an example here does not compile. */
const examples: { readonly [Code in RefusalCode]: Extract<Refusal, { refused: Code }> } = {
  notSignedIn: { refused: 'notSignedIn' },
  notFound: { refused: 'notFound' },
  notAllowed: { refused: 'notAllowed', act: 'submit' },
  wrongState: { refused: 'wrongState', state: 'body' },
  alreadyMoved: { refused: 'alreadyMoved', state: 'body', revision: 2 },
  submissionPending: { refused: 'submissionPending' },
  reasonMissing: { refused: 'reasonMissing' },
  titleChanged: { refused: 'titleChanged', now: 'Forord' },
  sectionMoved: { refused: 'sectionMoved' },
  changedSince: { refused: 'changedSince', what: 'place' },
  levelImpossible: { refused: 'levelImpossible' },
  invalid: { refused: 'invalid', field: 'email', rule: 'taken' },
  lastAdministrator: { refused: 'lastAdministrator' },
  inUse: { refused: 'inUse', what: 'Byrådet' },
  linkUsedOrExpired: { refused: 'linkUsedOrExpired' },
  tooLarge: { refused: 'tooLarge', limit: 1000 },
  busy: { refused: 'busy' },
  storeUnavailable: { refused: 'storeUnavailable' },
  demoOnly: { refused: 'demoOnly' },
  importEmpty: { refused: 'importEmpty' },
  importBinary: { refused: 'importBinary' },
  importEncrypted: { refused: 'importEncrypted' },
  importScanned: { refused: 'importScanned', pages: 3 },
  importTooLarge: { refused: 'importTooLarge', limit: 20 * 1024 * 1024, of: 'bytes' },
  importBomb: { refused: 'importBomb' },
  importTimeout: { refused: 'importTimeout', seconds: 60 },
  importUnreadable: { refused: 'importUnreadable' },
  importNoPlan: { refused: 'importNoPlan' },
  importInterrupted: { refused: 'importInterrupted' },
  importChanged: { refused: 'importChanged', revision: 2 },
  importTooMany: { refused: 'importTooMany', limit: 20 },
}

describe('sentences of refusals', () => {
  it.each(Object.values(examples))('TX-1 $refused has a whole Danish sentence', (refusal) => {
    expect(sentenceFor(refusal)).toMatch(/^[\p{Lu}»].{20,}\.$/u)
  })
  it('TX-1 a submission that came second is told that it is sent', () => {
    expect(sentenceFor(examples.alreadyMoved)).toContain('allerede sendt')
  })
  it('TX-1 a changed title is put before its author', () => {
    expect(sentenceFor(examples.titleChanged)).toContain('»Forord«')
  })
  it('TX-2 what is no refusal has a sentence too', () => {
    expect(sentenceOf(new TypeError('fetch failed'))).toBe(text.problems.offline)
    expect(sentenceOf(new Error('bug'))).toBe(text.problems.unexpected)
  })
})

describe('how figures and dates are written', () => {
  it('TX-3 dates are those of Copenhagen', () => {
    expect(dateAndTime('2026-11-24T08:05:00.000Z')).toBe('24. november 2026 kl.\u00a09.05')
    expect(shortDate('2026-12-31T23:30:00.000Z', '2027-02-01T00:00:00.000Z')).toBe('1. jan.')
    expect(shortDate('2025-03-01T12:00:00.000Z', '2027-02-01T00:00:00.000Z')).toBe('1. marts 2025')
    expect(timeOfDay('2026-07-01T12:00:00.000Z')).toBe('kl.\u00a014.00')
  })
  it('TX-3 periods keep their precision', () => {
    expect([period('2027'), period('2026-09'), period('2027-12-31'), period('snart')]).toEqual([
      '2027',
      'september 2026',
      '31. december 2027',
      'snart',
    ])
  })
  it('TX-4 a checksum can be compared by eye', () => {
    expect(checksum('7c1e94b0aaaaaaaa5d2a08f3')).toBe('7c1e 94b0 … 5d2a 08f3')
  })
  it('TX-4 initials are the first and the last', () => {
    expect([initials('Karen Vestergaard'), initials('Åse  Marie Østergård'), initials('Bo'), initials('')]).toEqual(['KV', 'ÅØ', 'B', ''])
  })
  it('TX-5 small numbers are words', () => {
    expect([inWords(1), inWords(1, true), inWords(3), inWords(13), inWordsFirst(2)]).toEqual(['én', 'ét', 'tre', '13', 'To'])
  })
  it('TX-6 the first sentence ends at a full stop before a capital, never inside an abbreviation', () => {
    expect(firstSentence('12 pct. mod højst 11 pct.: 1 fra målet. Tallet er fra okt. 2026.')).toBe(
      '12 pct. mod højst 11 pct.: 1 fra målet.',
    )
    expect(firstSentence('Kun én.')).toBe('Kun én.')
  })
  it('a body stands in running text by a word in the definite form, or by its name', () => {
    const named = (shortName: string) => bodyInText({ name: 'Fjordby Organ', shortName })
    expect(['Udvalg', 'Byråd', 'Kommunalbestyrelse', 'Udvalget', 'BVU', 'By og Land'].map(named)).toEqual([
      'udvalget',
      'byrådet',
      'kommunalbestyrelsen',
      'udvalget',
      'Fjordby Organ',
      'Fjordby Organ',
    ])
  })
})
