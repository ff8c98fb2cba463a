import { describe, expect, it } from 'vitest'

type Sum = { readonly passed: number; readonly failed: number; readonly skipped: number }
type Summing = {
  readonly readReport: (text: string | null) => object | null
  readonly sumRuns: (runs: readonly object[]) => Sum
  readonly lastLine: (sum: Sum) => string
}
// Plain JavaScript, for a Node without types: what it exports is said here.
const { readReport, sumRuns, lastLine } = (await import(new URL('../../scripts/sumRuns.mjs', import.meta.url).href)) as Summing

const good = { code: 0, report: { numPassedTests: 12, numFailedTests: 0, numPendingTests: 2, numTodoTests: 1, testResults: [] } }
const file = (status: string, ...tests: readonly string[]): object => ({
  status,
  assertionResults: tests.map((one) => ({ status: one })),
})
const lineOf = (...runs: readonly object[]): string => lastLine(sumRuns(runs))

describe('the last line of npm test', () => {
  it('ST-25 the last line sums all runners, with what was skipped and what is still to do', () => {
    expect(lineOf(good, good)).toBe('24 passed, 0 failed, 6 skipped')
    expect(lineOf()).toBe('0 passed, 0 failed, 0 skipped')
  })

  it('ST-26 a failing runner fails by its tests, and each of its files that does not load by one more', () => {
    const failing = (testResults: readonly object[]): object => ({
      code: 1,
      report: { ...good.report, numFailedTests: 2, testResults },
    })
    expect(lineOf(good, failing([file('failed', 'failed', 'passed', 'failed')]))).toBe('24 passed, 2 failed, 6 skipped')
    expect(lineOf(failing([file('failed', 'failed', 'failed'), file('failed'), file('passed', 'passed')]), good)).toBe(
      '24 passed, 3 failed, 6 skipped',
    )
    expect(lineOf({ ...good, code: 1 })).toBe('12 passed, 1 failed, 3 skipped')
  })

  it.each([0, 1, 137])('ST-27 a runner that leaves no whole report is a failure, whatever its exit code: %i', (code) => {
    for (const text of [null, '', '{"numPassedTests": 4', 'null']) {
      expect(lineOf(good, { code, report: readReport(text) })).toBe('12 passed, 1 failed, 3 skipped')
    }
    expect(lineOf({ code: 0, report: readReport(JSON.stringify(good.report)) })).toBe('12 passed, 0 failed, 3 skipped')
  })

  it('ST-28 a runner that a machine cannot run counts as skipped, and as failed where it must run', () => {
    const missing = 'no browser'
    expect(lineOf(good, { missing, mustRun: false })).toBe('12 passed, 0 failed, 4 skipped')
    expect(lineOf(good, { missing, mustRun: true })).toBe('12 passed, 1 failed, 3 skipped')
  })
})
