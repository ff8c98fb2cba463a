/** Owns the question whether edits that nobody has confirmed are in the text after all, and its way to a door that stays closed. */
import * as decoding from 'lib0/decoding'
import { encodeInTextQuestion, messageInText, readInTextAnswer } from '@samplan/shared/roomWire'
import type { SharedSocket } from './sharedSocket.ts'

/** A question stays well below the bound of a frame; what does not fit counts as not in the text. */
const questionBytes = 2_000_000
/** How long a server may take, in milliseconds. */
const patience = 10_000
const pauseAfterRestart = 1000

type Edit = { readonly update: Uint8Array }

/** The question about as many of the edits as one frame may carry, in their order. */
export function inTextQuestion<E extends Edit>(edits: readonly E[]): { readonly question: Uint8Array; readonly asked: readonly E[] } {
  let bytes = 0
  const asked = edits.filter(({ update }) => (bytes += update.length + 8) <= questionBytes)
  return { question: encodeInTextQuestion(asked.map(({ update }) => update)), asked }
}

export type OldRoom = { readonly section: string; readonly epoch: number; readonly schema: number; readonly person: string }

/**
 * Asks a room that is closed for good: which of these edits are in its text, in their order. All false where nobody answers,
 * null while there is no way to the server. Never writes.
 */
export function askClosedRoom(socket: SharedSocket, room: OldRoom, edits: readonly Edit[]): Promise<readonly boolean[] | null> {
  const { question } = inTextQuestion(edits)
  const params = new URLSearchParams({ schema: `${room.schema}`, epoch: `${room.epoch}`, person: room.person, acks: '1' })
  return new Promise((resolve) => {
    let answer: readonly boolean[] = []
    const attempt = (): void => {
      const channel = new socket.Channel(`ws://room/room/${room.section}?${params}`) as unknown as ChannelHandlers // set as properties, as a WebSocket's
      let timer: ReturnType<typeof setTimeout> | undefined
      channel.onopen = () => {
        timer = setTimeout(() => channel.close(), patience)
        channel.send(question)
      }
      channel.onmessage = ({ data }) => {
        const decoder = decoding.createDecoder(new Uint8Array(data))
        if (decoding.readVarUint(decoder) === messageInText) answer = readInTextAnswer(decoder)
      }
      channel.onclose = ({ code }) => {
        clearTimeout(timer)
        const { is } = socket.status()
        const final = code === 1000 || (code >= 4400 && code < 4500)
        if (is === 'ended') resolve(null)
        else if (final) resolve(edits.map((_, at) => answer[at] ?? false))
        else setTimeout(attempt, pauseAfterRestart)
      }
    }
    attempt()
  })
}

type ChannelHandlers = {
  onopen: () => void
  onmessage: (event: { readonly data: ArrayBuffer }) => void
  onclose: (event: { readonly code: number }) => void
  send: (bytes: Uint8Array) => void
  close: () => void
}
