/** Owns the first row of what was found: the plan's own name and period. */
import type { ImportDraft } from '@samplan/shared/import/draft'
import { memo } from 'react'
import { canonicalPeriod } from '../people/checkNewPlan.ts'
import { importing } from '../text/da/import.ts'
import { text } from '../text/da.ts'
import { DoubtLines, NameButton, OpenButton } from './rowParts.tsx'
import { type PreviewDesk, planRow } from './usePreview.ts'
import { WrittenField } from './WrittenField.tsx'

const words = importing.plan

type PlanRowProps = {
  readonly draft: ImportDraft
  readonly isChosen: boolean
  readonly isOpen: boolean
  readonly isStop: boolean
  readonly desk: PreviewDesk
}

export const PlanRow = memo(
  function PlanRow({ draft, isChosen, isOpen, isStop, desk }: PlanRowProps) {
    const tab = isStop ? 0 : -1
    const name = draft.title.trim() || words.unnamed
    const classes = ['find', draft.doubts.length > 0 && 'look', isChosen && 'chosen'].filter(Boolean).join(' ')
    return (
      <li className={classes} data-row={planRow}>
        <DoubtLines
          doubts={draft.doubts}
          onSettle={
            draft.doubts.every(({ code }) => code === 'titleMissing' || code === 'periodMissing')
              ? null
              : () => desk.take({ do: 'settle', piece: null })
          }
          tab={tab}
        />
        <div className="find-row">
          <span className="kind-word">{words.group}</span>
          <NameButton row={planRow} isChosen={isChosen} tab={tab} desk={desk}>
            <b>{name}</b>
            <span className="faint">{draft.period.trim() || words.noPeriod}</span>
          </NameButton>
          <OpenButton name={name} isOpen={isOpen} tab={tab} onPress={() => desk.toggle(planRow)} />
        </div>
        {isOpen && (
          <div className="fields">
            <WrittenField
              className="wide"
              part="title"
              label={words.name}
              value={draft.title}
              commit={(title) => void desk.take({ do: 'plan', title: title.trim() })}
            />
            <WrittenField
              className="wide"
              part="period"
              label={words.period}
              value={draft.period}
              check={(period) => (period.trim() && !canonicalPeriod(period) ? text.people.plan.periodMissing : null)}
              commit={(period) => void desk.take({ do: 'plan', period: canonicalPeriod(period) ?? '' })}
            />
          </div>
        )}
      </li>
    )
  },
  (before, now) =>
    before.draft.title === now.draft.title &&
    before.draft.period === now.draft.period &&
    before.draft.doubts === now.draft.doubts &&
    before.isChosen === now.isChosen &&
    before.isOpen === now.isOpen &&
    before.isStop === now.isStop &&
    before.desk === now.desk,
)
