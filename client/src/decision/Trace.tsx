/** Owns the drawing of a plan's trace. */
import { Link } from 'wouter'
import type { PlanHeadFragment } from '../graphql/generated.ts'
import { text } from '../text/da.ts'
import { checksum, dateAndTime } from '../text/format.ts'
import { type TraceEntry, traceOf } from './trace.ts'

const words = text.decision

type TraceProps = { readonly plan: PlanHeadFragment; readonly readable: ReadonlySet<string> }

/** `readable` are the versions that the person may open. */
export function Trace({ plan, readable }: TraceProps) {
  const entries = traceOf(plan)
  return (
    <aside className="sidebox" aria-labelledby="trace">
      <h2 className="h2" id="trace">
        {words.trace}
      </h2>
      {plan.steps.length === 0 && <p className="faint">{words.traceNone}</p>}
      <ol className="trace">
        {entries.map((entry) => (
          <li key={entry.key} className={entry.state} aria-current={entry.state === 'now' ? 'step' : undefined}>
            <b>{entry.title}</b>
            {entry.state === 'done' && (
              <Done entry={entry} plan={plan.id} isReadable={entry.step.version !== null && readable.has(entry.step.version)} />
            )}
          </li>
        ))}
      </ol>
      {plan.steps.some((step) => step.version !== null) && <p className="faint">{words.checksumHint}</p>}
    </aside>
  )
}

function Done({
  entry: { step, versionNumber },
  plan,
  isReadable,
}: {
  readonly entry: Extract<TraceEntry, { state: 'done' }>
  readonly plan: string
  readonly isReadable: boolean
}) {
  return (
    <>
      <time dateTime={step.at}>{dateAndTime(step.at)}</time>
      <span className="by">{words.traceBy(step.actorName, text.shell.roles[step.role])}</span>
      {step.reason && <q className="reason">{step.reason}</q>}
      {step.version && step.action === 'submit' && (
        <>
          <span className="hash" title={step.version}>
            <span className="sr">{words.checksumOf(step.version)}</span>
            <span aria-hidden="true">{checksum(step.version)}</span>
          </span>
          {isReadable && (
            <Link className="by" href={`/plan/${plan}/version/${step.version}`}>
              {words.versionLink(versionNumber)}
            </Link>
          )}
        </>
      )}
    </>
  )
}
