/** Owns the short word after something was done, bottom left, outside the text column. */
import { createContext, type ReactNode, useCallback, useContext, useEffect, useState } from 'react'
import { Icon } from './Icon.tsx'

type Show = (words: string) => void
const ToastContext = createContext<Show>(() => {})

/** Shows one sentence for some seconds; a new one replaces it. Never for what one must know: that stands on the page. */
export function useToast(): Show {
  return useContext(ToastContext)
}

export function Toasts({ children }: { readonly children: ReactNode }) {
  const [words, setWords] = useState<{ readonly say: string } | null>(null)
  const show = useCallback((say: string) => setWords({ say }), [])
  useEffect(() => {
    if (!words) return
    const timer = setTimeout(() => setWords(null), 6000)
    return () => clearTimeout(timer)
  }, [words])
  return (
    <ToastContext value={show}>
      {children}
      <div className="toasts" role="status">
        {words && (
          <div className="toast">
            <Icon name="check" />
            {words.say}
          </div>
        )}
      </div>
    </ToastContext>
  )
}
