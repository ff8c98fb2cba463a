/** Owns the outline on the page: a tree with owners and who is where, walked and changed by keyboard, buttons and a menu. */
import { useMutation } from '@apollo/client/react'
import { type KeyboardEvent, type ReactNode, useEffect, useMemo, useRef, useState } from 'react'
import {
  ChangeSectionLevelDocument,
  MoveSectionDocument,
  type PlanOutlineFragment,
  type PresenceChangedSubscription,
  type SectionHeadFragment,
} from '../graphql/generated.ts'
import { sentenceOf } from '../graphql/refusalOf.ts'
import { Icon } from '../shell/Icon.tsx'
import { Avatar, Stamp } from '../shell/Marks.tsx'
import { Menu, type MenuItem } from '../shell/Menu.tsx'
import { useToast } from '../shell/Toast.tsx'
import { text } from '../text/da.ts'
import { AddDialog, AssignDialog, BinDialog, BinList, RenameDialog } from './OutlineDialogs.tsx'
import { movesOf, parentOf, subSections } from './outlineMoves.ts'

const words = text.plan.outline
const few = 24
const mostAvatars = 3

export type PeopleBySection = ReadonlyMap<string, PresenceChangedSubscription['presenceChanged'][number]['people']>

type OutlineProps = {
  readonly plan: PlanOutlineFragment
  readonly mayChange: boolean
  readonly current: string | null
  readonly people: PeopleBySection
  readonly legend: readonly SectionHeadFragment['owner'][]
  readonly onGo: (section: string, write: boolean) => void
  /** In a sheet, whose title says it already. */
  readonly titled?: boolean
}

type Open = { readonly is: 'add' | 'rename' | 'bin' | 'assign'; readonly section: SectionHeadFragment | null } | { readonly is: 'binList' }

