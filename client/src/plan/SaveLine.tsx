/** Owns the drawn save state: a word that is true, announced only when it stops being or becomes good again; beside it, how much was refused. */
import { useState } from 'react'
import { Icon } from '../shell/Icon.tsx'
import { text } from '../text/da.ts'
import { timeOfDay } from '../text/format.ts'
import type { SaveWord } from '../rooms/saveState.ts'

const words = text.plan.save
const worrying: readonly SaveWord['is'][] = ['onlyHere', 'cannotSave']

/** "10.42" */
export function clockOf(at: number): string {
  return timeOfDay(new Date(at).toISOString()).replace(/^kl\.\s*/, '')
}

/** The state as a whole sentence: what Ctrl+S says. */
export function saveSentence(word: SaveWord): string {
  return word.is === 'saved' ? words.say.saved(clockOf(word.at)) : words.say[word.is]
}

type SaveLineProps = {
  readonly word: SaveWord
  readonly locked: boolean
  /** The places whose text no server took. */
  readonly notSent: number
  /** Leads to the first of them. */
  readonly onNotSent: () => void
}

export function SaveLine({ word, locked, notSent, onNotSent }: SaveLineProps) {
  const said = useAnnouncement(word)
  return (
    <>
      <span className={saveClass(word, locked)} data-save={locked ? 'locked' : word.is}>
        {locked ? (
          <>
            <Icon name="lock" />
            {words.locked}
          </>
        ) : (
          <SaveWordShown word={word} />
        )}
      </span>
      {notSent > 0 && (
        <button type="button" className="text-btn not-sent-link wide-only" onClick={onNotSent}>
          {text.plan.dock.notSent(notSent)}
        </button>
      )}
      <span className="sr" role="status">
        {said}
      </span>
    </>
  )
}

function SaveWordShown({ word }: { readonly word: SaveWord }) {
  switch (word.is) {
    case 'quiet':
      return null
    case 'reading':
      return (
        <>
          <Icon name="eye" />
          {words.reading}
        </>
      )
    case 'saved':
      return (
        <>
          <Icon name="check" />
          {words.saved(clockOf(word.at))}
        </>
      )
    case 'saving':
      return (
        <>
          <span className="spinner" aria-hidden="true" />
          {words.saving}
        </>
      )
    case 'onlyHere':
      return (
        <>
          <Icon name="device" />
          {words.onlyHere}
        </>
      )
    case 'cannotSave':
      return (
        <>
          <Icon name="warning" />
          {words.cannotSave}
        </>
      )
  }
}

function saveClass(word: SaveWord, locked: boolean): string {
  if (locked) return 'save'
  const kind = { quiet: '', reading: '', saved: 'saved', saving: '', onlyHere: 'local', cannotSave: 'failed' }[word.is]
  return kind ? `save ${kind}` : 'save'
}

/** The sentence of a worry when it comes, and of its end; silence otherwise. */
function useAnnouncement(word: SaveWord): string {
  const [said, setSaid] = useState('')
  const [was, setWas] = useState(word.is)
  if (was !== word.is) {
    setWas(word.is)
    if (worrying.includes(word.is)) setSaid(saveSentence(word))
    else if (worrying.includes(was) && word.is === 'saved') setSaid(words.say.recovered(clockOf(word.at)))
  }
  return said
}
