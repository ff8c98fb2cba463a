/** Owns the desk's life on the page: opened with it, closed with it, connected anew when a session or rights come back. */
import type { Editor } from '@tiptap/core'
import { useEffect, useState } from 'react'
import type { PasteTold } from '../editor/pasting.ts'
import { endSession, onSessionBack } from '../session.ts'
import { PlanDesk } from './PlanDesk.ts'

/** All sections end at once: one question is enough, in milliseconds. */
const gather = 50

type DeskNeeds = {
  readonly plan: string
  readonly person: string
  readonly askLink: (editor: Editor) => void
  readonly pasted: (told: PasteTold) => void
  /** Asks for the plan, and so for the rights, again. */
  readonly refetch: () => Promise<unknown>
}

export function useDesk({ plan, person, askLink, pasted, refetch }: DeskNeeds): PlanDesk {
  const [desk] = useState(
    () =>
      new PlanDesk({
        plan,
        person,
        origin: `${location.protocol === 'https:' ? 'wss' : 'ws'}://${location.host}`,
        now: () => Date.now(),
        askLink,
        pasted,
      }),
  )
  useEffect(() => {
    let asking: ReturnType<typeof setTimeout> | undefined
    const resume = (): void => desk.resume()
    const end = desk.onEnded((why) => {
      if (why === 'noSession') endSession()
      if (why !== 'accessChanged' && why !== 'moved') return
      clearTimeout(asking)
      asking = setTimeout(() => void refetch().then(resume, resume), gather)
    })
    return () => {
      end()
      clearTimeout(asking)
    }
  }, [desk, refetch])
  useEffect(() => {
    const end = onSessionBack(() => desk.resume())
    return () => {
      end()
      desk.close()
    }
  }, [desk])
  return desk
}
