/** Owns one navigation with an empty cache: until the first text is painted, until all is loaded, until every section is in step. */
import { setTimeout as sleep } from 'node:timers/promises'
import type { Browser, CDPSession } from 'playwright-core'
import { readFrames } from '../../../shared/src/roomWire.ts'
import type { SignedIn } from '../../people.ts'
import { hear } from '../wire.ts'
import { openContext } from './browser.ts'

declare global {
  /** In a page: when the first text was painted, in milliseconds from the beginning of the navigation. */
  var samplanFirstText: number | undefined
}

export type Navigated = {
  readonly firstText: number
  /** The end of the load event. */ readonly loaded: number
  /** When the last section's answer had come; NaN without sections. */ readonly inStep: number
}

const patienceMs = 60_000

/** `paragraph` finds the text's first one. */
export async function navigate(
  browser: Browser,
  who: SignedIn | null,
  address: string,
  { paragraph, sections }: { readonly paragraph: string; readonly sections: number },
): Promise<Navigated> {
  const context = await openContext(browser, who)
  try {
    const page = await context.newPage()
    await page.addInitScript(watchFirstText, paragraph)
    const session = await context.newCDPSession(page)
    await session.send('Network.enable')
    const inStep = sections > 0 ? watchSteps(session, sections) : Promise.resolve(Number.NaN)
    await page.goto(address, { waitUntil: 'load' })
    await page.waitForFunction(() => globalThis.samplanFirstText !== undefined)
    const late = sleep(patienceMs, Number.POSITIVE_INFINITY, { ref: false })
    const steps = await Promise.race([inStep, late])
    if (steps === Number.POSITIVE_INFINITY) throw new Error('not every section came into step')
    const seen = await page.evaluate(() => {
      const [entry] = performance.getEntriesByType('navigation') as PerformanceNavigationTiming[]
      return { firstText: globalThis.samplanFirstText ?? Number.NaN, loaded: entry?.loadEventEnd ?? Number.NaN }
    })
    return { ...seen, inStep: steps }
  } finally {
    await context.close()
  }
}

/** In the page, before anything of it. The task that follows a frame's callbacks runs when that frame has been painted. */
function watchFirstText(paragraph: string): void {
  const look = (): void => {
    if (!document.querySelector(paragraph)?.textContent) return
    watcher.disconnect()
    const { port1, port2 } = new MessageChannel()
    port1.onmessage = () => (globalThis.samplanFirstText = performance.now())
    requestAnimationFrame(() => port2.postMessage(null))
  }
  const watcher = new MutationObserver(look)
  watcher.observe(document, { subtree: true, childList: true })
}

/** By the browser's own clock: from the request of the document to the frame with the last section's sync step 2. */
function watchSteps(session: CDPSession, sections: number): Promise<number> {
  const { promise, resolve } = Promise.withResolvers<number>()
  let from = Number.NaN
  const inStep = new Set<number>()
  session.on('Network.requestWillBeSent', ({ type, timestamp }) => {
    if (type === 'Document') from = timestamp
  })
  session.on('Network.webSocketFrameReceived', ({ response, timestamp }) => {
    if (response.opcode !== 2) return
    for (const frame of readFrames(Buffer.from(response.payloadData, 'base64')))
      if (frame.kind === 'data' && hear('plain', frame.payload).kind === 'step2') inStep.add(frame.channel)
    if (inStep.size >= sections) resolve((timestamp - from) * 1000)
  })
  return promise
}
