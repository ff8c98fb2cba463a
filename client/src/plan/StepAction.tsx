/** Owns the action that a plan waits for from this person: one button per right, a dialog with the reason, one mutation. */
import { useMutation } from '@apollo/client/react'
import { useId, useState } from 'react'
import {
  type PlanHeadFragment,
  ReopenPlanDocument,
  SendBackDocument,
  SendOnwardDocument,
  SubmitPlanDocument,
  WithdrawPlanDocument,
} from '../graphql/generated.ts'
import { sentenceOf } from '../graphql/refusalOf.ts'
import { Button } from '../shell/Button.tsx'
import { Dialog } from '../shell/Dialog.tsx'
import { ErrorLine, TextField } from '../shell/Field.tsx'
import { useToast } from '../shell/Toast.tsx'
import { text } from '../text/da.ts'
import { bodyInText } from '../text/format.ts'

const words = text.plan.step

export type PlanStep = 'submit' | 'onward' | 'adopt' | 'sendBack' | 'withdraw' | 'reopen'

/** The steps that this person may take with the plan as it stands, the expected one first. */
export function stepsFor(plan: PlanHeadFragment): readonly PlanStep[] {
  const may = new Set(plan.mayDo)
  const steps: PlanStep[] = []
  if (may.has('submit')) steps.push('submit')
  if (may.has('decide')) steps.push(isLastBody(plan) ? 'adopt' : 'onward', 'sendBack')
  if (may.has('withdraw')) steps.push('withdraw')
  if (may.has('reopen')) steps.push('reopen')
  return steps
}

function isLastBody({ route, state }: PlanHeadFragment): boolean {
  return state.body === route.length - 1
}

type Wording = { readonly button: string; readonly title: string; readonly say: string; readonly act: string; readonly done: string }

export function stepWording(plan: PlanHeadFragment, step: PlanStep): Wording {
  const { route, state } = plan
  const body = route[state.body ?? 0]?.name ?? ''
  const next = route[(state.body ?? 0) + 1]?.name ?? ''
  switch (step) {
    case 'submit': {
      const first = route[0]?.name ?? ''
      return {
        button: words.submit(bodyInText(route[0])),
        title: words.submitTitle(first),
        say: words.submitSay,
        act: words.submitDo(bodyInText(route[0])),
        done: words.done.submit(first),
      }
    }
    case 'onward':
      return {
        button: words.onward(bodyInText(route[(state.body ?? 0) + 1])),
        title: words.onwardTitle(next),
        say: words.onwardSay,
        act: words.onwardDo(bodyInText(route[(state.body ?? 0) + 1])),
        done: words.done.onward(next),
      }
    case 'adopt':
      return { button: words.adopt, title: words.adoptTitle, say: words.adoptSay, act: words.adoptDo, done: words.done.adopt }
    case 'sendBack':
      return {
        button: words.sendBack,
        title: words.sendBackTitle,
        say: words.sendBackSay,
        act: words.sendBackDo,
        done: words.done.sendBack,
      }
    case 'withdraw':
      return {
        button: words.withdraw,
        title: words.withdrawTitle,
        say: words.withdrawSay(body),
        act: words.withdrawDo,
        done: words.done.withdraw,
      }
    case 'reopen':
      return { button: words.reopen, title: words.reopenTitle, say: words.reopenSay, act: words.reopenDo, done: words.done.reopen }
  }
}

type StepActionProps = {
  readonly plan: PlanHeadFragment
  /** Why the plan cannot be sent this moment, e.g. own text that is not saved; shown in the dialog. */
  readonly notYet?: string | null
  /** Which steps to offer; all that the person may take, where it is left out. */
  readonly steps?: readonly PlanStep[]
}

/** The buttons, the expected step as the primary one. Nothing where there is nothing to do. */
export function StepAction({ plan, notYet = null, steps = stepsFor(plan) }: StepActionProps) {
  const [open, setOpen] = useState<PlanStep | null>(null)
  const primary = steps[0] === 'submit' || steps[0] === 'onward' || steps[0] === 'adopt'
  return (
    <>
      {steps.map((step, at) => (
        <Button key={step} kind={primary && at === 0 ? 'primary' : undefined} onPress={() => setOpen(step)}>
          {stepWording(plan, step).button}
        </Button>
      ))}
      {open && <StepDialog plan={plan} step={open} notYet={notYet} onClose={() => setOpen(null)} />}
    </>
  )
}

/** Asks for the reason and takes the step with the revision that the person saw. */
export function StepDialog({
  plan,
  step,
  notYet,
  onClose,
}: {
  readonly plan: PlanHeadFragment
  readonly step: PlanStep
  readonly notYet: string | null
  readonly onClose: () => void
}) {
  const form = useId()
  const toast = useToast()
  const [revision] = useState(plan.revision)
  const [wording] = useState(() => stepWording(plan, step))
  const [reason, setReason] = useState('')
  const [problem, setProblem] = useState<string | null>(null)
  const [submit, submitting] = useMutation(SubmitPlanDocument)
  const [onward, sendingOnward] = useMutation(SendOnwardDocument)
  const [sendBack, sendingBack] = useMutation(SendBackDocument)
  const [withdraw, withdrawing] = useMutation(WithdrawPlanDocument)
  const [reopen, reopening] = useMutation(ReopenPlanDocument)
  const working = submitting.loading || sendingOnward.loading || sendingBack.loading || withdrawing.loading || reopening.loading
  // Somebody was quicker: what is said follows the plan, whatever the server had to answer at that moment.
  const overtaken = !working && plan.revision !== revision
  const needsReason = step === 'sendBack' || step === 'withdraw' || step === 'reopen'
  const asksReason = needsReason || step === 'onward' || step === 'adopt'

  const take = async () => {
    const variables = { plan: plan.id, revision, reason: reason.trim() }
    switch (step) {
      case 'submit':
        return submit({ variables: { plan: plan.id, revision } })
      case 'onward':
      case 'adopt':
        return onward({ variables: { ...variables, reason: variables.reason || null } })
      case 'sendBack':
        return sendBack({ variables })
      case 'withdraw':
        return withdraw({ variables })
      case 'reopen':
        return reopen({ variables })
    }
  }
  const go = async () => {
    if (working || overtaken) return
    if (needsReason && !reason.trim()) return setProblem(words.reasonMissing)
    if (notYet && step === 'submit') return setProblem(notYet)
    setProblem(null)
    try {
      await take()
      toast(wording.done)
      onClose()
    } catch (error) {
      setProblem(sentenceOf(error))
    }
  }

  return (
    <Dialog
      title={wording.title}
      alert
      onClose={working ? null : onClose}
      footer={
        <>
          <Button onPress={onClose}>{overtaken ? text.shell.close : text.shell.cancel}</Button>
          {!overtaken && (
            <Button kind="primary" onPress={() => void go()} pending={working && (step === 'submit' ? words.submitting : words.working)}>
              {wording.act}
            </Button>
          )}
        </>
      }
    >
      <p>{wording.say}</p>
      {asksReason && (
        <form
          id={form}
          onSubmit={(event) => {
            event.preventDefault()
            void go()
          }}
        >
          <TextField
            label={needsReason ? words.reason : words.reasonOptional}
            value={reason}
            onChange={setReason}
            hint={words.reasonHint}
            area
            maxLength={2000}
            required={needsReason}
          />
        </form>
      )}
      <ErrorLine>{overtaken ? sentenceOf({ refused: 'alreadyMoved', state: plan.state.at, revision: plan.revision }) : problem}</ErrorLine>
    </Dialog>
  )
}
