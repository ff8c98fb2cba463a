/** Owns a stored version's page: what was sent, as it was sent, set for reading. */
import { useQuery } from '@apollo/client/react'
import { createElement, useEffect, useRef } from 'react'
import { Link } from 'wouter'
import { versionNumber } from '../decision/trace.ts'
import { PlanMovedDocument, StoredVersionDocument, type StoredVersionQuery } from '../graphql/generated.ts'
import { isShown } from '../graphql/refusalOf.ts'
import { useLive } from '../graphql/useLive.ts'
import { TitlePage } from '../plan/TitlePage.tsx'
import { FailedPage, GonePage, usePage } from '../shell/page.tsx'
import { PlanLoading, PlanTop, planPath } from '../shell/PlanTop.tsx'
import { watchWideTables } from '../shell/wideTables.ts'
import { text } from '../text/da.ts'
import { checksum, dateAndTime } from '../text/format.ts'

const words = text.decision.versions

type Version = NonNullable<StoredVersionQuery['version']>
type Plan = NonNullable<StoredVersionQuery['plan']>

export function VersionPage({ plan, hash }: { readonly plan: string; readonly hash: string }) {
  const { data, error, refetch } = useQuery(StoredVersionDocument, { variables: { plan, hash } })
  useLive(PlanMovedDocument, { plan }, () => {})
  if (data?.plan && data.version) return <Reading plan={data.plan} version={data.version} />
  if (data) return <GonePage />
  return error ? <FailedPage error={error} retry={() => void refetch().catch(isShown)} /> : <PlanLoading plan={plan} page={null} />
}

function Reading({ plan, version }: { readonly plan: Plan; readonly version: Version }) {
  const { head, sections } = version
  usePage(version.planTitle)
  const article = useRef<HTMLElement>(null)
  useEffect(() => (article.current ? watchWideTables(article.current) : undefined), [])
  return (
    <>
      <PlanTop plan={plan} page={null} />
      <div className="desk reading">
        <nav className="side left" aria-label={words.contents}>
          <h2>{words.contents}</h2>
          <Contents sections={sections} />
        </nav>
        <main id="indhold" className="sheet-col read" tabIndex={-1}>
          <article className="plan" lang="da" ref={article}>
            <TitlePage
              title={version.planTitle}
              period={version.period}
              owner={null}
              state={text.print.stored}
              version={head.hash}
              steps={plan.steps}
            >
              <p className="title-lead">
                {words.line(versionNumber(plan.steps, head.hash), dateAndTime(head.submittedAt), head.submittedBy)}
              </p>
              <p className="title-lead">
                <span className="hash" title={head.hash}>
                  {checksum(head.hash)}
                </span>
                {' · '}
                <Link href={planPath(plan.id, 'decision')}>{words.back}</Link>
              </p>
            </TitlePage>
            <details className="only-narrow contents">
              <summary>{words.contents}</summary>
              <Contents sections={sections} />
            </details>
            {sections.map((section) => (
              <section
                key={section.id}
                id={`s-${section.id}`}
                className={`plan-section level-${section.level}`}
                aria-labelledby={`h-${section.id}`}
              >
                <div className="section-line">
                  <span className="owner">
                    <span className="stamp" aria-hidden="true">
                      {section.ownerLetter}
                    </span>
                    {section.ownerName}
                  </span>
                </div>
                {createElement(`h${section.level + 1}`, { id: `h-${section.id}` }, section.title)}
                {/* Made by the one renderer on the server, which escapes every text. */}
                <div className="section-text" dangerouslySetInnerHTML={{ __html: section.blocks.join('') }} />
              </section>
            ))}
          </article>
        </main>
      </div>
    </>
  )
}

function Contents({ sections }: { readonly sections: Version['sections'] }) {
  return (
    <ol className="contents-list">
      {sections.map((section) => (
        <li key={section.id} data-level={section.level}>
          <a href={`#s-${section.id}`}>{section.title}</a>
        </li>
      ))}
    </ol>
  )
}
