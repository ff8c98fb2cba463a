import { deflateSync } from 'node:zlib'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { isRefusal } from '@samplan/shared/refusal'
import { startTestApp, type TestApp } from '../testApp.ts'
import { visit, type Visitor } from '../testProcess.ts'
import { readSource } from './readSource.ts'
import { endlessPdf, pdfOf, rawPdf, wordFile, zipBomb } from './testFiles.ts'

const limits = { time: 120_000 }

/** Some hundred bytes that are 160 MB: packed twice over. */
const swelling = (): Uint8Array<ArrayBuffer> => {
  const inner = deflateSync(Buffer.alloc(160 * 1024 * 1024, 0x20), { level: 9 })
  return rawPdf(deflateSync(inner, { level: 9 }), '/Filter[/FlateDecode/FlateDecode]')
}

describe('the reading thread', { timeout: 120_000 }, () => {
  it('IR-30 each kind of file is read in it, with progress for pages', async () => {
    const seen: number[] = []
    const pdf = await readSource(await pdfOf((one) => one.text('Hej').addPage().text('igen')), 'a.pdf', {
      limits,
      onProgress: ({ done }) => seen.push(done),
    })
    const word = await readSource(await wordFile(), 'a.docx', { limits })
    const text = await readSource(new TextEncoder().encode('Hej'), null, { limits, as: 'text' })
    expect([pdf, word, text].map((source) => (isRefusal(source) ? source : source.kind))).toEqual(['pdf', 'docx', 'paste'])
    expect(seen).toEqual([0, 1, 2])
  })

  it('IR-31 what takes too long is ended and refused', async () => {
    expect(await readSource(endlessPdf(), 'a.pdf', { limits: { time: 2_500 } })).toEqual({ refused: 'importTimeout', seconds: 3 })
  })

  it('IR-32 what swells in memory is ended and refused, on the heap and beside it', async () => {
    expect(await readSource(swelling(), 'a.pdf', { limits: { ...limits, memoryMb: 64 } })).toEqual({ refused: 'importBomb' })
    expect(await readSource(endlessPdf(), 'a.pdf', { limits: { ...limits, memoryMb: 32 } })).toEqual({ refused: 'importBomb' })
    expect(await readSource(zipBomb(4), 'a.docx', { limits: { ...limits, unpackedBytes: 1024 * 1024 } })).toEqual({ refused: 'importBomb' })
  })

  it('IR-33 it can be cancelled, before it begins and in the middle', async () => {
    const abort = new AbortController()
    const cancelled = readSource(endlessPdf(), 'a.pdf', {
      limits,
      signal: abort.signal,
      onProgress: () => abort.abort(new Error('enough')),
    })
    await expect(cancelled).rejects.toThrow('enough')
    await expect(readSource(endlessPdf(), 'a.pdf', { limits, signal: abort.signal })).rejects.toThrow('enough')
  })
})

describe('the server while a file is read', { timeout: 120_000 }, () => {
  let server: TestApp
  beforeAll(async () => {
    server = await startTestApp({ demo: true, readLimits: { time: 8_000 } })
  })
  afterAll(() => server.close())

  const signedIn = async (): Promise<Visitor> => {
    const visitor = visit(server.address)
    expect((await visitor.post('/api/sign-in/demo', { person: 'karen-vestergaard' })).status).toBe(200)
    return visitor
  }
  const send = (visitor: Visitor, method: string, path: string, body: Uint8Array<ArrayBuffer> | null = null) =>
    fetch(`${server.address}${path}`, {
      method,
      headers: { 'content-type': 'application/octet-stream', origin: server.address, cookie: visitor.cookie() },
      body,
    })
  const upload = async (visitor: Visitor, bytes: Uint8Array<ArrayBuffer>) => {
    const answer = await send(visitor, 'POST', '/api/imports?name=a.pdf', bytes)
    return { status: answer.status, ...((await answer.json()) as { id?: string; error?: { code: string } }) }
  }
  const view = async (visitor: Visitor, id: string | undefined) =>
    (await (await visitor.get(`/api/imports/${id}`)).json()) as { state: string; failure: object | null; draft: object | null }

  it('IR-34 it answers as before, lets only so many read at once, and tells what became of each', async () => {
    const karen = await signedIn()
    const heavy = endlessPdf()
    const [first, second] = [await upload(karen, heavy), await upload(karen, heavy)]
    expect([first.status, second.status]).toEqual([201, 201])
    expect(await upload(karen, heavy)).toMatchObject({ status: 429, error: { code: 'busy' } })
    for (let asked = 0; asked < 20; asked++) expect((await karen.get('/api/session')).status).toBe(200)
    expect(await view(karen, first.id)).toMatchObject({ state: 'reading', failure: null, draft: null })
    expect((await send(karen, 'DELETE', `/api/imports/${second.id}`)).status).toBe(204)
    expect((await karen.get(`/api/imports/${second.id}`)).status).toBe(404)
    let seen = await view(karen, first.id)
    while (seen.state === 'reading') seen = await view(karen, first.id)
    expect(seen).toMatchObject({ state: 'failed', failure: { refused: 'importTimeout', seconds: 8 } })
    expect(server.logged).toEqual([])
  })
})
