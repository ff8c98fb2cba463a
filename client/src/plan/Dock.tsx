/** Owns the dock of a narrow page: the plan's parts in thumb's reach. */
import { Icon } from '../shell/Icon.tsx'
import { text } from '../text/da.ts'

const words = text.plan.dock

type DockProps = {
  readonly notSent: number
  readonly onOutline: () => void
  readonly onGoals: () => void
  readonly onNotSent: () => void
  readonly onKeys: () => void
}

export function Dock({ notSent, onOutline, onGoals, onNotSent, onKeys }: DockProps) {
  return (
    <nav className="dock" aria-label={words.label}>
      <button type="button" aria-haspopup="dialog" onClick={onOutline}>
        <Icon name="outline" />
        {words.outline}
      </button>
      <button type="button" aria-haspopup="dialog" onClick={onGoals}>
        <Icon name="goal" />
        {words.goals}
      </button>
      {notSent > 0 && (
        <button type="button" onClick={onNotSent}>
          <Icon name="pencil" />
          {words.notSent(notSent)}
        </button>
      )}
      <button type="button" aria-haspopup="dialog" onClick={onKeys}>
        <Icon name="info" />
        {text.plan.tools.keys}
      </button>
    </nav>
  )
}
