/** Owns the verdict on an exam: what is not as the list says, and the lines that it prints. */
import type { Listed } from './listed.ts'
import type { Failure, Result } from './run.ts'

type Name = { readonly file: string; readonly test: string }

const named = ({ file, test }: Name): string => `${file}: ${test}`

/** True for the same test. */
export const isSame = (a: Name, b: Name): boolean => named(a) === named(b)

function isForItsReason(failure: Failure, listed: Listed): boolean {
  const kind: Failure['kind'] = listed.reason === 'needs failpoints' ? 'no failpoint' : 'server error'
  return failure.kind === kind && failure.code === listed.code && failure.text.includes(listed.says)
}

/** Everything that is wrong with an exam: nothing, when the unlisted pass and the listed fail for their reason. */
export function problems(results: readonly Result[], list: readonly Listed[]): readonly string[] {
  const found: string[] = []
  const listedOf = new Map(list.map((listed) => [named(listed), listed]))
  if (listedOf.size < list.length) found.push('a test is listed twice')
  for (const result of results) {
    const listed = listedOf.get(named(result))
    listedOf.delete(named(result))
    if (result.verdict === 'failed' && !listed) found.push(`${named(result)} failed: ${result.failure.text}`)
    else if (result.verdict === 'failed' && listed && !isForItsReason(result.failure, listed))
      found.push(
        `${named(result)} failed for another reason than listed: ${result.failure.kind} ${result.failure.code}, ${result.failure.text}`,
      )
    else if (result.verdict === 'passed' && listed) found.push(`${named(result)} passed, but is listed`)
    else if (result.verdict === 'skipped' && listed) found.push(`${named(result)} is listed, but was skipped`)
  }
  for (const name of listedOf.keys()) found.push(`${name} is listed, but there is no such test`)
  return found
}

export type Tally = { readonly ran: number; readonly passed: number; readonly failed: number; readonly skipped: number }

export function tally(results: readonly Result[]): Tally {
  const count = (verdict: Result['verdict']): number => results.filter((result) => result.verdict === verdict).length
  return { ran: results.length - count('skipped'), passed: count('passed'), failed: count('failed'), skipped: count('skipped') }
}

/** The outcome of an exam in a few lines. */
export function report(results: readonly Result[], list: readonly Listed[]): string {
  const { ran, passed, skipped } = tally(results)
  const reasons = Object.entries(Object.groupBy(list, (listed) => listed.reason)).map(([reason, those]) => `${those.length} ${reason}`)
  const why = results.flatMap((result) => (result.verdict === 'skipped' ? [result.why] : []))
  const byRequirement = why.filter((words) => words.startsWith('needs ')).length
  return [
    `${ran} of ${results.length} tests ran, ${passed} passed`,
    `${list.length} listed (${reasons.join(', ')})`,
    `${skipped} skipped (${byRequirement} by what they require, ${skipped - byRequirement} that the Node driver does not do)`,
  ].join('; ')
}
