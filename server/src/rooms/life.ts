/** Owns the life of a room: its states, what a read of section and plan says, and the one function that gives the next state. Pure. */
import { closeCodes } from '@samplan/shared/roomWire'
import type { SubmissionId } from '@samplan/shared/ids'
import type { HeadMatch } from '../storage/ports.ts'
import type { Gate } from './contract.ts'

/** Why a room ends: the code its channels are closed with. */
export type EndCode = typeof closeCodes.notFound | typeof closeCodes.otherEpoch | typeof closeCodes.frozen | typeof closeCodes.restart

/** `spoilt`: a frame broke the document; what is sound is still written, nothing more is taken in. */
export type RoomLife =
  | { readonly at: 'live'; readonly spoilt: boolean }
  /** Nothing is written, acknowledged or sent on while this submission is the plan's pending. */
  | { readonly at: 'holding'; readonly submission: SubmissionId; readonly spoilt: boolean }
  /** The epoch is over; before anything is refused, the section is read once more. */
  | { readonly at: 'ending'; readonly code: EndCode }
  | { readonly at: 'over'; readonly code: EndCode }

/** What section and plan say of a room, the plan read after the section. */
export type Judgement =
  | { readonly says: 'open' }
  | { readonly says: 'held'; readonly submission: SubmissionId }
  | { readonly says: 'ended'; readonly code: EndCode }

/** What a freeze means: `gate` must have been read after `seen`. */
export function judge(seen: HeadMatch, epoch: number, gate: Gate | null): Judgement {
  if (!gate) return { says: 'ended', code: closeCodes.notFound }
  if (gate.epoch !== epoch) return { says: 'ended', code: closeCodes.otherEpoch }
  if (!gate.open) return { says: 'ended', code: closeCodes.frozen }
  if (seen.freeze !== null && seen.freeze === gate.pending) return { says: 'held', submission: seen.freeze }
  return { says: 'open' }
}

export type LifeEvent =
  | Judgement
  | { readonly says: 'frameBroke' }
  /** The section was read after the end of the epoch; what it has is acknowledged. */
  | { readonly says: 'looked' }
  /** Nothing is left to write, and the room is to go. */
  | { readonly says: 'closed'; readonly code: EndCode }

export function nextLife(life: RoomLife, event: LifeEvent): RoomLife {
  if (life.at === 'over') return life
  if (event.says === 'closed') return { at: 'over', code: event.code }
  if (life.at === 'ending') return event.says === 'looked' ? { at: 'over', code: life.code } : life
  switch (event.says) {
    case 'open':
      return { at: 'live', spoilt: life.spoilt }
    case 'held':
      return { at: 'holding', submission: event.submission, spoilt: life.spoilt }
    case 'ended':
      return { at: 'ending', code: event.code }
    case 'frameBroke':
      return { ...life, spoilt: true }
    case 'looked':
      return life
  }
}

/** Whether frames are taken in, sent on or held. */
export function takesIn(life: RoomLife): boolean {
  return (life.at === 'live' || life.at === 'holding') && !life.spoilt
}
