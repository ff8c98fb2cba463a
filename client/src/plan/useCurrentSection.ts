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
      setCurrent(sections[lastPassed(sections)]?.id ?? null)
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

/** By halves: they stand one under the other, and hundreds are asked in each frame of a scroll. The first one where none has passed. */
function lastPassed(sections: readonly { readonly id: string }[]): number {
  let [found, end] = [0, sections.length]
  while (end - found > 1) {
    const middle = (found + end) >> 1
    const top = document.getElementById(`s-${sections[middle]?.id}`)?.getBoundingClientRect().top
    if (top !== undefined && top <= line) found = middle
    else end = middle
  }
  return found
}
