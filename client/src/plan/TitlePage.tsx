/** Owns what a plan's title has around it on paper: whose it is, in which state and version, and when it was printed. */
import { type ReactNode, useEffect, useState } from 'react'
import { flushSync } from 'react-dom'
import { versionNumber } from '../decision/trace.ts'
import type { PlanHeadFragment } from '../graphql/generated.ts'
import { useSession } from '../session.ts'
import { text } from '../text/da.ts'
import { dateAndTime, longDate } from '../text/format.ts'

const words = text.print

type Steps = PlanHeadFragment['steps']

type TitlePageProps = {
  readonly title: string
  readonly period: string
  readonly owner: string | null
  /** The state in words. */
  readonly state: string
  /** The hash of the version that is printed; null: a draft. */
  readonly version: string | null
  readonly steps: Steps
  /** What stands under the title on the screen. */
  readonly children?: ReactNode
}

/** The title of the article; on paper it is a page of its own. */
export function TitlePage({ title, period, owner, state, version, steps, children }: TitlePageProps) {
  const { municipality } = useSession()
  const printed = usePrinted()
  const sent = steps.find((step) => step.action === 'submit' && step.version === version)
  return (
    <div className="title-page">
      <div className="only-print print-owner">{municipality}</div>
      <h1>{title}</h1>
      {children}
      <dl className="only-print print-facts">
        <Fact name={words.period}>{period}</Fact>
        {owner && <Fact name={words.owner}>{owner}</Fact>}
        <Fact name={words.state}>{state}</Fact>
        {version && sent && (
          <Fact name={words.version}>{words.versionOf(versionNumber(steps, version), dateAndTime(sent.at), sent.actorName)}</Fact>
        )}
        {version && (
          <Fact name={words.checksum}>
            <span className="hash">{version}</span>
          </Fact>
        )}
        <Fact name={words.printed}>{dateAndTime(printed)}</Fact>
      </dl>
    </div>
  )
}

function Fact({ name, children }: { readonly name: string; readonly children: ReactNode }) {
  return (
    <div>
      <dt>{name}</dt>
      <dd>{children}</dd>
    </div>
  )
}

/** The moment of printing, as the page that stays open for days cannot know it before. */
function usePrinted(): string {
  const [printed, setPrinted] = useState(() => new Date().toISOString())
  useEffect(() => {
    const now = (): void => flushSync(() => setPrinted(new Date().toISOString()))
    window.addEventListener('beforeprint', now)
    return () => window.removeEventListener('beforeprint', now)
  }, [])
  return printed
}

/** The state of the text that this person reads, as a reader of the paper needs it. */
export function printedState(plan: Pick<PlanHeadFragment, 'state' | 'route' | 'steps'>, readsDraft: boolean): string {
  const { state, route, steps } = plan
  if (state.at === 'draft') return readsDraft ? words.draft : words.sent
  if (state.at === 'body') return words.body(route[state.body ?? 0]?.name ?? '')
  const adoption = steps.findLast((step) => step.to.at === 'adopted')
  return words.adopted(adoption ? longDate(adoption.at) : '')
}

/** The version that is read: the plan's own, or the one sent last where it is a draft again; null: the draft itself. */
export function printedVersion(plan: Pick<PlanHeadFragment, 'state' | 'steps'>, readsDraft: boolean): string | null {
  if (readsDraft) return null
  return plan.state.version ?? plan.steps.findLast((step) => step.action === 'submit')?.version ?? null
}
