/** Owns parts of a page whose code comes later: fetched while nothing else is done, and one that does not come takes nothing else away. */
import { type ComponentType, createElement, type ReactNode, useEffect, useEffectEvent, useReducer } from 'react'
import { text } from '../text/da.ts'
import { atRest } from './atRest.ts'
import { useToast } from './Toast.tsx'

export type LaterPart<Props> = {
  /** Draws nothing before the code is here. Where it cannot be fetched `onMissing` is told, and so is the person. */
  readonly Part: (props: Props & { readonly onMissing?: () => void }) => ReactNode
  /** To be fetched when the page is at rest, before it is wanted: the network may have gone by then. */
  readonly fetch: () => Promise<void>
}

export function later<Props extends object>(load: () => Promise<ComponentType<Props>>): LaterPart<Props> {
  let loaded: ComponentType<Props> | null = null
  let coming: Promise<boolean> | null = null
  const arrived = (): Promise<boolean> =>
    (coming ??= load().then(
      (part) => {
        loaded = part
        return true
      },
      () => {
        coming = null
        return false
      },
    ))

  function Part(props: Props & { readonly onMissing?: () => void }) {
    const { onMissing } = props
    const [, draw] = useReducer((times: number) => times + 1, 0)
    const toast = useToast()
    const missing = useEffectEvent(() => {
      if (!onMissing) return
      toast(text.problems.codeMissing)
      onMissing()
    })
    useEffect(() => {
      if (loaded) return
      let drawn = true
      void arrived().then((is) => {
        if (drawn) (is ? draw : missing)()
      })
      return () => void (drawn = false)
    }, [])
    return loaded && createElement<Props>(loaded, props)
  }
  return { Part, fetch: () => arrived().then(() => undefined) }
}

/** Fetches the parts when the page has come to rest, where they are for whoever sees it. */
export function useSoon(parts: readonly LaterPart<never>[], wanted: boolean): void {
  useEffect(() => {
    if (!wanted) return
    return atRest(() => {
      for (const part of parts) void part.fetch()
    }, 3000)
  }, [parts, wanted])
}
