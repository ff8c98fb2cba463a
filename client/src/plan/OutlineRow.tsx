/** Owns one row of the outline; drawn again only when something of its own has changed. */
import { memo } from 'react'
import { Icon } from '../shell/Icon.tsx'
import { Avatar, Stamp } from '../shell/Marks.tsx'
import { text } from '../text/da.ts'
import type { NewsKind } from './outlineNews.ts'
import type { ShownRow } from './outlineRows.ts'
import type { PeopleBySection } from './whoIsWhere.ts'
import { RenameField } from './RenameField.tsx'

const words = text.plan.outline
const mostAvatars = 3

export type People = NonNullable<ReturnType<PeopleBySection['get']>>

export type OutlineRowProps = Omit<ShownRow, 'parent'> & {
  readonly current: boolean
  readonly tabStop: boolean
  readonly here: People
  readonly news: NewsKind | null
  /** The title is being changed in its place. Must be the same function from one drawing to the next. */
  readonly rename: ((title: string | null, how: 'key' | 'left') => Promise<boolean>) | null
}

/** Its presses and keys are the tree's. */
export const OutlineRow = memo(function OutlineRow(row: OutlineRowProps) {
  const { section, open, place, siblings, ownerShown, aside, current, tabStop, here, news, rename } = row
  const item = {
    role: 'treeitem',
    'data-row': section.id,
    'aria-level': section.level,
    'aria-posinset': place,
    'aria-setsize': siblings,
    'aria-expanded': open ?? undefined,
    'aria-current': current ? ('true' as const) : undefined,
    className: aside ? 'aside' : undefined,
  }
  const marks = (
    <>
      {open === null ? <span /> : <Icon name={open ? 'chevron-down' : 'chevron-right'} />}
      {ownerShown ? <Stamp unit={section.owner} /> : <span />}
    </>
  )
  if (rename)
    return (
      <div {...item} data-renaming="">
        {marks}
        <RenameField title={section.title} onDone={rename} />
      </div>
    )
  return (
    <a {...item} href={`#s-${section.id}`} draggable={false} tabIndex={tabStop ? 0 : -1}>
      {marks}
      <span>
        {section.title}
        {aside && <span className="sr">, {words.filteredAside}</span>}
      </span>
      <span className="end">
        {here.slice(0, mostAvatars).map((person) => (
          <Avatar key={person.id} name={person.name} colour={person.colour} size="small" />
        ))}
        {here.length > mostAvatars && <span>+{here.length - mostAvatars}</span>}
        {news && <span className="row-news">{words.newsMarks[news]}</span>}
      </span>
    </a>
  )
})
