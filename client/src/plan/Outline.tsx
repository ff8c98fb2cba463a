/** Owns the outline on the page: a tree with owners and who is where, walked and changed by keyboard, pointer and a menu. */
import { memo, type FocusEvent, type KeyboardEvent, type MouseEvent, useCallback, useEffect, useId, useMemo, useRef, useState } from 'react'
import type { PlanOutlineFragment, SectionHeadFragment } from '../graphql/generated.ts'
import { Icon } from '../shell/Icon.tsx'
import { Stamp } from '../shell/Marks.tsx'
import { later, useSoon } from '../shell/later.tsx'
import { Menu } from '../shell/Menu.tsx'
import { text } from '../text/da.ts'
import { KeepFocus } from './KeepFocus.tsx'
import { OutlineFoot } from './OutlineFoot.tsx'
import type { OpenDialog } from './OutlineDialogs.tsx'
import { actOf } from './outlineKeys.ts'
import { outlineMenu } from './outlineMenu.tsx'
import { parentOf, subSections } from './outlineMoves.ts'
import { OutlineRow, type People } from './OutlineRow.tsx'
import { shownRows } from './outlineRows.ts'
import type { OutlineWork, Step } from './useOutlineWork.ts'
import type { PeopleBySection } from './whoIsWhere.ts'
import { useRowDrag } from './useRowDrag.ts'

const words = text.plan.outline
const few = 24
const nobody: People = []
const outlineDialog = later(async () => (await import('./OutlineDialogs.tsx')).OutlineDialog)
const soon = [outlineDialog]

type OutlineProps = {
  readonly plan: PlanOutlineFragment
  readonly mayChange: boolean
  readonly current: string | null
  readonly people: PeopleBySection
  readonly legend: readonly SectionHeadFragment['owner'][]
  readonly work: OutlineWork
  /** The administration whose sections alone are shown, or null. */
  readonly owner: string | null
  readonly onOwner: (owner: string | null) => void
  readonly onGo: (section: string, write: boolean) => void
  /** In a sheet, whose title says it already. */
  readonly titled?: boolean
}

