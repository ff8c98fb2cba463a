/** Owns the asking for one import: at once, again and again while it is read, and when a session is back. */
import { isRefusal, type Refusal } from '@samplan/shared/refusal'
import { useCallback, useEffect, useState } from 'react'
import { onSessionBack } from '../session.ts'
import { type Import, loadImport } from './importApi.ts'

/** Between two questions while the server reads, in milliseconds. */
const pause = 400

/** `loaded` counts the answers that were asked for anew, so that a page begins anew with them. */
export type LoadedImport = Import & { readonly loaded: number }
type Asked = { readonly found: LoadedImport | Refusal | null; readonly error: unknown }

export function useImport(id: string): Asked & { readonly reload: () => void } {
  const [asked, setAsked] = useState<Asked>({ found: null, error: null })
  const [loaded, setLoaded] = useState(0)
  const reload = useCallback(() => setLoaded((before) => before + 1), [])
  useEffect(() => {
    const leaving = new AbortController()
    let timer: ReturnType<typeof setTimeout> | undefined
    const ask = async () => {
      try {
        const found = await loadImport(id, leaving.signal)
        if (leaving.signal.aborted) return
        const isOut = isRefusal(found) && found.refused === 'notSignedIn'
        // The dialog of an ended session tells that; what is on the page stays.
        if (!isOut) setAsked({ found: isRefusal(found) ? found : { ...found, loaded }, error: null })
        if (!isRefusal(found) && found.state === 'reading') timer = setTimeout(() => void ask(), pause)
      } catch (error) {
        if (!leaving.signal.aborted) setAsked({ found: null, error })
      }
    }
    void ask()
    return () => {
      leaving.abort()
      clearTimeout(timer)
    }
  }, [id, loaded])
  const isReady = asked.found !== null && !isRefusal(asked.found) && asked.found.state !== 'reading'
  useEffect(() => (isReady ? undefined : onSessionBack(reload)), [isReady, reload])
  return { ...asked, reload }
}
