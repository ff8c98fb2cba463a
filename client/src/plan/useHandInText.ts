/** Owns whether the hand is in the text: what would move the text waits until it has left. */
import { useEffect, useState } from 'react'

/**
 * Whether the focus was in a section's body when the caller was mounted, and has been since. False comes only after the click or
 * key that led out of the text, so that nothing moves under it, and stays.
 */
export function useHandInText(): boolean {
  const [stays, setStays] = useState(isInText)
  useEffect(() => {
    if (!stays) return
    const look = () => setTimeout(() => setStays(isInText()), 0)
    addEventListener('pointerup', look)
    addEventListener('keyup', look)
    return () => {
      removeEventListener('pointerup', look)
      removeEventListener('keyup', look)
    }
  }, [stays])
  return stays
}

function isInText(): boolean {
  return Boolean(document.activeElement?.closest('.section-body'))
}