/** Drawn again only when something in it has changed: whoever types a letter in the text changes nothing here. */
export const Outline = memo(function Outline(props: OutlineProps) {
  const { plan, mayChange, current, people, legend, work, owner, onOwner, onGo, titled = false } = props
  const { sections } = plan
  const tree = useRef<HTMLDivElement>(null)
  useSoon(soon, mayChange)
  const [toggled, setToggled] = useState<ReadonlyMap<string, boolean>>(new Map())
  const [picked, setPicked] = useState<string | null>(null)
  const [wanted, setWanted] = useState<{ readonly row: string } | null>(null)
  const [renaming, setRenaming] = useState<SectionHeadFragment | null>(null)
  const [open, setOpen] = useState<OpenDialog | null>(null)
  const keys = useId()
  const filtered = owner !== null

  const branch = useMemo(() => {
    const ids = new Set<string>()
    for (let at = current; at !== null; at = parentOf(sections, at)?.id ?? null) ids.add(at)
    return ids
  }, [sections, current])
  const rows = useMemo(
    () => shownRows(sections, { isOpen: (id) => toggled.get(id) ?? (sections.length <= few || branch.has(id)), owner }),
    [sections, toggled, branch, owner],
  )
  const isShown = (id: string | null): boolean => rows.some(({ section }) => section.id === id)
  const tabStop = [picked, current].find(isShown) ?? rows[0]?.section.id ?? null
  const chosen = sections.find(({ id }) => id === (picked ?? current)) ?? null

  const focusRow = (id: string | null | undefined): void => {
    if (!id) return
    setPicked(id)
    setWanted({ row: id })
  }
  // Only when it is drawn: a dialog that closes with it gives the focus back first.
  useEffect(() => {
    if (!wanted) return
    const frame = requestAnimationFrame(() => tree.current?.querySelector<HTMLElement>(`[data-row="${wanted.row}"]`)?.focus())
    return () => cancelAnimationFrame(frame)
  }, [wanted])
  // A colleague has deleted the section that had the focus: what stands in its place has it.
  const hadFocus = useRef<{ readonly row: string; readonly at: number } | null>(null)
  useEffect(() => {
    const had = hadFocus.current
    if (had && !sections.some(({ id }) => id === had.row)) {
      hadFocus.current = null
      if (document.activeElement === document.body) focusRow((rows[had.at] ?? rows.at(-1))?.section.id)
    }
  }, [rows, sections])
  /** What stands where the section stood: the row behind it and its sub-sections, or the one before. */
  const nextTo = (section: string): string | undefined => {
    const at = sections.findIndex(({ id }) => id === section)
    const gone = new Set(sections.slice(at, at + 1 + subSections(sections, section)).map(({ id }) => id))
    const place = rows.findIndex((row) => row.section.id === section)
    return (rows.slice(place).find((row) => !gone.has(row.section.id)) ?? rows[place - 1])?.section.id
  }
  const toggle = (id: string, to: boolean): void => setToggled((old) => new Map(old).set(id, to))
  /** Folded or not: what was just put somewhere is seen there. */
  const reveal = (above: string | null | undefined): void => {
    if (above) toggle(above, true)
  }
  const step = async (section: string, to: Step): Promise<void> => {
    if (filtered) return work.say(words.cannotFiltered)
    const above = to === 'deeper' ? siblingAbove(sections, section) : null
    if (!(await work.step(section, to))) return
    reveal(above)
    focusRow(section)
  }
  const undo = async (): Promise<void> => focusRow(await work.undo())
  useRowDrag(tree, mayChange, {
    rows: () => sections,
    cannot: () => (filtered ? words.cannotFiltered : null),
    say: work.say,
    drop: (section, after, level) => {
      const at = sections.findIndex(({ id }) => id === after)
      reveal(sections.findLast((each, index) => index <= at && each.level < level && each.id !== section)?.id)
      void work.put(section, after, level).then(() => focusRow(section))
    },
  })

  const rename = useCallback(
    async (title: string | null, how: 'key' | 'left'): Promise<boolean> => {
      if (!renaming) return true
      const renamed = title === null ? null : await work.rename(renaming.id, renaming.title, title)
      if (renamed?.is === 'refused') return false
      setRenaming(null)
      if (renamed?.is === 'theirs') setOpen({ is: 'titles', section: renaming, mine: title ?? '', theirs: renamed.title })
      else if (how === 'key') {
        setPicked(renaming.id)
        setWanted({ row: renaming.id })
      }
      return true
    },
    [renaming, work],
  )
  const beginRename = (section: SectionHeadFragment): void => {
    setRenaming(section)
    focusRow(section.id)
  }

  const onKeyDown = (event: KeyboardEvent) => {
    const act = tabStop === null ? null : actOf(event, rows, tabStop, mayChange)
    if (!act) return
    event.preventDefault()
    event.stopPropagation()
    const section = 'row' in act ? sections.find(({ id }) => id === act.row) : undefined
    switch (act.is) {
      case 'focus':
        return focusRow(act.row)
      case 'toggle':
        return toggle(act.row, act.open)
      case 'go':
        return onGo(act.row, true)
      case 'step':
        return void step(act.row, act.step)
      case 'rename':
        return section && beginRename(section)
      case 'bin':
        return section && setOpen({ is: 'bin', section })
      case 'undo':
        return void undo()
    }
  }
  const onClick = (event: MouseEvent) => {
    const id = rowOf(event.target)
    if (id === null || !(event.target instanceof Element) || event.target.closest('[data-renaming]')) return
    event.preventDefault()
    const row = rows.find(({ section }) => section.id === id)
    if (row && event.target.closest('.i-chevron-right, .i-chevron-down')) return toggle(id, !row.open)
    setPicked(id)
    onGo(id, false)
  }
  const onFocus = (event: FocusEvent) => {
    const id = rowOf(event.target)
    if (id === null) return
    hadFocus.current = { row: id, at: rows.findIndex(({ section }) => section.id === id) }
    setPicked(id)
  }

  const actions = mayChange && (
    <span className="outline-actions">
      {chosen && (
        <Menu
          label={words.actions(chosen.title)}
          className="btn quiet small icon-only"
          align={titled ? 'end' : 'start'}
          button={<Icon name="more" />}
          items={outlineMenu({
            sections,
            section: chosen,
            filtered,
            work,
            open: (is) => (is === 'rename' ? beginRename(chosen) : setOpen({ is, section: chosen })),
            step: (to) => void step(chosen.id, to),
            undo: () => void undo(),
          })}
        />
      )}
      <button
        type="button"
        className="btn quiet small icon-only"
        aria-label={words.add}
        title={words.add}
        onClick={() => setOpen({ is: 'add', section: chosen ?? sections.at(-1) ?? null })}
      >
        <Icon name="plus" />
      </button>
    </span>
  )

  return (
    <>
      {titled ? (
        <div className="sheet-actions">{actions}</div>
      ) : (
        <h2>
          {words.title}
          {actions}
        </h2>
      )}
      {(legend.length > 1 || filtered) && (
        <div className="outline-filter">
          <select className="input" aria-label={words.filter} value={owner ?? ''} onChange={(event) => onOwner(event.target.value || null)}>
            <option value="">{words.filterAll}</option>
            {legend.map((unit) => (
              <option key={unit.id} value={unit.id}>
                {unit.name}
              </option>
            ))}
          </select>
          <span role="status">{filtered && words.filtered(rows.filter(({ aside }) => !aside).length, sections.length)}</span>
        </div>
      )}
      <KeepFocus within={tree}>
        <div
          className={mayChange ? 'outline can-drag' : 'outline'}
          role="tree"
          tabIndex={rows.length === 0 ? 0 : undefined}
          aria-label={words.title}
          aria-describedby={mayChange ? keys : undefined}
          ref={tree}
          onKeyDown={onKeyDown}
          onClick={onClick}
          onFocus={onFocus}
          onBlur={() => (hadFocus.current = null)}
        >
          {rows.map(({ parent: _parent, ...row }) => (
            <OutlineRow
              key={row.section.id}
              {...row}
              current={row.section.id === current}
              tabStop={row.section.id === tabStop}
              here={people.get(row.section.id) ?? nobody}
              news={work.news.marks.get(row.section.id) ?? null}
              rename={renaming?.id === row.section.id ? rename : null}
            />
          ))}
        </div>
      </KeepFocus>
      {filtered && rows.length === 0 && <p className="hint">{words.filteredNone}</p>}
      <OutlineFoot
        keys={keys}
        work={work}
        mayChange={mayChange}
        binned={plan.bin.length}
        onUndo={() => void undo()}
        onBin={() => setOpen({ is: 'binList' })}
      />
      <div className="legend">
        {legend.map((unit) => (
          <span className="owner" key={unit.id}>
            <Stamp unit={unit} plain />
            {unit.name}
          </span>
        ))}
      </div>
      {open && (
        <outlineDialog.Part
          open={open}
          plan={plan}
          work={work}
          onClose={() => {
            setOpen(null)
            // The button that opened the bin stands there only as long as something is in it.
            if (open.is === 'titles' || (open.is === 'binList' && plan.bin.length === 0)) focusRow(tabStop)
          }}
          onAdded={(id) => onGo(id, true)}
          onBinned={(id) => focusRow(nextTo(id))}
          onMissing={() => setOpen(null)}
        />
      )}
    </>
  )
})

function rowOf(target: EventTarget): string | null {
  return target instanceof Element ? (target.closest<HTMLElement>('[data-row]')?.dataset['row'] ?? null) : null
}

/** The section before it on its level under the same parent: what it comes to stand under when it goes a level deeper. */
function siblingAbove(sections: readonly SectionHeadFragment[], id: string): string | null {
  const at = sections.findIndex((section) => section.id === id)
  const level = sections[at]?.level ?? 0
  return sections.findLast((section, index) => index < at && section.level <= level)?.id ?? null
}
