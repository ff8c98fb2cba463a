/** Owns that an answer that was long on its way does not undo on the page what the subscription has told since. */
import { useApolloClient } from '@apollo/client/react'
import { useCallback, useLayoutEffect, useRef } from 'react'
import { type PlanOutlineFragment, PlanOutlineFragmentDoc } from '../graphql/generated.ts'

type Versioned = PlanOutlineFragment & { readonly epoch?: number }

/**
 * Puts the newest outline back where an older one came after it. Returns whom to tell of an outline that was heard. Another epoch is
 * another count: data that were restored begin anew.
 */
export function useNewestOutline(plan: Versioned | null | undefined): (heard: PlanOutlineFragment) => void {
  const client = useApolloClient()
  const newest = useRef<PlanOutlineFragment | null>(null)
  const epoch = useRef<number | undefined>(undefined)
  useLayoutEffect(() => {
    if (!plan) return
    const known = newest.current
    if (known?.id === plan.id && epoch.current === plan.epoch && known.outlineVersion > plan.outlineVersion) {
      client.cache.writeFragment({ fragment: PlanOutlineFragmentDoc, fragmentName: 'PlanOutline', data: known })
      return
    }
    newest.current = plan
    epoch.current = plan.epoch
  }, [client, plan])
  return useCallback((heard: PlanOutlineFragment) => {
    const known = newest.current
    if (known?.id === heard.id && heard.outlineVersion > known.outlineVersion) newest.current = heard
  }, [])
}
