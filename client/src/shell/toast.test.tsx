// @vitest-environment happy-dom
import { act } from 'react'
import { createRoot } from 'react-dom/client'
import { expect, test, vi } from 'vitest'
import { DialogToasts, Toasts, useToast } from './Toast.tsx'

Object.assign(globalThis, { IS_REACT_ACT_ENVIRONMENT: true })

test('SH-2 a word that comes in the moment in which the one before goes is shown', async () => {
  vi.useFakeTimers()
  const place = document.createElement('div')
  const root = createRoot(place)
  let say: (words: string) => void = () => undefined
  const Page = (): null => {
    say = useToast()
    return null
  }
  await act(async () =>
    root.render(
      <Toasts>
        <Page />
      </Toasts>,
    ),
  )
  await act(async () => say('Det første'))
  await act(async () => {
    say('Det næste')
    vi.runAllTimers()
  })
  expect(place.querySelector('.toast')?.textContent).toBe('Det næste')
  await act(async () => void vi.runAllTimers())
  expect(place.querySelector('.toast')).toBeNull()
  await act(async () => root.unmount())
  vi.useRealTimers()
})

test('SH-1 a short word stands in the uppermost dialog, and on the page when none is open', async () => {
  const place = document.createElement('div')
  const root = createRoot(place)
  let say: (words: string) => void = () => undefined
  const Page = (): null => {
    say = useToast()
    return null
  }
  const draw = (dialogs: readonly string[]): Promise<void> =>
    act(async () =>
      root.render(
        <Toasts>
          <Page />
          {dialogs.map((layer) => (
            <dialog key={layer} id={layer}>
              <DialogToasts layer={layer} />
            </dialog>
          ))}
        </Toasts>,
      ),
    )
  const where = (): readonly (string | null)[] => [...place.querySelectorAll('.toast')].map((toast) => toast.closest('dialog')?.id ?? null)
  await draw(['lower', 'upper'])
  await act(async () => say('Gjort'))
  expect(where()).toEqual(['upper'])
  await draw(['lower'])
  expect(where()).toEqual(['lower'])
  await draw([])
  expect(where()).toEqual([null])
  await act(async () => root.unmount())
})
