/** Owns the data folder of a test and the processes on it: there before the test, ended and removed after it. */
import { cp, mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, afterEach, beforeEach } from 'vitest'
import { startProcess, type Surroundings, type TestProcess } from './testProcess.ts'

export type TestFolder = {
  /** Another one in each test. */
  readonly path: string
  readonly start: (settings?: Readonly<Record<string, string>>, words?: readonly string[], surroundings?: Surroundings) => TestProcess
  /** A demo has run here before: where the first start is not what is tested, which takes longer than all others. */
  readonly hasRun: () => Promise<void>
}

/** The folder of each test of a file. */
export function useTestFolder(): TestFolder {
  let path = ''
  let running: TestProcess[] = []
  let model: Promise<string> | null = null

  beforeEach(async () => {
    path = await mkdtemp(join(tmpdir(), 'samplan-process-'))
    running = []
  })
  afterEach(async () => {
    await Promise.all(running.map((one) => one.kill('SIGKILL')))
    await rm(path, { recursive: true, force: true })
  })
  afterAll(async () => {
    const made = await model?.catch(() => null)
    if (made) await rm(made, { recursive: true, force: true })
  })
  const makeModel = async (): Promise<string> => {
    const made = await mkdtemp(join(tmpdir(), 'samplan-model-'))
    const one = startProcess(made)
    await one.listening
    await one.kill('SIGINT')
    return made
  }
  return {
    get path() {
      return path
    },
    start(settings, words, surroundings) {
      const started = startProcess(path, settings, words, surroundings)
      running.push(started)
      return started
    },
    async hasRun() {
      model ??= makeModel()
      await cp(await model, path, { recursive: true })
    },
  }
}
