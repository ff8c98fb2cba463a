/** Owns the dialog for a link in the text. */
import type { Editor } from '@tiptap/core'
import { safeHref } from '@samplan/shared/section/html'
import { useEffect, useRef, useState } from 'react'
import { Button } from '../shell/Button.tsx'
import { Dialog } from '../shell/Dialog.tsx'
import { TextField } from '../shell/Field.tsx'
import { text } from '../text/da.ts'

const words = text.plan.link

/** "fjordby.dk" becomes an address, "a@b.dk" one for mail. */
export function addressOf(typed: string): string | null {
  const address = typed.trim()
  if (safeHref(address)) return address
  if (/^[^\s@/]+@[^\s@/]+\.[^\s@/]+$/.test(address)) return `mailto:${address}`
  return /^[\w-]+(\.[\w-]+)+([/?#]\S*)?$/.test(address) ? `https://${address}` : null
}

export function LinkDialog({ editor, onClose }: { readonly editor: Editor; readonly onClose: () => void }) {
  const old = String(editor.getAttributes('link')['href'] ?? '')
  const [address, setAddress] = useState(old)
  const [problem, setProblem] = useState<string | null>(null)
  const going = useRef(false)
  // Only when the dialog is gone: while it is modal, the text behind it cannot take the focus.
  useEffect(() => () => void (going.current && !editor.isDestroyed && editor.view.focus()), [editor])
  const close = () => {
    going.current = true
    onClose()
  }
  // Typing goes on behind the link, and does not replace it.
  const goBehind = () => editor.commands.setTextSelection(editor.state.selection.to)
  const save = () => {
    const href = addressOf(address)
    if (!href) return setProblem(words.bad)
    const chain = editor.chain().extendMarkRange('link')
    if (editor.state.selection.empty && !old)
      chain.insertContent({ type: 'text', text: address.trim(), marks: [{ type: 'link', attrs: { href } }] }).run()
    else chain.setMark('link', { href }).run()
    goBehind()
    close()
  }
  const remove = () => {
    editor.chain().extendMarkRange('link').unsetMark('link').run()
    goBehind()
    close()
  }
  return (
    <Dialog
      title={words.title}
      onClose={close}
      footer={
        <>
          {old && <Button onPress={remove}>{words.remove}</Button>}
          <Button onPress={close}>{text.shell.cancel}</Button>
          <Button kind="primary" onPress={save}>
            {words.save}
          </Button>
        </>
      }
    >
      <form
        onSubmit={(event) => {
          event.preventDefault()
          save()
        }}
      >
        <TextField label={words.address} value={address} onChange={setAddress} hint={words.hint} error={problem} autoFocus />
      </form>
    </Dialog>
  )
}