export function Outline({ plan, mayChange, current, people, legend, onGo, titled = false }: OutlineProps) {
  const rows = plan.sections
  const toast = useToast()
  const tree = useRef<HTMLUListElement>(null)
  const [toggled, setToggled] = useState<ReadonlyMap<string, boolean>>(new Map())
  const [picked, setPicked] = useState<string | null>(null)
  const [wanted, setWanted] = useState<{ readonly row: string } | null>(null)
  const [open, setOpen] = useState<Open | null>(null)
  const [move] = useMutation(MoveSectionDocument)
  const [level] = useMutation(ChangeSectionLevelDocument)

  const branch = useMemo(() => {
    const ids = new Set<string>()
    for (let at = current; at !== null; at = parentOf(rows, at)?.id ?? null) ids.add(at)
    return ids
  }, [rows, current])
  const isOpen = (row: SectionHeadFragment): boolean => toggled.get(row.id) ?? (rows.length <= few || branch.has(row.id))
  const visible: SectionHeadFragment[] = []
  let hiddenBelow = 9
  for (const row of rows) {
    if (row.level > hiddenBelow) continue
    visible.push(row)
    hiddenBelow = subSections(rows, row.id) > 0 && !isOpen(row) ? row.level : 9
  }
  const tabStop = [picked, current].find((id) => visible.some((row) => row.id === id)) ?? visible[0]?.id ?? null
  const chosen = rows.find((row) => row.id === (picked ?? current)) ?? null

  const focusRow = (id: string | undefined): void => {
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
  /** What stands where the section stood: the row behind it and its sub-sections, or the one before. */
  const nextTo = (section: string): string | undefined => {
    const at = rows.findIndex((row) => row.id === section)
    const gone = new Set(rows.slice(at, at + 1 + subSections(rows, section)).map((row) => row.id))
    const place = visible.findIndex((row) => row.id === section)
    return (visible.slice(place).find((row) => !gone.has(row.id)) ?? visible[place - 1])?.id
  }
  const toggle = (row: SectionHeadFragment, to = !isOpen(row)): void => setToggled(new Map(toggled).set(row.id, to))
  const moveTo = async (row: SectionHeadFragment, target: { readonly after: string | null } | undefined, cannot: string) => {
    if (!target) return toast(cannot)
    try {
      const { data } = await move({ variables: { plan: plan.id, section: row.id, after: target.after } })
      const now = data?.moveSection.sections ?? rows
      toast(words.moved(row.title, now.findIndex((one) => one.id === row.id) + 1, now.length))
      focusRow(row.id)
    } catch (error) {
      toast(sentenceOf(error))
    }
  }
  const levelBy = async (row: SectionHeadFragment, by: 1 | -1, can: boolean, cannot: string) => {
    if (!can) return toast(cannot)
    try {
      await level({ variables: { plan: plan.id, section: row.id, by } })
      toast(words.levelled(row.title, row.level + by))
      focusRow(row.id)
    } catch (error) {
      toast(sentenceOf(error))
    }
  }

  const onKeyDown = (event: KeyboardEvent) => {
    const row = visible.find((one) => one.id === tabStop)
    if (!row) return
    const at = visible.indexOf(row)
    const moves = movesOf(rows, row.id)
    const act = ((): (() => void) | null => {
      if (event.altKey && !event.ctrlKey && mayChange) {
        switch (event.key) {
          case 'ArrowUp':
            return () => void moveTo(row, moves.up, words.cannotUp)
          case 'ArrowDown':
            return () => void moveTo(row, moves.down, words.cannotDown)
          case 'ArrowRight':
            return () => void levelBy(row, 1, moves.deeper, words.cannotDeeper)
          case 'ArrowLeft':
            return () => void levelBy(row, -1, moves.higher, words.cannotHigher)
        }
      }
      if (event.altKey || event.ctrlKey || event.metaKey) return null
      switch (event.key) {
        case 'ArrowDown':
          return () => focusRow(visible[at + 1]?.id)
        case 'ArrowUp':
          return () => focusRow(visible[at - 1]?.id)
        case 'Home':
          return () => focusRow(visible[0]?.id)
        case 'End':
          return () => focusRow(visible.at(-1)?.id)
        case 'ArrowRight':
          return subSections(rows, row.id) === 0 ? null : isOpen(row) ? () => focusRow(visible[at + 1]?.id) : () => toggle(row, true)
        case 'ArrowLeft':
          return subSections(rows, row.id) > 0 && isOpen(row) ? () => toggle(row, false) : () => focusRow(parentOf(rows, row.id)?.id)
        case 'Enter':
          return () => onGo(row.id, true)
        case 'F2':
          return mayChange ? () => setOpen({ is: 'rename', section: row }) : null
        case 'Delete':
          return mayChange ? () => setOpen({ is: 'bin', section: row }) : null
        default:
          return null
      }
    })()
    if (!act) return
    event.preventDefault()
    event.stopPropagation()
    act()
  }

  const menu = (row: SectionHeadFragment): readonly MenuItem[] => {
    const moves = movesOf(rows, row.id)
    return [
      { key: 'rename', label: words.rename, onPress: () => setOpen({ is: 'rename', section: row }) },
      {
        key: 'up',
        label: words.moveUp,
        onPress: () => void moveTo(row, moves.up, words.cannotUp),
        cannot: moves.up ? null : words.cannotUp,
      },
      {
        key: 'down',
        label: words.moveDown,
        onPress: () => void moveTo(row, moves.down, words.cannotDown),
        cannot: moves.down ? null : words.cannotDown,
      },
      {
        key: 'deeper',
        label: words.deeper,
        onPress: () => void levelBy(row, 1, moves.deeper, words.cannotDeeper),
        cannot: moves.deeper ? null : words.cannotDeeper,
      },
      {
        key: 'higher',
        label: words.higher,
        onPress: () => void levelBy(row, -1, moves.higher, words.cannotHigher),
        cannot: moves.higher ? null : words.cannotHigher,
      },
      { key: 'assign', label: words.owner, onPress: () => setOpen({ is: 'assign', section: row }) },
      { key: 'bin', label: words.toBin, danger: true, onPress: () => setOpen({ is: 'bin', section: row }) },
    ]
  }

  const item = (row: SectionHeadFragment): ReactNode => {
    const below = subSections(rows, row.id)
    const expanded = below > 0 ? isOpen(row) : undefined
    const here = people.get(row.id) ?? []
    return (
      <a
        href={`#s-${row.id}`}
        role="treeitem"
        data-row={row.id}
        aria-level={row.level}
        aria-expanded={expanded}
        aria-current={row.id === current ? 'true' : undefined}
        tabIndex={row.id === tabStop ? 0 : -1}
        onFocus={() => setPicked(row.id)}
        onClick={(event) => {
          event.preventDefault()
          if (event.target instanceof Element && event.target.closest('.i-chevron-right, .i-chevron-down')) return toggle(row)
          setPicked(row.id)
          onGo(row.id, false)
        }}
      >
        {expanded === undefined ? <span /> : <Icon name={expanded ? 'chevron-down' : 'chevron-right'} />}
        {row.level > 1 && parentOf(rows, row.id) && sameOwner(rows, row) ? <span /> : <Stamp unit={row.owner} />}
        <span>{row.title}</span>
        <span className="end">
          {here.slice(0, mostAvatars).map((person) => (
            <Avatar key={person.id} name={person.name} colour={person.colour} size="small" />
          ))}
          {here.length > mostAvatars && <span>+{here.length - mostAvatars}</span>}
        </span>
      </a>
    )
  }

  return (
    <>
      <OutlineHead titled={titled}>
        {mayChange && (
          <span className="outline-actions">
            {chosen && (
              <Menu
                label={words.actions(chosen.title)}
                className="btn quiet small icon-only"
                align={titled ? 'end' : 'start'}
                button={<Icon name="more" />}
                items={menu(chosen)}
              />
            )}
            <button
              type="button"
              className="btn quiet small icon-only"
              aria-label={words.add}
              title={words.add}
              onClick={() => setOpen({ is: 'add', section: chosen ?? rows.at(-1) ?? null })}
            >
              <Icon name="plus" />
            </button>
          </span>
        )}
      </OutlineHead>
      <ul
        className="outline"
        role="tree"
        aria-label={words.title}
        aria-describedby={mayChange ? 'outline-keys' : undefined}
        ref={tree}
        onKeyDown={onKeyDown}
      >
        {nested(visible, item)}
      </ul>
      {mayChange && (
        <span className="sr" id="outline-keys">
          {words.keys}
        </span>
      )}
      {mayChange && plan.bin.length > 0 && (
        <button type="button" className="text-btn bin-open" onClick={() => setOpen({ is: 'binList' })}>
          {words.bin(plan.bin.length)}
        </button>
      )}
      <div className="legend">
        {legend.map((unit) => (
          <span className="owner" key={unit.id}>
            <Stamp unit={unit} plain />
            {unit.name}
          </span>
        ))}
      </div>
      {open?.is === 'add' && <AddDialog plan={plan} after={open.section} onClose={() => setOpen(null)} onAdded={(id) => onGo(id, true)} />}
      {open?.is === 'rename' && open.section && <RenameDialog plan={plan} section={open.section} onClose={() => setOpen(null)} />}
      {open?.is === 'bin' && open.section && (
        <BinDialog
          plan={plan}
          section={open.section}
          onClose={() => setOpen(null)}
          onBinned={() => focusRow(nextTo(open.section?.id ?? ''))}
        />
      )}
      {open?.is === 'assign' && open.section && <AssignDialog plan={plan} section={open.section} onClose={() => setOpen(null)} />}
      {open?.is === 'binList' && (
        <BinList
          plan={plan}
          onClose={() => {
            setOpen(null)
            // The button that opened it stands there only as long as something is in it.
            if (plan.bin.length === 0) focusRow(tabStop ?? undefined)
          }}
        />
      )}
    </>
  )
}

function OutlineHead({ titled, children }: { readonly titled: boolean; readonly children: ReactNode }) {
  if (titled) return <div className="sheet-actions">{children}</div>
  return (
    <h2>
      {words.title}
      {children}
    </h2>
  )
}

function sameOwner(rows: readonly SectionHeadFragment[], row: SectionHeadFragment): boolean {
  const parent = parentOf(rows, row.id)
  return rows.find((one) => one.id === parent?.id)?.owner.id === row.owner.id
}

/** The rows as lists in lists. */
function nested(rows: readonly SectionHeadFragment[], item: (row: SectionHeadFragment) => ReactNode): ReactNode {
  const items: ReactNode[] = []
  for (let at = 0; at < rows.length;) {
    const row = rows[at]
    if (!row) break
    let end = at + 1
    while ((rows[end]?.level ?? 0) > row.level) end++
    const below = rows.slice(at + 1, end)
    items.push(
      <li role="none" key={row.id}>
        {item(row)}
        {below.length > 0 && <ul role="group">{nested(below, item)}</ul>}
      </li>,
    )
    at = end
  }
  return items
}
