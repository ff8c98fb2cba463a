/** Owns that text far from the window costs nothing: once each section has been laid out, those out of sight keep only their height. */
import { type RefObject, useEffect } from 'react'

/** Sections with it are laid out only near the window (writing.css); the browser remembers how high each was. */
const rests = 'far-rests'
const drawn = () => new Promise((resolve) => requestAnimationFrame(() => requestAnimationFrame(resolve)))

/** Measures anew with each `text` and each width of the article: heights that were true before are not true then. */
export function useFarText(article: RefObject<HTMLElement | null>, text: unknown): void {
  useEffect(() => {
    const root = article.current
    if (!root || !text) return
    let turn = 0
    let width = -1
    const measure = async (): Promise<void> => {
      const own = ++turn
      root.classList.remove(rests)
      await document.fonts.ready
      await drawn()
      if (own === turn) root.classList.add(rests)
    }
    const sizes = new ResizeObserver(() => {
      if (root.clientWidth === width) return
      width = root.clientWidth
      void measure()
    })
    sizes.observe(root)
    return () => {
      turn++
      sizes.disconnect()
    }
  }, [article, text])
}
