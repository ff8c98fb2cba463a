/** Owns what a journey does without a browser: signing in, GraphQL, and the unmodified y-websocket client on a plain room. */
import type { Doc } from 'yjs'
import * as Y from 'yjs'
import { WebSocket } from 'ws'
import { WebsocketProvider } from 'y-websocket'
import { sectionSchema } from '@samplan/shared/section/content'

export type SignedIn = { readonly address: string; readonly person: string; readonly cookie: string }

/** Signs in as one of the demo's people, by their id. */
export async function signIn(address: string, person: string): Promise<SignedIn> {
  const answer = await fetch(`${address}/api/sign-in/demo`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', origin: address },
    body: JSON.stringify({ person }),
  })
  const cookie = answer.headers.getSetCookie()[0]?.split(';')[0]
  if (!answer.ok || !cookie) throw new Error(`sign-in as ${person} failed: ${answer.status} ${await answer.text()}`)
  return { address, person, cookie }
}

export type GraphqlAnswer<Data> = {
  readonly data?: Data
  readonly errors?: readonly { readonly message: string; readonly extensions: { readonly code: string } }[]
}

/** One GraphQL operation over HTTP, with whatever answer it gives. */
export async function askGraphql<Data>(who: SignedIn, query: string, variables: object = {}): Promise<GraphqlAnswer<Data>> {
  const answer = await fetch(`${who.address}/graphql`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', origin: who.address, cookie: who.cookie },
    body: JSON.stringify({ query, variables }),
  })
  return (await answer.json()) as GraphqlAnswer<Data>
}

/** The data of an operation that must succeed. */
export async function graphql<Data>(who: SignedIn, query: string, variables: object = {}): Promise<Data> {
  const answer = await askGraphql<Data>(who, query, variables)
  if (answer.errors || !answer.data) throw new Error(`GraphQL: ${JSON.stringify(answer.errors)}`)
  return answer.data
}

export type OpenRoom = {
  readonly doc: Doc
  readonly provider: WebsocketProvider
  readonly frames: number
  /** Resolves when the document is so; it is asked at every update. */
  until(holds: (doc: Doc) => boolean): Promise<void>
  /** The final close code, when the server refuses to go on. */
  readonly refused: Promise<number>
  close(): void
}

/** The room closed for good before it was in step. */
export class RoomRefused extends Error {
  override name = 'RoomRefused'
  readonly code: number
  constructor(code: number) {
    super(`the room refused with ${code}`)
    this.code = code
  }
}

/** Opens a section with the unmodified y-websocket client on its plain path; resolves when in step with the server, throws RoomRefused. */
export async function openRoom(who: SignedIn, section: string, epoch: number, schema: number = sectionSchema): Promise<OpenRoom> {
  let frames = 0
  class SignedInSocket extends WebSocket {
    constructor(url: string) {
      super(url, { headers: { cookie: who.cookie, origin: who.address } })
      this.on('message', () => frames++)
    }
  }
  const doc = new Y.Doc()
  const provider = new WebsocketProvider(`${who.address.replace('http', 'ws')}/room`, section, doc, {
    WebSocketPolyfill: SignedInSocket as unknown as typeof globalThis.WebSocket, // ws has the same calls, not the same type
    disableBc: true,
    params: { schema: String(schema), epoch: String(epoch), person: who.person },
  })
  // A plan is written over a dozen rooms at once; what the client does when its process ends is nothing to us.
  process.off('exit', provider._exitHandler)
  const close = (): void => {
    provider.destroy()
    doc.destroy()
  }
  const refused = new Promise<number>((resolve) => {
    provider.on('connection-close', (event) => {
      if (event && event.code >= 4400 && event.code < 4500) resolve(event.code)
    })
  })
  await new Promise<void>((resolve, reject) => {
    provider.once('sync', () => resolve())
    void refused.then((code) => {
      close()
      reject(new RoomRefused(code))
    })
  })
  return {
    doc,
    provider,
    refused,
    until: (holds) =>
      new Promise((resolve) => {
        const look = (): void => {
          if (!holds(doc)) return
          doc.off('update', look)
          resolve()
        }
        doc.on('update', look)
        look()
      }),
    get frames() {
      return frames
    },
    close,
  }
}
