/** Owns the dialog for a new table in the text: its rows, its columns, whether it has headers. */
import type { Editor } from '@tiptap/core'
import { useEffect, useState } from 'react'
import { keepLineBelowTable } from '../editor/belowTable.ts'
import { Button } from '../shell/Button.tsx'
import { Dialog } from '../shell/Dialog.tsx'
import { Checkbox, TextField } from '../shell/Field.tsx'
import { text } from '../text/da.ts'

const words = text.plan.tools.tableDialog
const most = { rows: 100, columns: 20 } as const

export function TableDialog({ editor, onClose }: { readonly editor: Editor; readonly onClose: () => void }) {
  const [rows, setRows] = useState('3')
  const [columns, setColumns] = useState('3')
  const [headed, setHeaded] = useState(true)
  const [checked, setChecked] = useState(false)
  // Only when the dialog is gone: while it is modal, the text behind it cannot take the focus.
  useEffect(() => () => void (!editor.isDestroyed && editor.view.focus()), [editor])
  const problem = (value: string, limit: number): string | null => (checked && countOf(value, limit) === null ? words.bad(limit) : null)
  const insert = () => {
    const [rowCount, columnCount] = [countOf(rows, most.rows), countOf(columns, most.columns)]
    if (rowCount === null || columnCount === null) return setChecked(true)
    editor
      .chain()
      .insertTable({ rows: rowCount, cols: columnCount, withHeaderRow: headed })
      .command(({ tr }) => keepLineBelowTable(tr))
      .scrollIntoView()
      .run()
    onClose()
  }
  return (
    <Dialog
      title={words.title}
      onClose={onClose}
      footer={
        <>
          <Button onPress={onClose}>{text.shell.cancel}</Button>
          <Button kind="primary" onPress={insert}>
            {words.insert}
          </Button>
        </>
      }
    >
      <form
        className="stack"
        onSubmit={(event) => {
          event.preventDefault()
          insert()
        }}
      >
        <TextField label={words.rows} value={rows} onChange={setRows} decimal error={problem(rows, most.rows)} autoFocus />
        <TextField label={words.columns} value={columns} onChange={setColumns} decimal error={problem(columns, most.columns)} />
        <Checkbox label={words.header} checked={headed} onChange={setHeaded} hint={words.hint} />
        {/* Enter in a field inserts: of several fields only a submit button does that. */}
        <button type="submit" hidden>
          {words.insert}
        </button>
      </form>
    </Dialog>
  )
}

function countOf(value: string, limit: number): number | null {
  const count = Number(value.trim())
  return /^\d+$/.test(value.trim()) && count >= 1 && count <= limit ? count : null
}
