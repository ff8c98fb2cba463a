/** Owns which section one is reading: the last one whose top has passed under the header. */
import { useLayoutEffect, useState } from 'react'

/** Below the header and the tools, in pixels. */
const line = 220

export function useCurrentSection(sections: readonly { readonly id: string }[]): string | null {
  const [current, setCurrent] = useState<string | null>(null)
  // Before the paint: the outline opens the branch that one reads in, and must not jump.
  useLayoutEffect(() => {
    let waiting = 0
    const look = (): void => {
      waiting = 0
      let found = sections[0]?.id ?? null
      for (const { id } of sections) {
        const top = document.getElementById(`s-${id}`)?.getBoundingClientRect().top
        if (top === undefined) continue
        if (top > line) break
        found = id
      }
      setCurrent(found)
    }
    const soon = (): void => {
      if (waiting === 0) waiting = requestAnimationFrame(look)
    }
    look()
    addEventListener('scroll', soon, { passive: true })
    addEventListener('resize', soon)
    return () => {
      cancelAnimationFrame(waiting)
      removeEventListener('scroll', soon)
      removeEventListener('resize', soon)
    }
  }, [sections])
  return current
}
