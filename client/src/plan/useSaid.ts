/** Owns what the page says to those who hear it: calmly about others, at once when the work stops. */
import { useEffect, useState } from 'react'
import { text } from '../text/da.ts'
import { fullnessOf } from './SectionBlock.tsx'
import type { DeskView, PlanDesk } from './PlanDesk.ts'
import type { PlanFrame } from './usePlanData.ts'

const words = text.plan
/** At most one sentence about others in this time, in milliseconds. */
const every = 20_000

type Heard = {
  readonly desk: PlanDesk
  readonly plan: PlanFrame
  readonly view: DeskView
  readonly section: string | null
  readonly calm: boolean
}

export function useSaid({ desk, plan, view, section, calm }: Heard): {
  readonly log: string
  readonly alert: string
  readonly say: (sentence: string) => void
} {
  const [log, setLog] = useState('')
  const [alert, setAlert] = useState('')
  const { at } = plan.state
  const [was, setWas] = useState({ at, refused: view.refused.length })
  const percent = (section && view.full.get(section)) || 0
  const full = percent > 0 ? fullnessOf(percent) : null
  const [wasIn, setWasIn] = useState({ section, full })
  if (wasIn.section !== section || wasIn.full !== full) {
    setWasIn({ section, full })
    if (full) setLog(words.section[full])
  }
  if (was.at !== at || was.refused !== view.refused.length) {
    setWas({ at, refused: view.refused.length })
    const sentences: string[] = []
    if (was.at !== at)
      sentences.push(
        at === 'draft'
          ? words.openedSaid
          : at === 'adopted'
            ? words.adoptedSaid
            : words.frozenSaid(plan.route[plan.state.body ?? 0]?.name ?? ''),
      )
    if (view.refused.length > was.refused) sentences.push(words.notSent.said(view.refused.length))
    if (sentences.length > 0) setAlert(sentences.join(' '))
  }

  useEffect(() => {
    if (!section || !calm) return
    let last = ''
    const look = (): void => {
      const names = desk.othersIn(section).join(', ')
      if (names && names !== last) setLog(words.log.writes(names))
      last = names
    }
    const timer = setInterval(look, every)
    const soon = setTimeout(look, 1000)
    return () => {
      clearInterval(timer)
      clearTimeout(soon)
    }
  }, [desk, section, calm])

  return { log, alert, say: (sentence) => setLog((old) => (old === sentence ? `${sentence}\u00a0` : sentence)) }
}
