/** Owns the calm offer after much was pasted: to bring it in as a new plan. Loaded when it is needed. */
import { mayCreatePlans } from '@samplan/shared/rights'
import { useState } from 'react'
import { useLocation } from 'wouter'
import type { PastedPlan } from '../editor/pasting.ts'
import { useMe } from '../session.ts'
import { Button } from '../shell/Button.tsx'
import { Icon } from '../shell/Icon.tsx'
import { text } from '../text/da.ts'

const words = text.plan.paste

/** Draws nothing for who may not begin a plan. What was pasted stays where it is until the import has it. */
export function PasteOffer({ pasted, onDone }: { readonly pasted: PastedPlan; readonly onDone: () => void }) {
  const me = useMe()
  const [, go] = useLocation()
  const [sending, setSending] = useState(false)
  const [failed, setFailed] = useState(false)
  if (!mayCreatePlans(me)) return null
  const bringIn = async () => {
    setSending(true)
    setFailed(false)
    const id = await sendImport(pasted)
    if (id === null) {
      setSending(false)
      setFailed(true)
      return
    }
    pasted.takeBack()
    onDone()
    go(`/hent-plan/${id}`)
  }
  return (
    <div className="paste-offer" role="status">
      <div className="banner info">
        <Icon name="file" />
        <p>
          <b>{words.plan}</b> {failed ? words.planFailed : words.planSay}
        </p>
        <span className="paste-answers">
          <Button small onPress={() => void bringIn()} pending={sending && words.planSending}>
            {words.planDo}
          </Button>
          <Button small kind="quiet" onPress={onDone}>
            {words.planKeep}
          </Button>
        </span>
      </div>
    </div>
  )
}

/** The id of the import that reads it now; null where the server did not take it. */
async function sendImport({ kind, body }: PastedPlan): Promise<string | null> {
  try {
    const answer = await fetch('/api/imports', { method: 'POST', headers: { 'content-type': `${kind}; charset=utf-8` }, body })
    const told: unknown = answer.ok ? await answer.json() : null
    return typeof told === 'object' && told !== null && 'id' in told && typeof told.id === 'string' ? told.id : null
  } catch {
    return null
  }
}
