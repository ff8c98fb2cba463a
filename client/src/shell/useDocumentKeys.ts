/** Owns the keys of a whole page: what is done takes the key; while a dialog is open they are the dialog's. */
import { useEffect, useEffectEvent } from 'react'

/** `actOf` says what the key does on the page now, or null: then it is the browser's. */
export function useDocumentKeys(actOf: (event: KeyboardEvent) => (() => void) | null): void {
  const pressed = useEffectEvent((event: KeyboardEvent) => {
    const act = document.querySelector('dialog[open]') ? null : actOf(event)
    if (!act) return
    event.preventDefault()
    act()
  })
  useEffect(() => {
    const listen = (event: KeyboardEvent): void => pressed(event)
    document.addEventListener('keydown', listen)
    return () => document.removeEventListener('keydown', listen)
  }, [])
}
