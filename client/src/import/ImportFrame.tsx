/** Owns the frame of the pages that bring a plan in: the three steps, heading and intro. */
import type { ReactNode } from 'react'
import { Icon } from '../shell/Icon.tsx'
import { usePage } from '../shell/page.tsx'
import { Top } from '../shell/Top.tsx'
import { importing } from '../text/da/import.ts'
import '../style/import/choosing.css'
import '../style/import/lines.css'
import '../style/import/pieces.css'

const words = importing.steps
const steps = ['choose', 'check', 'create'] as const
export type ImportStep = (typeof steps)[number]

type FrameProps = {
  readonly step: ImportStep
  readonly title: string
  readonly intro?: ReactNode
  /** One column of fields, or the two panes of the preview. */
  readonly width: 'narrow' | 'wide'
  readonly children: ReactNode
}

export function ImportFrame({ step, title, intro, width, children }: FrameProps) {
  usePage(title)
  const now = steps.indexOf(step)
  return (
    <>
      <Top />
      <main id="indhold" tabIndex={-1}>
        <div className={width === 'narrow' ? 'page narrow' : 'page import-page'}>
          <ol className="steps" aria-label={words.name}>
            {steps.map((name, at) => (
              <li key={name} aria-current={at === now ? 'step' : undefined}>
                {at < now ? <Icon name="check" /> : `${at + 1}.`} {words[name]}
              </li>
            ))}
          </ol>
          <h1>{title}</h1>
          {intro && <p className="intro">{intro}</p>}
          {children}
        </div>
      </main>
    </>
  )
}
