/** Owns the frame of the pages that one sees before one is signed in: the name, a heading, what is said, what to do beside it. */
import type { ReactNode } from 'react'
import { usePage } from '../shell/page.tsx'
import { AboveTop } from '../shell/Top.tsx'
import { text } from '../text/da.ts'

type SignInFrameProps = {
  readonly title: string
  readonly heading: string
  readonly children: ReactNode
  readonly beside?: ReactNode
}

export function SignInFrame({ title, heading, children, beside }: SignInFrameProps) {
  usePage(title)
  return (
    <>
      <AboveTop />
      <main id="indhold" className="signin" tabIndex={-1}>
        <div>
          <span className="wordmark">{text.shell.product}</span>
          <h1>{heading}</h1>
          {children}
        </div>
        {beside}
      </main>
    </>
  )
}
