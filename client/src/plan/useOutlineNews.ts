/** Owns what others have just done in the outline: marked for a moment, said once. */
import { useEffect, useMemo, useRef, useState } from 'react'
import type { PlanOutlineFragment } from '../graphql/generated.ts'
import { text } from '../text/da.ts'
import { type News, type NewsKind, newsBetween } from './outlineNews.ts'

/** Long enough to be found by who looks up from the text; in milliseconds. */
const shownFor = 12_000

/** What this tab does itself is no news, whichever tells it first: the answer or the subscription. */
export class OwnChanges {
  readonly #versions = new Set<number>()
  readonly #sections = new Map<string, number>()
  #underWay = 0

  /** As long as an answer is awaited nobody knows whose a change is. */
  get underWay(): boolean {
    return this.#underWay > 0
  }

  begin(): void {
    this.#underWay++
  }

  /** `version`: of the outline that has the change. */
  end(done: { readonly section: string | null; readonly version: number } | null): void {
    this.#underWay--
    if (!done) return
    this.#versions.add(done.version)
    if (done.section !== null) this.#sections.set(done.section, done.version)
  }

  /** What of the news between two versions is that of others. */
  others(news: readonly News[], from: number, to: number): readonly News[] {
    for (let version = from + 1; ; version++) {
      if (version > to) return []
      if (!this.#versions.has(version)) break
    }
    return news.filter(({ section }) => (this.#sections.get(section) ?? -1) <= from)
  }
}

export type OutlineNews = { readonly marks: ReadonlyMap<string, NewsKind>; readonly said: string }

/** `answered`: another value whenever a change of one's own was answered. */
export function useOutlineNews(plan: PlanOutlineFragment, own: OwnChanges, answered: unknown): OutlineNews {
  const [marks, setMarks] = useState<ReadonlyMap<string, NewsKind>>(new Map())
  const [said, setSaid] = useState('')
  const seen = useRef(plan)
  useEffect(() => {
    if (own.underWay) return
    const before = seen.current
    if (before.outlineVersion >= plan.outlineVersion) return
    seen.current = plan
    const news = own.others(newsBetween(before.sections, plan.sections), before.outlineVersion, plan.outlineVersion)
    if (news.length === 0) return
    setMarks((old) => new Map([...old, ...news.map(({ section, kind }) => [section, kind] as const)]))
    setSaid(text.plan.outline.newsSaid(news.map(({ kind, title }) => text.plan.outline.newsOf[kind](title))))
    // Each set of marks ends by itself, also when more news has come meanwhile.
    setTimeout(() => setMarks((old) => new Map([...old].filter(([section]) => !news.some((one) => one.section === section)))), shownFor)
  }, [plan, own, answered])
  return useMemo(() => ({ marks, said }), [marks, said])
}
