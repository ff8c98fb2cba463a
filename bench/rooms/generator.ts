/** Owns the generator's process: it is told what to do, says when the measured time begins and ends, and gives what it found. */
import { hose, type HoseJob, type HoseResult } from './hose.ts'
import { idle, type IdleJob } from './idle.ts'
import type { Target } from './member.ts'
import { fill, type FillJob, open, type OpenResult } from './opening.ts'
import { requests, type RequestsJob, type RequestsResult } from './requests.ts'
import { returning, type ReturningJob, type ReturningResult } from './returning.ts'
import { tabs, type TabsJob, type TabsResult } from './tabs.ts'
import { frames, freezes, type StepJob, subscribers, type TellingResult } from './telling.ts'
import { type, type TypingJob, type TypingResult } from './typing.ts'
import { age, type AgeJob, type AgeResult, openOne, type OpenOneJob, type OpenOneResult } from './years.ts'

export type Jobs = {
  readonly type: { readonly asks: TypingJob; readonly gives: TypingResult }
  readonly fill: { readonly asks: FillJob; readonly gives: null }
  readonly open: { readonly asks: FillJob & { readonly clients: number }; readonly gives: OpenResult }
  readonly returning: { readonly asks: ReturningJob; readonly gives: ReturningResult }
  readonly idle: { readonly asks: IdleJob; readonly gives: null }
  readonly hose: { readonly asks: HoseJob; readonly gives: HoseResult }
  readonly subscribers: { readonly asks: StepJob & { readonly count: number }; readonly gives: TellingResult }
  readonly frames: { readonly asks: { readonly times: number; readonly count: number }; readonly gives: TellingResult }
  readonly freezes: { readonly asks: StepJob & { readonly perSection: number }; readonly gives: TellingResult }
  readonly requests: { readonly asks: RequestsJob; readonly gives: RequestsResult }
  readonly tabs: { readonly asks: TabsJob; readonly gives: TabsResult }
  readonly age: { readonly asks: AgeJob; readonly gives: AgeResult }
  readonly openOne: { readonly asks: OpenOneJob; readonly gives: OpenOneResult }
}
export type Job = keyof Jobs

export type Order = { readonly [Name in Job]: { readonly job: Name; readonly target: Target; readonly asks: Jobs[Name]['asks'] } }[Job]

export type Said =
  | { readonly says: 'measuring'; readonly on: boolean }
  | { readonly says: 'done'; readonly gives: unknown }
  | { readonly says: 'failed'; readonly why: string }

const tell = (said: Said): void => void process.send?.(said)

let noted: (() => void) | null = null

/** Waits until whoever measures has read what it wants to read. */
const measuring = (on: boolean): Promise<void> =>
  new Promise((resolve) => {
    noted = resolve
    tell({ says: 'measuring', on })
  })

function carryOut(order: Order): Promise<unknown> {
  switch (order.job) {
    case 'type':
      return type(order.target, order.asks, measuring)
    case 'fill':
      return fill(order.target, order.asks)
    case 'open':
      return open(order.target, order.asks, measuring)
    case 'returning':
      return returning(order.target, order.asks, measuring)
    case 'idle':
      return idle(order.target, order.asks, measuring)
    case 'hose':
      return hose(order.target, order.asks, measuring)
    case 'subscribers':
      return subscribers(order.target, order.asks, measuring)
    case 'frames':
      return frames(order.target, order.asks, measuring)
    case 'freezes':
      return freezes(order.target, order.asks, measuring)
    case 'requests':
      return requests(order.target, order.asks, measuring)
    case 'tabs':
      return tabs(order.target, order.asks, measuring)
    case 'age':
      return age(order.target, order.asks)
    case 'openOne':
      return openOne(order.target, order.asks)
  }
}

process.on('message', (message: 'noted' | Order) => {
  if (message === 'noted') return noted?.()
  carryOut(message).then(
    (gives) => tell({ says: 'done', gives }),
    (error: unknown) => tell({ says: 'failed', why: error instanceof Error ? error.message : String(error) }),
  )
})
process.on('disconnect', () => process.exit(0))
