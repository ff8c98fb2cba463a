/** Owns the page of one import: what is shown while it is read, when it failed, and when it can be looked through. */
import { isRefusal } from '@samplan/shared/refusal'
import { useState } from 'react'
import { Link, useLocation } from 'wouter'
import { sentenceFor, sentenceOf } from '../graphql/refusalOf.ts'
import { Button } from '../shell/Button.tsx'
import { ErrorLine } from '../shell/Field.tsx'
import { FailedPage } from '../shell/page.tsx'
import { importing } from '../text/da/import.ts'
import { forgetImport, type Import } from './importApi.ts'
import { ImportFrame } from './ImportFrame.tsx'
import { Looking } from './Looking.tsx'
import { useImport } from './useImport.ts'

export function ImportPage({ id }: { readonly id: string }) {
  const { found, error, reload } = useImport(id)
  if (error) return <FailedPage error={error} retry={reload} />
  if (!found) return null
  if (isRefusal(found)) return found.refused === 'notFound' ? <Gone /> : <FailedPage error={found} retry={reload} />
  const { source, draft, failure } = found
  if (found.state === 'ready' && source && draft)
    return <Looking key={`${id} ${found.loaded}`} start={{ ...found, source, draft }} reload={reload} />
  if (found.state === 'failed') return <Failed one={found} sentence={failure ? sentenceFor(failure) : sentenceOf(failure)} />
  return <Reading one={found} />
}

const nameOf = (one: Import): string => one.name ?? importing.interrupted.pasted

function Reading({ one }: { readonly one: Import }) {
  const words = importing.reading
  const { problem, forget } = useForget(one.id)
  const { progress } = one
  const said = progress ? words.pages(progress.done, progress.total) : words.begun
  /** Read out at quarters, not at every page. */
  const quarter = progress && progress.total > 0 ? Math.floor((progress.done / progress.total) * 4) : 0
  return (
    <ImportFrame step="choose" title={words.title} intro={words.intro(nameOf(one))} width="narrow">
      <div className="reading-now">
        <div
          className={progress ? 'bar' : 'bar begun-now'}
          role="progressbar"
          aria-label={words.title}
          aria-valuetext={said}
          {...(progress ? { 'aria-valuenow': progress.done, 'aria-valuemin': 0, 'aria-valuemax': progress.total } : {})}
        >
          <i style={{ inlineSize: `${progress && progress.total > 0 ? (100 * progress.done) / progress.total : 0}%` }} />
        </div>
        <p className="num">{said}</p>
        <p className="sr" role="status">
          {words.quarters[quarter] ?? ''}
        </p>
      </div>
      <p className="muted">{words.leave}</p>
      <ErrorLine>{problem}</ErrorLine>
      <div className="btn-row after">
        <Button onPress={forget}>{words.cancel}</Button>
      </div>
    </ImportFrame>
  )
}

function Failed({ one, sentence }: { readonly one: Import; readonly sentence: string }) {
  const words = importing.failed
  const { problem, forget } = useForget(one.id)
  return (
    <ImportFrame step="choose" title={words.title} intro={nameOf(one)} width="narrow">
      <div className="blank" role="alert">
        <p>
          {sentence} {words.nothing}
        </p>
        <ErrorLine>{problem}</ErrorLine>
        <Button kind="primary" onPress={forget}>
          {words.another}
        </Button>
      </div>
    </ImportFrame>
  )
}

function Gone() {
  const words = importing.gone
  return (
    <ImportFrame step="choose" title={words.title} intro={words.say} width="narrow">
      <p className="after">
        <Link className="btn" href="/hent-plan">
          {importing.title}
        </Link>
      </p>
    </ImportFrame>
  )
}

/** Cancels the reading, or forgets what could not be read, and goes back to the choice. */
function useForget(id: string): { readonly problem: string | null; readonly forget: () => void } {
  const [, go] = useLocation()
  const [problem, setProblem] = useState<string | null>(null)
  const forget = async () => {
    setProblem(null)
    try {
      const refusal = await forgetImport(id)
      if (refusal && refusal.refused !== 'notFound') return setProblem(sentenceOf(refusal))
      go('/hent-plan')
    } catch (error) {
      setProblem(sentenceOf(error))
    }
  }
  return { problem, forget: () => void forget() }
}
