/** Owns the menu of the chosen section: everything that keys and dragging do, and why it cannot be done now. */
import type { SectionHeadFragment } from '../graphql/generated.ts'
import type { MenuItem } from '../shell/Menu.tsx'
import { text } from '../text/da.ts'
import { movesOf } from './outlineMoves.ts'
import type { OutlineWork, Step } from './useOutlineWork.ts'

const words = text.plan.outline

type MenuNeeds = {
  readonly sections: readonly SectionHeadFragment[]
  readonly section: SectionHeadFragment
  readonly filtered: boolean
  readonly work: OutlineWork
  readonly open: (is: 'rename' | 'assign' | 'bin') => void
  readonly step: (step: Step) => void
  readonly undo: () => void
}

export function outlineMenu({ sections, section, filtered, work, open, step, undo }: MenuNeeds): readonly MenuItem[] {
  const moves = movesOf(sections, section.id)
  const stepItem = (key: Step, label: string, can: boolean, cannot: string): MenuItem => ({
    key,
    label,
    onPress: () => step(key),
    cannot: filtered ? words.cannotFiltered : can ? null : cannot,
  })
  return [
    { key: 'rename', label: words.rename, onPress: () => open('rename') },
    stepItem('up', words.moveUp, Boolean(moves.up), words.cannotUp),
    stepItem('down', words.moveDown, Boolean(moves.down), words.cannotDown),
    stepItem('deeper', words.deeper, moves.deeper, words.cannotDeeper),
    stepItem('higher', words.higher, moves.higher, words.cannotHigher),
    { key: 'assign', label: words.owner, onPress: () => open('assign') },
    { key: 'undo', label: words.undoLast, onPress: undo, cannot: work.undoable ? null : words.nothingToUndo },
    { key: 'bin', label: words.toBin, danger: true, onPress: () => open('bin') },
  ]
}
