// Owns the sum over all runners of `npm test`: what each one's report and exit code count as, and the one line at the end.
// Plain JavaScript without packages: it runs before anything is installed, on Node 18.

/** What vitest has written as its JSON report; null where there is none, or one that a crash has cut off. */
export function readReport(text) {
  try {
    const report = JSON.parse(text ?? '')
    return typeof report === 'object' ? report : null
  } catch {
    return null
  }
}

/**
 * The sum of runs. `{ code, report }`: one that ended with this exit code and left this report or null. `{ missing, mustRun }`: one that
 * this machine cannot run, for the reason that `missing` gives; a failure where it must run, else one that was skipped.
 */
export function sumRuns(runs) {
  const sum = { passed: 0, failed: 0, skipped: 0 }
  for (const run of runs) {
    const { passed, failed, skipped } = 'missing' in run ? ofMissing(run) : ofRun(run)
    sum.passed += passed
    sum.failed += failed
    sum.skipped += skipped
  }
  return sum
}

export function lastLine({ passed, failed, skipped }) {
  return `${passed} passed, ${failed} failed, ${skipped} skipped`
}

function ofMissing({ mustRun }) {
  return mustRun ? { passed: 0, failed: 1, skipped: 0 } : { passed: 0, failed: 0, skipped: 1 }
}

/** A file that does not load has no failed test, and neither has an error outside of tests or a runner that died: each counts as one. */
function ofRun({ code, report }) {
  if (!report) return { passed: 0, failed: 1, skipped: 0 }
  const { numPassedTests = 0, numFailedTests = 0, numPendingTests = 0, numTodoTests = 0, testResults = [] } = report
  const isFailed = ({ status }) => status === 'failed'
  const unloaded = testResults.filter((file) => isFailed(file) && !(file.assertionResults ?? []).some(isFailed)).length
  const failed = numFailedTests + unloaded
  return { passed: numPassedTests, failed: failed === 0 && code !== 0 ? 1 : failed, skipped: numPendingTests + numTodoTests }
}
