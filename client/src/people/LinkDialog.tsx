/** Owns the showing of a one-time sign-in link: once, with a way to copy it. */
import { useMutation } from '@apollo/client/react'
import { useEffect, useId, useRef, useState } from 'react'
import { CreateSignInLinkDocument } from '../graphql/generated.ts'
import { sentenceOf } from '../graphql/refusalOf.ts'
import { Button } from '../shell/Button.tsx'
import { Dialog } from '../shell/Dialog.tsx'
import { ErrorLine } from '../shell/Field.tsx'
import { text } from '../text/da.ts'
import { dateAndTime } from '../text/format.ts'

const words = text.people

export function LinkDialog({
  person,
  onClose,
}: {
  readonly person: { readonly id: string; readonly name: string }
  readonly onClose: () => void
}) {
  const [create, { data, error }] = useMutation(CreateSignInLinkDocument, { fetchPolicy: 'no-cache' })
  const [copied, setCopied] = useState<string | null>(null)
  const field = useRef<HTMLInputElement>(null)
  const asked = useRef(false)
  const id = useId()
  const link = data?.createSignInLink
  useEffect(() => {
    // Each call makes a link and voids nothing: never two for one opening.
    if (asked.current) return
    asked.current = true
    create({ variables: { person: person.id } }).catch(() => {})
  }, [create, person.id])
  const copy = async () => {
    if (!link) return
    try {
      await navigator.clipboard.writeText(link.url)
      setCopied(words.copied)
    } catch {
      field.current?.select()
      setCopied(words.copyFailed)
    }
  }
  return (
    <Dialog
      title={words.linkTitle(person.name)}
      onClose={onClose}
      footer={
        <>
          <Button onPress={onClose}>{text.shell.close}</Button>
          {link && (
            <Button kind="primary" onPress={() => void copy()}>
              {words.copy}
            </Button>
          )}
        </>
      }
    >
      {link && (
        <>
          <p>{words.linkSay}</p>
          <div className="field">
            <label htmlFor={id}>{words.linkLabel}</label>
            <input id={id} ref={field} className="input" readOnly value={link.url} onFocus={(event) => event.target.select()} />
            <span className="hint">{words.linkExpires(dateAndTime(link.expiresAt))}</span>
          </div>
        </>
      )}
      <p className="hint" role="status">
        {copied}
      </p>
      <ErrorLine>{error ? sentenceOf(error) : null}</ErrorLine>
    </Dialog>
  )
}
