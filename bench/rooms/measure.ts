/** Owns one measurement: a generator of its own on the other core, told what to do, and the processor time of both sides meanwhile. */
import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { fileURLToPath } from 'node:url'
import type { Job, Jobs, Said } from './generator.ts'
import { type Reading, readProcessor, usedBetween } from './processor.ts'
import { generatorCore, type Running, serverCore } from './subjects.ts'

/** What counts as a run: see the README. */
const [generatorAtMost, strangersAtMost] = [0.9, 0.1] as const

export type Measured<Gives> = {
  readonly gives: Gives
  /** Shares of a core. */ readonly server: number
  readonly generator: number
  readonly strangers: number
  /** Why the run does not count; null when it does. */
  readonly void: string | null
}

/** Something to do when the measured time begins or ends, e.g. reading memory. */
export type Between = (on: boolean) => Promise<void>

export class Generator {
  readonly #process: ChildProcess

  constructor() {
    const main = fileURLToPath(new URL('generator.ts', import.meta.url))
    this.#process = spawn('taskset', ['-c', String(generatorCore), process.execPath, '--max-old-space-size=6000', main], {
      stdio: ['ignore', 'inherit', 'inherit', 'ipc'],
      // JSON knows no NaN.
      serialization: 'advanced',
    })
  }

  /** Throws when the job fails. */
  async run<Name extends Job>(
    job: Name,
    running: Running,
    asks: Jobs[Name]['asks'],
    between?: Between,
  ): Promise<Measured<Jobs[Name]['gives']>> {
    const child = this.#process
    const done = Promise.withResolvers<unknown>()
    const readings: { readonly server: Reading; readonly generator: Reading }[] = []
    const read = async (on: boolean): Promise<void> => {
      if (!on) readings.push(await this.#read(running.pid))
      await between?.(on)
      if (on) readings.push(await this.#read(running.pid))
      child.send('noted')
    }
    const hear = (said: Said): void => {
      if (said.says === 'measuring') read(said.on).catch((error: unknown) => done.reject(error))
      else if (said.says === 'done') done.resolve(said.gives)
      else done.reject(new Error(said.why))
    }
    const exit = (code: number | null): void => done.reject(new Error(`the generator ended with ${code}`))
    child.on('message', hear)
    child.once('exit', exit)
    try {
      child.send({ job, target: running.target, asks })
      const gives = (await done.promise) as Jobs[Name]['gives']
      const [before, after] = readings
      if (!before || !after) return { gives, server: Number.NaN, generator: Number.NaN, strangers: Number.NaN, void: null }
      const [server, generator] = [usedBetween(before.server, after.server), usedBetween(before.generator, after.generator)]
      const reasons = [
        ...(generator.own > generatorAtMost ? [`generator at ${Math.round(generator.own * 100)} %`] : []),
        ...(server.strangers > strangersAtMost ? [`strangers took ${Math.round(server.strangers * 100)} % of the server's core`] : []),
      ]
      return {
        gives,
        server: server.own,
        generator: generator.own,
        strangers: server.strangers,
        void: reasons.length > 0 ? reasons.join(', ') : null,
      }
    } finally {
      child.off('message', hear)
      child.off('exit', exit)
    }
  }

  async #read(server: number): Promise<{ readonly server: Reading; readonly generator: Reading }> {
    const [one, other] = await Promise.all([readProcessor(server, serverCore), readProcessor(this.#process.pid ?? 0, generatorCore)])
    return { server: one, generator: other }
  }

  async end(): Promise<void> {
    if (this.#process.exitCode !== null || this.#process.signalCode !== null) return
    const exit = once(this.#process, 'exit')
    this.#process.kill()
    await exit
  }
}
