/** Owns the plan's text that is not live: asked for at first and whenever the plan lies elsewhere, until it has come. */
import { useApolloClient } from '@apollo/client/react'
import { useEffect, useRef, useState } from 'react'
import { PlanTextDocument } from '../graphql/generated.ts'
import type { FirstPage } from './firstPage.ts'
import type { PlanDesk } from './PlanDesk.ts'

/** After a failure it is asked again, each time twice as late; milliseconds. */
const firstWait = 500
const longestWait = 10_000

type TextNeeds = {
  readonly plan: string
  /** Another one: the text lies elsewhere now. */
  readonly textKey: string
  /** What came with the page. */
  readonly first: FirstPage | null
  readonly desk: Pick<PlanDesk, 'setText'>
}

/** The blocks by section; null before any have come. The desk is given each new text. */
export function usePlanText({ plan, textKey, first, desk }: TextNeeds): ReadonlyMap<string, readonly string[]> | null {
  const client = useApolloClient()
  const [blocks, setBlocks] = useState<ReadonlyMap<string, readonly string[]> | null>(
    first && new Map(first.sections.map((section) => [section.id, section.blocks])),
  )
  const shownKey = useRef(first ? textKey : null)
  useEffect(() => {
    if (shownKey.current === textKey) return
    shownKey.current = null
    let stale = false
    let wait = firstWait
    let timer: ReturnType<typeof setTimeout> | undefined
    const ask = (): void =>
      void client.query({ query: PlanTextDocument, variables: { id: plan }, fetchPolicy: 'no-cache' }).then(
        ({ data }) => {
          if (stale || !data?.plan) return
          shownKey.current = textKey
          desk.setText(data.plan.sections)
          setBlocks(new Map(data.plan.sections.map((section) => [section.id, section.blocks])))
        },
        () => {
          if (stale) return
          timer = setTimeout(ask, wait)
          wait = Math.min(wait * 2, longestWait)
        },
      )
    ask()
    return () => {
      stale = true
      clearTimeout(timer)
    }
  }, [client, desk, plan, textKey])
  return blocks
}
