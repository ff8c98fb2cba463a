/** Owns the list of keys. */
import { Button } from '../shell/Button.tsx'
import { Dialog } from '../shell/Dialog.tsx'
import { Checkbox } from '../shell/Field.tsx'
import { text } from '../text/da.ts'

const words = text.plan.keys

type KeysDialogProps = { readonly calm: boolean; readonly onCalm: (on: boolean) => void; readonly onClose: () => void }

export function KeysDialog({ calm, onCalm, onClose }: KeysDialogProps) {
  return (
    <Dialog title={words.title} onClose={onClose} fromHeading footer={<Button onPress={onClose}>{text.shell.close}</Button>}>
      <dl className="props">
        {words.list.map(([keys, act]) => (
          <div key={keys}>
            <dt>{keys}</dt>
            <dd>{act}</dd>
          </div>
        ))}
      </dl>
      <Checkbox label={words.calm} checked={calm} onChange={onCalm} />
    </Dialog>
  )
}
