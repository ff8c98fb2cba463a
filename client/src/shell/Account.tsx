/** Owns the menu behind one's own name: administration, another person of the demo, signing out. */
import { useQuery } from '@apollo/client/react'
import type { Refusal } from '@samplan/shared/refusal'
import { mayInMunicipality } from '@samplan/shared/rights'
import { useState } from 'react'
import { MeDocument } from '../graphql/generated.ts'
import { sentenceOf } from '../graphql/refusalOf.ts'
import { expectEnd, post, useMe, useSession } from '../session.ts'
import { text } from '../text/da.ts'
import { initials } from '../text/format.ts'
import { Button } from './Button.tsx'
import { Dialog } from './Dialog.tsx'
import { ErrorLine } from './Field.tsx'
import { Icon } from './Icon.tsx'
import { Avatar } from './Marks.tsx'
import { Menu, type MenuItem } from './Menu.tsx'
import { useToast } from './Toast.tsx'

/** The colour of the first administration that the signed-in person works in, or null. */
export function useMyColour(): string | null {
  const { data } = useQuery(MeDocument)
  for (const { unit } of data?.me.memberships ?? []) {
    if (unit?.__typename === 'Administration') return unit.colour
  }
  return null
}

export function Account() {
  const me = useMe()
  const session = useSession()
  const colour = useMyColour()
  const toast = useToast()
  const [isAsking, setAsking] = useState(false)
  const leave = async () => {
    try {
      const refusal = await signOut(me.id)
      if (refusal) toast(sentenceOf(refusal))
    } catch (error) {
      toast(sentenceOf(error))
    }
  }
  /** What only this browser has is asked about first: signing out empties it. A page may have what no store keeps: it would warn before leaving. */
  const ask = async () => {
    const isOnPage = !dispatchEvent(new Event('beforeunload', { cancelable: true }))
    const { unsentOnThisDevice } = await import('../rooms/deviceStore.ts')
    const count = isOnPage ? 1 : await unsentOnThisDevice(me.id).catch(() => 0)
    if (count > 0) setAsking(true)
    else await leave()
  }
  const items: MenuItem[] = []
  if (mayInMunicipality(me, 'managePeople')) items.push({ key: 'people', label: text.shell.administration, href: '/administration' })
  items.push({ key: 'out', label: session.demo ? text.shell.switchPerson : text.shell.signOut, onPress: () => void ask() })
  return (
    <>
      <Menu
        label={text.shell.account(initials(me.name), me.name, me.title)}
        className="btn quiet account"
        button={
          <>
            <Avatar name={me.name} colour={colour} plain />
            <span className="wide-only">
              <Icon name="chevron-down" />
            </span>
          </>
        }
        items={items}
      />
      {isAsking && <LeaveDialog person={me.id} onStay={() => setAsking(false)} />}
    </>
  )
}

/** Signs out and leaves for the sign-in page; nothing of the person stays in this browser. */
async function signOut(person: string): Promise<Refusal | null> {
  const stay = expectEnd()
  const refusal = await post('/api/sign-out').catch((error: unknown) => {
    stay()
    throw error
  })
  if (refusal) {
    stay()
    return refusal
  }
  const { emptyDevice } = await import('../rooms/deviceStore.ts')
  await emptyDevice(person).catch(() => {})
  location.assign('/log-ind')
  return null
}

function LeaveDialog({ person, onStay }: { readonly person: string; readonly onStay: () => void }) {
  const words = text.shell.leaving
  const [problem, setProblem] = useState<string | null>(null)
  const leave = async () => {
    try {
      const refusal = await signOut(person)
      if (refusal) setProblem(sentenceOf(refusal))
    } catch (error) {
      setProblem(sentenceOf(error))
    }
  }
  return (
    <Dialog
      title={words.title}
      alert
      onClose={onStay}
      footer={
        <>
          <Button kind="danger" onPress={() => void leave()}>
            {words.leave}
          </Button>
          <Button kind="primary" onPress={onStay} autoFocus>
            {words.stay}
          </Button>
        </>
      }
    >
      <p>{words.say}</p>
      <ErrorLine>{problem}</ErrorLine>
    </Dialog>
  )
}
