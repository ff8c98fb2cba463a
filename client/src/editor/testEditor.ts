/** Owns the editor that tests open: a section of its own content, in a page of the test's. */
import { afterEach } from 'vitest'
import { Awareness } from 'y-protocols/awareness'
import * as Y from 'yjs'
import { type Content, fragmentName } from '@samplan/shared/section/content'
import { seedUpdate } from '@samplan/shared/section/seed'
import { createSectionEditor, type Editor, undoManagerOf } from './sectionEditor.ts'

type Settings = Parameters<typeof createSectionEditor>[0]

/** An editor that outlives its test looks at a page that is gone. */
const opened: Editor[] = []
afterEach(closeEditors)

/** For a test that opens many: each test ends with it anyway. */
export function closeEditors(): void {
  for (const editor of opened.splice(0)) editor.destroy()
}

/** `sent`: every update of the document since it was seeded. */
export function openEditor(content: Content, settings: Partial<Pick<Settings, 'level' | 'goals' | 'pasted'>> = {}) {
  const doc = new Y.Doc()
  Y.applyUpdate(doc, seedUpdate(content))
  const fragment = doc.getXmlFragment(fragmentName)
  const sent: Uint8Array[] = []
  doc.on('update', (update: Uint8Array) => sent.push(update))
  const undo = undoManagerOf(fragment)
  const editor = createSectionEditor({
    fragment,
    undo,
    awareness: new Awareness(doc),
    beforeRemote: () => () => undefined,
    level: () => 2,
    labelledBy: 'h',
    goals: { facts: () => undefined, onFacts: () => () => undefined, newId: () => 'new' },
    edge: () => false,
    selectPlan: () => false,
    leave: () => undefined,
    draggedOut: () => undefined,
    askLink: () => undefined,
    pasted: () => undefined,
    ...settings,
  })
  opened.push(editor)
  document.body.append(editor.view.dom)
  return { doc, fragment, editor, undo, sent }
}
