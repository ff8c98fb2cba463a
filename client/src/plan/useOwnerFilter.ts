/** Owns whose sections alone the outline shows; kept in the page's address. */
import { useCallback, useState } from 'react'

const name = 'ejer'

/** An administration that owns nothing here any more filters nothing. */
export function useOwnerFilter(owners: readonly { readonly id: string }[]): readonly [string | null, (owner: string | null) => void] {
  const [asked, setAsked] = useState(() => new URLSearchParams(location.search).get(name))
  const set = useCallback((owner: string | null) => {
    setAsked(owner)
    const address = new URL(location.href)
    if (owner === null) address.searchParams.delete(name)
    else address.searchParams.set(name, owner)
    history.replaceState(history.state, '', address)
  }, [])
  return [owners.some(({ id }) => id === asked) ? asked : null, set]
}
