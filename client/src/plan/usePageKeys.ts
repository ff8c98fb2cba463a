/** Owns the keys of the whole plan page: regions, tools, the save state in words, who is where, the list of keys. */
import { useDocumentKeys } from '../shell/useDocumentKeys.ts'
import { text } from '../text/da.ts'
import type { DeskView, PlanDesk } from './PlanDesk.ts'
import { saveSentence } from './SaveLine.tsx'

type PageKeys = {
  readonly desk: PlanDesk
  readonly view: DeskView
  readonly current: string | null
  readonly onKeys: () => void
  readonly say: (sentence: string) => void
  readonly where: () => string
}

export function usePageKeys({ desk, view, current, onKeys, say, where }: PageKeys): void {
  useDocumentKeys((event) => {
    if (event.key === 'F6') return () => nextRegion(event.shiftKey ? -1 : 1, () => desk.returnToText(current))
    if (event.key === 'F10' && event.altKey) return () => document.querySelector<HTMLElement>('.tools [tabindex="0"]')?.focus()
    if (event.ctrlKey && !event.altKey && event.key.toLowerCase() === 's') return () => say(stateSentence(view))
    if (event.ctrlKey && event.altKey && event.key.toLowerCase() === 's') return () => say(where())
    if (event.key === '?' && !isTyping(event.target)) return onKeys
    return null
  })
}

function stateSentence({ save, refused }: DeskView): string {
  const sentence = saveSentence(save.word)
  return refused.length > 0 ? `${sentence} ${text.plan.notSent.said(refused.length)}` : sentence
}

function isTyping(target: EventTarget | null): boolean {
  return target instanceof HTMLElement && (target.isContentEditable || /^(INPUT|TEXTAREA|SELECT)$/.test(target.tagName))
}

/** Header, outline, tools, text, side: each gives the focus to its first own stop; the text to where the caret was. */
function nextRegion(step: 1 | -1, toText: () => void): void {
  const selectors = ['header.top', '.side.left', '.tools', 'article.plan', '.side.right']
  const regions = selectors
    .map((selector) => document.querySelector<HTMLElement>(selector))
    .filter((region) => region !== null && region.offsetParent !== null)
  const at = regions.findLastIndex((region) => region?.contains(document.activeElement))
  const next = regions[(at + step + regions.length) % regions.length]
  if (!next) return
  if (next.matches('article.plan')) return toText()
  const stop =
    next.querySelector<HTMLElement>('[role="treeitem"][tabindex="0"]') ?? next.querySelector<HTMLElement>('[tabindex="0"], a[href], button')
  stop?.focus()
}
