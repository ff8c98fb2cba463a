/** Owns the figure of a key: pressed as the browser's own input, timed from its own time stamp until the frame with its letter was painted. */
import { setTimeout as sleep } from 'node:timers/promises'
import type { CDPSession, Page } from 'playwright-core'
import { randomFrom } from '../script.ts'

declare global {
  /** In a page: how long each letter took, in milliseconds. */
  var samplanPainted: number[]
}

/** Nobody else in the bench types it: its count is the person's. */
const letter = 'x'
/** Between two keys, in milliseconds; what comes on top is random, so that keys fall anywhere in a frame. */
const [shortestGap, moreGap] = [110, 100] as const
/** A word of this length is followed by a space, which is not timed. */
const wordLength = 6
const patienceMs = 10_000

/** About how long so many keys take, in milliseconds. */
export const lastsFor = (keys: number): number => (keys + keys / wordLength) * (shortestGap + moreGap / 2 + 5)

/** The same for every page: `editor` is the element that one writes in, and it has the focus. */
export async function pressKeys(page: Page, editor: string, keys: number): Promise<readonly number[]> {
  await page.evaluate(watchLetters, { editor, letter })
  const session = await page.context().newCDPSession(page)
  const random = randomFrom(keys)
  // At their own times, as a hand does: a page that is busy gets the next one all the same.
  const sent: Promise<unknown>[] = []
  for (let at = 1; at <= keys; at++) {
    sent.push(press(session, letter, 'KeyX', 88))
    await sleep(shortestGap + random() * moreGap)
    if (at % wordLength !== 0) continue
    sent.push(press(session, ' ', 'Space', 32))
    await sleep(shortestGap + random() * moreGap)
  }
  await Promise.all(sent)
  for (const from = performance.now(); ; await sleep(50)) {
    const painted = await page.evaluate(() => globalThis.samplanPainted)
    if (painted.length === keys) return painted
    if (performance.now() - from > patienceMs) throw new Error(`${keys - painted.length} of ${keys} letters did not appear`)
  }
}

function press(session: CDPSession, key: string, code: string, windowsVirtualKeyCode: number): Promise<unknown> {
  const facts = { key, code, windowsVirtualKeyCode }
  return Promise.all([
    session.send('Input.dispatchKeyEvent', { type: 'keyDown', text: key, ...facts }),
    session.send('Input.dispatchKeyEvent', { type: 'keyUp', ...facts }),
  ])
}

/** In the page. The task that follows a frame's callbacks runs when that frame has been painted. */
function watchLetters({ editor, letter: wanted }: { readonly editor: string; readonly letter: string }): void {
  const root = document.querySelector(editor)
  if (!root) throw new Error(`there is no ${editor}`)
  const painted: number[] = (globalThis.samplanPainted = [])
  const count = (): number => (root.textContent ?? '').split(wanted).length
  const pressed: number[] = []
  let seen = count()
  addEventListener('keydown', (event) => event.key === wanted && pressed.push(event.timeStamp), { capture: true })
  new MutationObserver(() => {
    if (pressed.length === 0) return
    for (const all = count(); seen < all; seen++) {
      const at = pressed.shift()
      if (at === undefined) continue
      const { port1, port2 } = new MessageChannel()
      port1.onmessage = () => painted.push(performance.now() - at)
      requestAnimationFrame(() => port2.postMessage(null))
    }
  }).observe(root, { subtree: true, childList: true, characterData: true })
}
