/** Owns what all pages do when they come: title, focus, scroll; and the plain pages' frame with its ways of failing. */
import { type ReactNode, useEffect } from 'react'
import { Link } from 'wouter'
import { sentenceOf } from '../graphql/refusalOf.ts'
import { text } from '../text/da.ts'
import { Button } from './Button.tsx'
import { Top } from './Top.tsx'

let pagesSoFar = 0

/** Sets the title; after a move within the app, takes focus and scroll to the new page's content. */
export function usePage(title: string): void {
  useEffect(() => {
    document.title = `${title} · ${text.shell.product}`
  }, [title])
  useEffect(() => {
    pagesSoFar += 1
    if (pagesSoFar === 1) return
    window.scrollTo(0, 0)
    document.getElementById('indhold')?.focus({ preventScroll: true })
  }, [])
}

/** A page outside of any plan. */
export function SimplePage({
  title,
  intro,
  narrow,
  children,
}: {
  readonly title: string
  readonly intro?: string
  readonly narrow?: boolean
  readonly children: ReactNode
}) {
  usePage(title)
  return (
    <>
      <Top />
      <main id="indhold" tabIndex={-1}>
        <div className={narrow ? 'page narrow' : 'page'}>
          <h1>{title}</h1>
          {intro && <p className="intro">{intro}</p>}
          {children}
        </div>
      </main>
    </>
  )
}

/** What is not there, or not for this person: one answer. */
export function GonePage() {
  return (
    <SimplePage title={text.shell.gone.title} narrow>
      <div className="blank">
        <p>{text.shell.gone.say}</p>
        <Link className="btn" href="/">
          {text.shell.home}
        </Link>
      </div>
    </SimplePage>
  )
}

/** A query that failed before there was anything to show. */
export function FailedPage({ error, retry }: { readonly error: unknown; readonly retry: () => void }) {
  return (
    <SimplePage title={text.shell.failed.title} narrow>
      <div className="blank" role="alert">
        <p>{sentenceOf(error)}</p>
        <Button onPress={retry}>{text.shell.retry}</Button>
      </div>
    </SimplePage>
  )
}
