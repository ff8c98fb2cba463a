/** Owns the proof that the bench sees a bad server: one that loses, corrupts, misdelivers or forgets, each beside one that does not. */
import { fileURLToPath, pathToFileURL } from 'node:url'
import { Generator } from './measure.ts'
import { startSubject, type StartOptions, type Stock, type Subject } from './subjects.ts'

type Case = { readonly name: string; readonly subject: Subject; readonly options: StartOptions; readonly fault: RegExp | null }

const relay = (fault: string): StartOptions => ({ env: { BENCH_FAULT: fault, BENCH_EVERY: '1000' } })

const cases: readonly Case[] = [
  { name: 'a relay', subject: 'relay', options: {}, fault: null },
  { name: '@y/websocket-server', subject: 'yWebsocket', options: {}, fault: null },
  { name: 'Hocuspocus', subject: 'hocuspocus', options: {}, fault: null },
  { name: 'a relay that loses 1 of 1,000', subject: 'relay', options: relay('lossy'), fault: /did not arrive/ },
  { name: 'a relay that corrupts 1 of 1,000', subject: 'relay', options: relay('corrupts'), fault: /another character|cannot be read/ },
  { name: 'a relay that misdelivers 1 of 1,000', subject: 'relay', options: relay('misdelivers'), fault: /came to section/ },
  {
    name: 'a server that forgets what it sent on',
    subject: 'yWebsocket',
    options: { main: fileURLToPath(new URL('servers/forgetful.ts', import.meta.url)) },
    fault: /a newcomer was not served/,
  },
]

const nothing: Stock = { folder: '', prepared: { sections: [], people: [], plans: [] }, remove: async () => undefined }

/** One line for each case; false when one is not as it should be. */
export async function selfTest(say: (text: string) => void): Promise<boolean> {
  let sound = true
  for (const { name, subject, options, fault } of cases) {
    const running = await startSubject(subject, nothing, 2, options)
    const generator = new Generator()
    try {
      const { gives } = await generator.run('type', running, { sections: 2, editors: 8, warmMs: 0, forMs: 4_000 })
      const isRight = fault ? gives.fault !== null && fault.test(gives.fault) : gives.fault === null && gives.delivered > 0
      sound &&= isRight
      say(`${isRight ? 'ok' : 'NOT OK'}: ${name}: ${gives.fault ?? `${gives.delivered} characters where they belong`}`)
    } finally {
      await generator.end()
      await running.stop()
    }
  }
  return sound
}

if (import.meta.url === pathToFileURL(process.argv[1] ?? '').href) {
  const sound = await selfTest((text) => process.stdout.write(`${text}\n`))
  process.exit(sound ? 0 : 1)
}
