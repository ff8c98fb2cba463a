/** Owns that an answer that was long on its way does not undo on the page what the subscription has told since. */
import { useApolloClient } from '@apollo/client/react'
import { useCallback, useLayoutEffect, useRef } from 'react'
import { OutlineAgeFragmentDoc, type PlanOutlineFragment, PlanOutlineFragmentDoc } from '../graphql/generated.ts'
import { writeOutline } from './writeOutline.ts'

type Versioned = PlanOutlineFragment & { readonly epoch?: number }

export type NewestOutline = {
  /** Takes what the subscription tells, and puts it where the page sees it. */
  readonly heard: (outline: PlanOutlineFragment) => void
  /** To be called when an answer has come: one that is older, and that the page never drew, is no change to it. */
  readonly answered: () => void
}

/** Puts the newest outline back where an older one came after it. Another epoch is another count: data that were restored begin anew. */
export function useNewestOutline(plan: Versioned | null | undefined): NewestOutline {
  const client = useApolloClient()
  const newest = useRef<PlanOutlineFragment | null>(null)
  const epoch = useRef<number | undefined>(undefined)
  const put = useCallback(
    (data: PlanOutlineFragment) => client.cache.writeFragment({ fragment: PlanOutlineFragmentDoc, fragmentName: 'PlanOutline', data }),
    [client],
  )
  useLayoutEffect(() => {
    if (!plan) return
    const known = newest.current
    if (known?.id === plan.id && epoch.current === plan.epoch && known.outlineVersion > plan.outlineVersion) {
      put(known)
      return
    }
    newest.current = plan
    epoch.current = plan.epoch
  }, [put, plan])
  const heard = useCallback(
    (outline: PlanOutlineFragment) => {
      const known = newest.current
      if (known?.id === outline.id && outline.outlineVersion > known.outlineVersion) newest.current = outline
      writeOutline(client.cache, outline)
    },
    [client],
  )
  const answered = useCallback(() => {
    const known = newest.current
    if (!known) return
    const now = client.cache.readFragment({ from: { __typename: 'Plan', id: known.id }, fragment: OutlineAgeFragmentDoc })
    if (now?.epoch === epoch.current && (now?.outlineVersion ?? Infinity) < known.outlineVersion) put(known)
  }, [client, put])
  return { heard, answered }
}
