/** Owns whom a goal leaves out: "omfatter ikke ...", "ekskl. ...". */
import { shall } from './vocabulary/goals.ts'
import { countingRule, exclusionBegin, exclusionInline, exclusionSentence } from './vocabulary/indicators.ts'

/** Those left out, each as the text names them. */
export function exclusionsIn(text: string): readonly string[] {
  const found = [
    ...[...text.matchAll(exclusionSentence)].map((match) => match[1] ?? match[2] ?? match[3] ?? ''),
    ...[...text.matchAll(exclusionInline)].map((match) => match[1] ?? ''),
  ]
  return [
    ...new Set(
      found
        .map((words) => words.replace(exclusionBegin, '').replace(/\s+/g, ' ').trim())
        .filter((words) => words.length > 2 && words.length <= 120),
    ),
  ]
}

/** A sentence that says nothing else than whom the goal leaves out, or how it is counted. */
export function isCountingRule(sentence: string): boolean {
  if (exclusionsIn(sentence).length > 0 && !shall.test(sentence)) return true
  return countingRule.test(sentence) && !shall.test(sentence)
}
