// @vitest-environment happy-dom
import { act, type ReactNode } from 'react'
import { createRoot } from 'react-dom/client'
import { expect, test, vi } from 'vitest'
import { DialogToasts, Toasts, useToast } from './Toast.tsx'

Object.assign(globalThis, { IS_REACT_ACT_ENVIRONMENT: true })

/** A page that says something; `draw` puts other things beside it. */
function rig(): {
  readonly place: HTMLElement
  readonly say: (words: string) => void
  readonly draw: (beside?: ReactNode) => Promise<void>
  readonly end: () => Promise<void>
} {
  const place = document.createElement('div')
  const root = createRoot(place)
  let say: (words: string) => void = () => undefined
  const Page = (): null => {
    say = useToast()
    return null
  }
  const draw = (beside: ReactNode = null): Promise<void> =>
    act(async () =>
      root.render(
        <Toasts>
          <Page />
          {beside}
        </Toasts>,
      ),
    )
  return { place, say: (words) => say(words), draw, end: () => act(async () => root.unmount()) }
}

test('SH-2 a word that comes in the moment in which the one before goes is shown', async () => {
  vi.useFakeTimers()
  const { place, say, draw, end } = rig()
  await draw()
  await act(async () => say('Det første'))
  await act(async () => {
    say('Det næste')
    vi.runAllTimers()
  })
  expect(place.querySelector('.toast')?.textContent).toBe('Det næste')
  await act(async () => void vi.runAllTimers())
  expect(place.querySelector('.toast')).toBeNull()
  await end()
  vi.useRealTimers()
})

test('SH-1 a short word stands in the uppermost dialog, and on the page when none is open', async () => {
  const { place, say, draw, end } = rig()
  const drawDialogs = (dialogs: readonly string[]): Promise<void> =>
    draw(
      dialogs.map((layer) => (
        <dialog key={layer} id={layer}>
          <DialogToasts layer={layer} />
        </dialog>
      )),
    )
  const where = (): readonly (string | null)[] => [...place.querySelectorAll('.toast')].map((toast) => toast.closest('dialog')?.id ?? null)
  await drawDialogs(['lower', 'upper'])
  await act(async () => say('Gjort'))
  expect(where()).toEqual(['upper'])
  await drawDialogs(['lower'])
  expect(where()).toEqual(['lower'])
  await drawDialogs([])
  expect(where()).toEqual([null])
  await end()
})
