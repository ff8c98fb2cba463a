/** Owns what else a hand does on a long plan: it scrolls through it, and moves a section in the outline. */
import { setTimeout as sleep } from 'node:timers/promises'
import type { Page } from 'playwright-core'

declare global {
  /** In a page: milliseconds from each frame to the next one. */
  var samplanFrames: number[]
}

/** A turn of the wheel, in pixels, and how long the next one waits, in milliseconds. */
const [turn, pause] = [600, 40] as const

/** Milliseconds from frame to frame while the wheel turns so often. */
export async function scrollThrough(page: Page, turns: number): Promise<readonly number[]> {
  await page.locator('article.plan').hover({ position: { x: 200, y: 200 } })
  await page.evaluate(() => {
    const frames: number[] = (globalThis.samplanFrames = [])
    let last = performance.now()
    const tick = (now: number): void => {
      frames.push(now - last)
      last = now
      requestAnimationFrame(tick)
    }
    requestAnimationFrame(tick)
  })
  for (let at = 0; at < turns; at++) {
    await page.mouse.wheel(0, turn)
    await sleep(pause)
  }
  return page.evaluate(() => globalThis.samplanFrames.slice(1))
}

/** Moves it down among its neighbours by keyboard, so often; milliseconds from each key until outline and text were painted with it. */
export async function moveDown(page: Page, section: string, times: number): Promise<readonly number[]> {
  await page.locator(`.side.left [data-row="${section}"]`).focus()
  await page.evaluate(watchPlaces, section)
  for (let at = 1; at <= times; at++) {
    await page.keyboard.press('Alt+ArrowDown')
    await page.waitForFunction((count) => globalThis.samplanPainted.length >= count, at)
  }
  return page.evaluate(() => globalThis.samplanPainted)
}

/** In the page. */
function watchPlaces(section: string): void {
  const placeIn = (selector: string, name: string): number =>
    [...document.querySelectorAll<HTMLElement>(selector)].findIndex((one) => one.dataset[name] === section)
  const places = (): readonly number[] => [placeIn('.side.left [data-row]', 'row'), placeIn('article [data-section]', 'section')]
  const painted: number[] = (globalThis.samplanPainted = [])
  let before = places()
  let pressed: number | null = null
  addEventListener('keydown', (event) => event.altKey && event.key === 'ArrowDown' && (pressed = event.timeStamp), { capture: true })
  new MutationObserver(() => {
    const now = places()
    if (pressed === null || now.some((place, at) => place === before[at])) return
    const at = pressed
    pressed = null
    before = now
    const { port1, port2 } = new MessageChannel()
    port1.onmessage = () => painted.push(performance.now() - at)
    requestAnimationFrame(() => port2.postMessage(null))
  }).observe(document.body, { subtree: true, childList: true })
}
