/** Owns the short word after something was done, bottom left, outside the text column; over a dialog, where one is open. */
import { createContext, type ReactNode, useCallback, useContext, useEffect, useMemo, useState } from 'react'
import { Icon } from './Icon.tsx'

type Show = (words: string) => void
type Shown = { readonly words: { readonly say: string } | null; readonly layers: readonly string[] }
type Layers = { readonly come: (layer: string) => void; readonly go: (layer: string) => void }

const ToastContext = createContext<Show>(() => {})
const LayersContext = createContext<Layers>({ come: () => {}, go: () => {} })
const ShownContext = createContext<Shown>({ words: null, layers: [] })

/** Shows one sentence for some seconds; a new one replaces it. Never for what one must know: that stands on the page. */
export function useToast(): Show {
  return useContext(ToastContext)
}

export function Toasts({ children }: { readonly children: ReactNode }) {
  const [words, setWords] = useState<{ readonly say: string } | null>(null)
  const [layers, setLayers] = useState<readonly string[]>([])
  const show = useCallback((say: string) => setWords({ say }), [])
  const ways = useMemo(
    (): Layers => ({
      come: (layer) => setLayers((old) => [...old, layer]),
      go: (layer) => setLayers((old) => old.filter((one) => one !== layer)),
    }),
    [],
  )
  const shown = useMemo(() => ({ words, layers }), [words, layers])
  useEffect(() => {
    if (!words) return
    // A word that came in this very moment is not drawn yet, and stays.
    const timer = setTimeout(() => setWords((now) => (now === words ? null : now)), 6000)
    return () => clearTimeout(timer)
  }, [words])
  return (
    <ToastContext value={show}>
      <LayersContext value={ways}>
        <ShownContext value={shown}>
          {children}
          <ToastPlace layer={null} />
        </ShownContext>
      </LayersContext>
    </ToastContext>
  )
}

/** While a modal dialog is open all else is dim and silent: the word is drawn and said in the uppermost one. `layer` is its own id. */
export function DialogToasts({ layer }: { readonly layer: string }) {
  const { come, go } = useContext(LayersContext)
  useEffect(() => {
    come(layer)
    return () => go(layer)
  }, [come, go, layer])
  return <ToastPlace layer={layer} />
}

function ToastPlace({ layer }: { readonly layer: string | null }) {
  const { words, layers } = useContext(ShownContext)
  const isUppermost = (layers.at(-1) ?? null) === layer
  return (
    <div className="toasts" role="status">
      {isUppermost && words && (
        <div className="toast">
          <Icon name="check" />
          {words.say}
        </div>
      )}
    </div>
  )
}
