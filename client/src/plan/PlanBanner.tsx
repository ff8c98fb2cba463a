/** Owns the one banner above the text: why one cannot write, or what to know while writing. */
import { Link } from 'wouter'
import type { PlanHeadFragment } from '../graphql/generated.ts'
import { Button } from '../shell/Button.tsx'
import { Icon, type IconName } from '../shell/Icon.tsx'
import { text } from '../text/da.ts'
import { dateAndTime } from '../text/format.ts'
import type { DeskView } from './PlanDesk.ts'
import { useHandInText } from './useHandInText.ts'

const words = text.plan.banner

export function PlanBanner({
  plan,
  view,
  readsDraft,
}: {
  readonly plan: PlanHeadFragment
  readonly view: DeskView
  readonly readsDraft: boolean
}) {
  const { state, steps, route } = plan
  if (view.older || view.incomplete) {
    const [strong, say] = view.older ? [words.older, words.olderSay] : [words.incomplete, words.incompleteSay]
    return (
      <Banner kind="info" icon="history" strong={strong} say={say} role="alert" over>
        <Button small onPress={() => location.reload()}>
          {words.reload}
        </Button>
      </Banner>
    )
  }
  if (state.at !== 'draft') {
    const step = steps.findLast(({ action }) => action === (state.at === 'adopted' ? 'onward' : 'submit'))
    const body = route[state.body ?? 0]?.name ?? ''
    const when = step ? dateAndTime(step.at) : ''
    return (
      <Banner
        key="locked"
        kind="info"
        icon="lock"
        strong={state.at === 'adopted' ? words.adopted : words.body(body)}
        say={step ? (state.at === 'adopted' ? words.adoptedSay : words.bodySay)(step.actorName, when) : ''}
      >
        {state.version && <Link href={`/plan/${plan.id}/version/${state.version}`}>{words.seeVersion}</Link>}
      </Banner>
    )
  }
  if (!readsDraft) return <Banner key="version" kind="info" icon="info" strong={words.draftVersion} say={words.draftVersionSay} />
  if (plan.pending) return <Banner kind="info" icon="send" strong={words.pending} say={words.pendingSay} over />
  if (view.save.word.is === 'onlyHere') return <Banner kind="warn" icon="device" strong={words.offline} say={words.offlineSay} over />
  if (view.save.word.is === 'cannotSave')
    return <Banner kind="bad" icon="warning" strong={words.cannotSave} say={words.cannotSaveSay} over />
  return null
}

type BannerProps = {
  readonly kind: 'info' | 'warn' | 'bad'
  readonly icon: IconName
  readonly strong: string
  readonly say: string
  readonly role?: string
  /** It comes and goes while one writes; without it the banner lies over the paper only until the hand that it met in the text has left. */
  readonly over?: boolean
  readonly children?: React.ReactNode
}

function Banner({ kind, icon, strong, say, role, over, children }: BannerProps) {
  const hand = useHandInText()
  return (
    <div className={`banner ${kind}${over || hand ? ' over' : ''}`} role={role}>
      <Icon name={icon} />
      <p>
        <b>{strong}</b> {say}
      </p>
      {children}
    </div>
  )
}
