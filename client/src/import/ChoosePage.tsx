/** Owns the first step of bringing a plan in: a file, a paste, or what one had begun. */
import { mayCreatePlans } from '@samplan/shared/rights'
import { isRefusal } from '@samplan/shared/refusal'
import { type ClipboardEvent, useEffect, useEffectEvent, useId, useRef, useState } from 'react'
import { useLocation } from 'wouter'
import { sentenceOf } from '../graphql/refusalOf.ts'
import { useMe } from '../session.ts'
import { Button } from '../shell/Button.tsx'
import { ErrorLine } from '../shell/Field.tsx'
import { Icon } from '../shell/Icon.tsx'
import { importing } from '../text/da/import.ts'
import { beginImport, type Chosen, mostBytes } from './importApi.ts'
import { ImportFrame } from './ImportFrame.tsx'
import { Interrupted } from './Interrupted.tsx'

const words = importing.choose
const accepted = '.pdf,.docx,.txt,application/pdf,application/vnd.openxmlformats-officedocument.wordprocessingml.document,text/plain'

export function ChoosePage() {
  const me = useMe()
  const mayCreate = mayCreatePlans(me)
  return (
    <ImportFrame step="choose" title={importing.title} intro={mayCreate ? importing.intro : importing.notAllowed} width="narrow">
      {mayCreate && <Choose />}
    </ImportFrame>
  )
}

function Choose() {
  const [, go] = useLocation()
  const [sent, setSent] = useState<'file' | 'paste' | null>(null)
  const [problem, setProblem] = useState<{ readonly at: 'file' | 'paste'; readonly say: string } | null>(null)

  const send = async (at: 'file' | 'paste', chosen: Chosen) => {
    if (sent) return
    setProblem(null)
    setSent(at)
    try {
      const begun = await beginImport(chosen)
      if (!isRefusal(begun)) return go(`/hent-plan/${begun.id}`)
      setProblem({ at, say: sentenceOf(begun) })
    } catch (error) {
      setProblem({ at, say: sentenceOf(error) })
    }
    setSent(null)
  }
  const sendFiles = (files: readonly File[]) => {
    const [file] = files
    if (!file) return
    const say = files.length > 1 ? words.oneOnly : wrongWith(file)
    if (say) setProblem({ at: 'file', say })
    else void send('file', { kind: 'file', file })
  }
  const problemOf = (at: 'file' | 'paste') => (problem?.at === at ? problem.say : null)
  return (
    <>
      <DropZone onFiles={sendFiles} isSending={sent === 'file'} problem={problemOf('file')} />
      <Paste onSend={(chosen) => void send('paste', chosen)} isSending={sent === 'paste'} problem={problemOf('paste')} />
      <Interrupted />
    </>
  )
}

/** What can be told before it is sent; the server looks at what is really in it. */
function wrongWith(file: File): string | null {
  if (!/\.(pdf|docx|txt|text)$/i.test(file.name)) return words.wrongKind(file.name)
  return file.size > mostBytes ? words.tooLarge(file.name) : null
}

type PartProps = { readonly isSending: boolean; readonly problem: string | null }

function DropZone({ onFiles, isSending, problem }: PartProps & { readonly onFiles: (files: readonly File[]) => void }) {
  const input = useRef<HTMLInputElement>(null)
  const hint = useId()
  const zone = useRef<HTMLElement>(null)
  const [isOver, setOver] = useState(false)
  const drop = useEffectEvent((event: DragEvent) => {
    setOver(false)
    onFiles([...(event.dataTransfer?.files ?? [])])
  })
  useEffect(() => listenForFiles(zone.current, setOver, (event) => drop(event)), [])
  return (
    <section ref={zone} className={isOver ? 'drop-zone over' : 'drop-zone'} aria-labelledby={`${hint}-head`}>
      <h2 className="sr" id={`${hint}-head`}>
        {words.file}
      </h2>
      <Icon name="file" />
      <p>
        <b>{isOver ? words.dropNow : words.drop}</b> {words.or}
      </p>
      <Button onPress={() => input.current?.click()} pending={isSending && words.sending} kind="primary">
        {words.pick}
      </Button>
      <input
        ref={input}
        type="file"
        className="sr"
        tabIndex={-1}
        accept={accepted}
        aria-label={words.pick}
        aria-describedby={hint}
        onChange={(event) => {
          onFiles([...(event.target.files ?? [])])
          // The same file chosen again is a new choice.
          event.target.value = ''
        }}
      />
      <p className="hint" id={hint}>
        {words.kinds}
      </p>
      <ErrorLine>{problem}</ErrorLine>
    </section>
  )
}

/** Returns its closer. */
function listenForFiles(zone: HTMLElement | null, over: (isOver: boolean) => void, drop: (event: DragEvent) => void): () => void {
  /** How many elements the file is over: leaving one for another inside is no leaving. */
  let depth = 0
  const step = (by: 1 | -1) => () => {
    depth += by
    over(depth > 0)
  }
  const closing = new AbortController()
  const { signal } = closing
  zone?.addEventListener('dragenter', step(1), { signal })
  zone?.addEventListener('dragleave', step(-1), { signal })
  zone?.addEventListener('dragover', (event) => event.preventDefault(), { signal })
  const dropped = (event: DragEvent): void => {
    event.preventDefault()
    depth = 0
    drop(event)
  }
  zone?.addEventListener('drop', dropped, { signal })
  return () => closing.abort()
}

function Paste({ onSend, isSending, problem }: PartProps & { readonly onSend: (chosen: Chosen) => void }) {
  const id = useId()
  const [text, setText] = useState('')
  /** The markup of a paste, as long as nobody has written into its text. */
  const [html, setHtml] = useState<string | null>(null)
  const paste = (event: ClipboardEvent<HTMLTextAreaElement>) => {
    const markup = event.clipboardData.getData('text/html')
    const field = event.currentTarget
    const isAll = field.selectionStart === 0 && field.selectionEnd === field.value.length
    if (!markup || !isAll) return setHtml(null)
    event.preventDefault()
    setHtml(markup)
    setText(event.clipboardData.getData('text/plain'))
  }
  return (
    <form
      className="stack after"
      onSubmit={(event) => {
        event.preventDefault()
        if (text.trim()) onSend(html ? { kind: 'html', html } : { kind: 'text', text })
      }}
    >
      <div className="field">
        <label htmlFor={id}>{words.pasteLabel}</label>
        <textarea
          id={id}
          className="input paste-box"
          value={text}
          aria-describedby={`${id}-hint`}
          onPaste={paste}
          onChange={(event) => {
            setHtml(null)
            setText(event.target.value)
          }}
        />
        <span className="hint" id={`${id}-hint`} role="status">
          {html ? words.pasteRich : words.pasteHint}
        </span>
      </div>
      <ErrorLine>{problem}</ErrorLine>
      <div className="btn-row">
        <Button submit pending={isSending && words.sending}>
          {words.read}
        </Button>
      </div>
    </form>
  )
}
