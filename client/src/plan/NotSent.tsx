/** Owns "Ikke sendt": what its author wrote and no server took, before and after, to copy or to delete. */
import { useMemo } from 'react'
import { Button } from '../shell/Button.tsx'
import { Icon } from '../shell/Icon.tsx'
import { useToast } from '../shell/Toast.tsx'
import { text } from '../text/da.ts'
import { dayOf, shortDate, timeOfDay } from '../text/format.ts'
import type { Refused } from '../rooms/deviceStore.ts'
import type { PlanDesk } from './PlanDesk.ts'

const words = text.plan.notSent
/** The plan was sent while this was written; other codes have other reasons, and so has a section that went. */
const frozenCodes: readonly number[] = [0, 4409, 4423]

/** There was no room for it, in one message or in the section. The wire itself is not in the first load. */
const tooLargeCode = 4413

type NotSentProps = {
  readonly desk: PlanDesk
  readonly entry: Refused
  /** Where it does not stand in its section: the title of the one it was written in. */
  readonly from?: string
}

export function NotSent({ desk, entry, from }: NotSentProps) {
  const toast = useToast()
  const blocks = useMemo(() => desk.changedBlocks(entry), [desk, entry])
  if (blocks.length === 0) return null
  const frozen = from === undefined && frozenCodes.includes(entry.code)
  const copy = async () => {
    await navigator.clipboard.writeText(blocks.flatMap((block) => (block.after === null ? [] : [block.after])).join('\n\n'))
    toast(words.copied)
  }
  return (
    <div className="proposal not-sent" role="group" aria-label={words.group} id={`not-sent-${entry.id}`} tabIndex={-1}>
      <div className="proposal-head">
        <span>
          <Icon name="pencil" />
        </span>
        <b>{frozen ? words.title : words.titleElse}</b>
        <span className="push muted">{whenWritten(entry)}</span>
      </div>
      {from !== undefined && <p className="proposal-from">{words.from(from)}</p>}
      {blocks.map((block) => (
        <p className="proposal-text" key={block.key}>
          {block.pieces.map((piece, at) => {
            if (piece.is === 'deleted') return <del key={at}>{piece.text}</del>
            if (piece.is === 'added') return <ins key={at}>{piece.text}</ins>
            return <span key={at}>{piece.text}</span>
          })}
        </p>
      ))}
      <p className="proposal-note">{noteOf(entry, frozen)}</p>
      <div className="btn-row">
        <Button small onPress={() => void copy()}>
          {words.copy}
        </Button>
        <Button
          small
          kind="quiet"
          onPress={() => {
            focusBeside(entry.id)
            desk.forgetRefused(entry.id)
            toast(words.removed)
          }}
        >
          {words.remove}
        </Button>
      </div>
    </div>
  )
}

function noteOf({ code }: Refused, frozen: boolean): string {
  if (frozen) return words.note
  return code === tooLargeCode ? words.noteFull : words.noteElse
}

/** To the first of them, where one goes on by Tab. */
export function goToNotSent(): void {
  const first = document.querySelector<HTMLElement>('.not-sent')
  first?.scrollIntoView({ block: 'center' })
  first?.focus({ preventScroll: true })
}

/** This one goes: the focus to the next, to the one before, or to the text. */
function focusBeside(entry: string): void {
  const all = [...document.querySelectorAll<HTMLElement>('.not-sent')]
  const at = all.findIndex(({ id }) => id === `not-sent-${entry}`)
  const next = all[at + 1] ?? all[at - 1]
  if (next) next.focus()
  else document.getElementById('indhold')?.focus({ preventScroll: true })
}

function whenWritten({ from, to }: Refused): string {
  const [first, last, today] = [new Date(from), new Date(to), new Date()].map((date) => date.toISOString()) as [string, string, string]
  if (dayOf(first) !== dayOf(today)) return words.writtenDay(shortDate(first, today))
  const clock = (instant: string): string => timeOfDay(instant).replace(/^kl\.\s*/, '')
  return words.written(clock(first), clock(last))
}
