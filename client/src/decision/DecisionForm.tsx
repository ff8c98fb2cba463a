/** Owns the form in which a body's secretary records the decision: on, or back with a reason. */
import { useMutation } from '@apollo/client/react'
import { type FormEvent, useState } from 'react'
import { type PlanHeadFragment, SendBackDocument, SendOnwardDocument } from '../graphql/generated.ts'
import { sentenceOf } from '../graphql/refusalOf.ts'
import { Button } from '../shell/Button.tsx'
import { Dialog } from '../shell/Dialog.tsx'
import { ErrorLine, TextField } from '../shell/Field.tsx'
import { useToast } from '../shell/Toast.tsx'
import { text } from '../text/da.ts'

const words = text.decision

type Choice = 'onward' | 'sendBack'

export function DecisionForm({ plan, refresh }: { readonly plan: PlanHeadFragment; readonly refresh: () => void }) {
  const at = plan.state.body ?? 0
  const body = plan.route[at]
  const next = plan.route[at + 1]
  const isFinal = body?.final ?? false
  const [choice, setChoice] = useState<Choice | null>(null)
  const [reason, setReason] = useState('')
  const [missing, setMissing] = useState(false)
  const [asking, setAsking] = useState(false)

  const go = (event: FormEvent) => {
    event.preventDefault()
    if (!choice) return
    const lacks = choice === 'sendBack' && !reason.trim()
    setMissing(lacks)
    setAsking(!lacks)
  }
  const act = choice === 'sendBack' ? words.sendBack : isFinal || !next ? words.adopt : words.onwardTo(next.name)
  return (
    <form aria-label={words.what} onSubmit={go} noValidate>
      <h2>{words.what}</h2>
      <div className="point" role="group" aria-labelledby="point">
        <div>
          <p className="at" id="point">
            {words.wording(isFinal)}
          </p>
          <div className="set">
            <div className="segments" role="radiogroup" aria-labelledby="point">
              {(['onward', 'sendBack'] as const).map((value) => (
                <label key={value}>
                  <input type="radio" name="decision" value={value} checked={choice === value} onChange={() => setChoice(value)} />
                  {value === 'onward' ? words.yes(isFinal) : words.no}
                </label>
              ))}
            </div>
            {choice && (
              <TextField
                label={choice === 'sendBack' ? words.reason : words.note}
                value={reason}
                onChange={setReason}
                hint={words.reasonHint}
                error={missing ? text.refusals.reasonMissing({ refused: 'reasonMissing' }) : null}
                required={choice === 'sendBack'}
                maxLength={2000}
                area
              />
            )}
          </div>
        </div>
      </div>
      <div className="btn-row act">
        <Button submit kind="primary" cannot={choice ? null : words.chooseFirst}>
          {act}
        </Button>
      </div>
      {asking && choice && (
        <Confirm plan={plan} choice={choice} reason={reason.trim()} refresh={refresh} onClose={() => setAsking(false)} />
      )}
    </form>
  )
}

type ConfirmProps = {
  readonly plan: PlanHeadFragment
  readonly choice: Choice
  readonly reason: string
  readonly refresh: () => void
  readonly onClose: () => void
}

function Confirm({ plan, choice, reason, refresh, onClose }: ConfirmProps) {
  const next = plan.route[(plan.state.body ?? 0) + 1]
  const [sendBack, back] = useMutation(SendBackDocument)
  const [sendOnward, onward] = useMutation(SendOnwardDocument)
  const [problem, setProblem] = useState<string | null>(null)
  const toast = useToast()
  const say = choice === 'sendBack' ? confirmations.sendBack() : next ? confirmations.onward(next.name) : confirmations.adopt()
  const confirm = async () => {
    const seen = { plan: plan.id, revision: plan.revision }
    try {
      await (choice === 'sendBack'
        ? sendBack({ variables: { ...seen, reason } })
        : sendOnward({ variables: { ...seen, reason: reason || null } }))
      toast(say.done)
      onClose()
    } catch (error) {
      setProblem(sentenceOf(error))
      refresh()
    }
  }
  return (
    <Dialog
      title={say.title}
      alert
      onClose={onClose}
      footer={
        <>
          <Button onPress={onClose} autoFocus>
            {text.shell.cancel}
          </Button>
          <Button
            kind={choice === 'sendBack' ? 'danger' : 'primary'}
            pending={(back.loading || onward.loading) && words.confirm.sending}
            onPress={() => void confirm()}
          >
            {say.act}
          </Button>
        </>
      }
    >
      <p>{say.body}</p>
      {reason && <blockquote className="reason">{reason}</blockquote>}
      <ErrorLine>{problem}</ErrorLine>
    </Dialog>
  )
}

const confirmations = {
  sendBack: () => ({
    title: words.confirm.sendBack,
    body: words.confirm.sendBackSay,
    act: words.confirm.sendBackDo,
    done: words.done.draft,
  }),
  onward: (body: string) => ({
    title: words.confirm.onward(body),
    body: words.confirm.onwardSay,
    act: words.confirm.onwardDo,
    done: words.done.onward(body),
  }),
  adopt: () => ({ title: words.confirm.adopt, body: words.confirm.adoptSay, act: words.confirm.adoptDo, done: words.done.adopted }),
}
