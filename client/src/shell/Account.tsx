/** Owns the menu behind one's own name: administration, another person of the demo, signing out. */
import { useQuery } from '@apollo/client/react'
import { mayInMunicipality } from '@samplan/shared/rights'
import { MeDocument } from '../graphql/generated.ts'
import { sentenceOf } from '../graphql/refusalOf.ts'
import { signOut, useMe, useSession } from '../session.ts'
import { text } from '../text/da.ts'
import { initials } from '../text/format.ts'
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
  const leave = async () => {
    try {
      const refusal = await signOut()
      if (refusal) toast(sentenceOf(refusal))
    } catch (error) {
      toast(sentenceOf(error))
    }
  }
  const items: MenuItem[] = []
  if (mayInMunicipality(me, 'managePeople')) items.push({ key: 'people', label: text.shell.administration, href: '/administration' })
  items.push({ key: 'out', label: session.demo ? text.shell.switchPerson : text.shell.signOut, onPress: () => void leave() })
  return (
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
  )
}
