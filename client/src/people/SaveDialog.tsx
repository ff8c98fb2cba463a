/** Owns the frame of the administration's forms: a dialog that saves, and shows a refusal where the button is. */
import { type FormEvent, type ReactNode, useId, useState } from 'react'
import { sentenceOf } from '../graphql/refusalOf.ts'
import { Button } from '../shell/Button.tsx'
import { Dialog } from '../shell/Dialog.tsx'
import { ErrorLine } from '../shell/Field.tsx'
import { useToast } from '../shell/Toast.tsx'
import { text } from '../text/da.ts'

type SaveDialogProps = {
  readonly title: string
  readonly children: ReactNode
  readonly onClose: () => void
  /** Saves, and gives the name of what was saved. */
  readonly save: () => Promise<string>
}

export function SaveDialog({ title, children, onClose, save }: SaveDialogProps) {
  const form = useId()
  const toast = useToast()
  const [busy, setBusy] = useState(false)
  const [problem, setProblem] = useState<string | null>(null)
  const submit = async (event: FormEvent) => {
    event.preventDefault()
    if (busy) return
    setBusy(true)
    setProblem(null)
    try {
      const name = await save()
      toast(text.people.saved(name))
      onClose()
    } catch (error) {
      setProblem(sentenceOf(error))
      setBusy(false)
    }
  }
  return (
    <Dialog
      title={title}
      onClose={onClose}
      footer={
        <>
          <Button onPress={onClose}>{text.shell.cancel}</Button>
          <button type="submit" form={form} className="btn primary" aria-disabled={busy || undefined}>
            {busy ? text.people.saving : text.people.save}
          </button>
        </>
      }
    >
      <form id={form} className="stack" noValidate onSubmit={(event) => void submit(event)}>
        {children}
      </form>
      <ErrorLine>{problem}</ErrorLine>
    </Dialog>
  )
}
