/** Owns the tools of a table, shown while the caret is in one: a second row of the toolbar, over the paper. */
import type { Editor } from '@tiptap/core'
import type { TableAct, TableFormats } from '../editor/tables.ts'
import { Icon } from '../shell/Icon.tsx'
import { Menu, type MenuItem } from '../shell/Menu.tsx'
import { text } from '../text/da.ts'

const words = text.plan.tools.table

export function TableTools({ editor, formats }: { readonly editor: Editor; readonly formats: TableFormats }) {
  const act = (name: TableAct) => () => {
    editor.commands.focus()
    editor.commands.tableAct(name)
  }
  const item = (name: TableAct, more: Partial<MenuItem> = {}): MenuItem => ({ key: name, label: words[name], onPress: act(name), ...more })
  const menu = (label: string, items: readonly MenuItem[]) => (
    <Menu
      label={`${words.group}: ${label}`}
      className="btn word"
      align="start"
      button={
        <>
          {label} <Icon name="chevron-down" />
        </>
      }
      items={items}
    />
  )
  return (
    <div className="tools-row table-tools" role="group" aria-label={words.group}>
      {menu(words.row, [
        item('rowAbove'),
        item('rowBelow'),
        item('headerRow', { label: formats.headerRow ? words.noHeaderRow : words.headerRow }),
        item('deleteRow', { danger: true }),
      ])}
      {menu(words.column, [
        item('columnLeft'),
        item('columnRight'),
        item('headerColumn', { label: formats.headerColumn ? words.noHeaderColumn : words.headerColumn }),
        item('deleteColumn', { danger: true }),
      ])}
      {menu(words.cells, [
        item('merge', { cannot: formats.merges ? null : words.cannotMerge }),
        item('split', { cannot: formats.splits ? null : words.cannotSplit }),
      ])}
      <span className="push" />
      <button type="button" className="btn word" tabIndex={-1} onMouseDown={(event) => event.preventDefault()} onClick={act('deleteTable')}>
        {words.deleteTable}
      </button>
    </div>
  )
}
