/** Owns the editor's schema: the nodes and marks of a section, drawn with the same DOM as the renderer's. */
import { type Extensions, Mark, mergeAttributes, Node } from '@tiptap/core'
import { TableCell, TableHeader, TableRow } from '@tiptap/extension-table'
import StarterKit from '@tiptap/starter-kit'
import type { Level } from '@samplan/shared/plan'
import { headingTag, safeHref } from '@samplan/shared/section/html'
import { goalNodes, type GoalSurroundings } from './goalNode.ts'
import { SectionTable } from './tables.ts'

/** TipTap's own binds Ctrl+Alt+0, which is `}` on a Danish keyboard. */
const Paragraph = Node.create({
  name: 'paragraph',
  priority: 1000,
  group: 'block',
  content: 'inline*',
  parseHTML: () => [{ tag: 'p' }],
  renderHTML: ({ HTMLAttributes }) => ['p', HTMLAttributes, 0],
  addCommands() {
    return {
      setParagraph:
        () =>
        ({ commands }) =>
          commands.setNode(this.name),
    }
  },
})

/** A sub-heading; it stores its depth below the section's title, never an HTML level. */
function headingAt(level: () => Level) {
  return Node.create({
    name: 'heading',
    group: 'block',
    content: 'inline*',
    defining: true,
    addAttributes: () => ({
      depth: {
        default: 1,
        parseHTML: (element) => {
          const depth = element.dataset['depth'] ?? (/^h[1-3]$/i.test(element.tagName) ? '1' : '2')
          return depth === '1' ? 1 : 2
        },
        renderHTML: ({ depth }) => ({ 'data-depth': String(depth) }),
      },
    }),
    parseHTML: () => ['h1', 'h2', 'h3', 'h4', 'h5', 'h6'].map((tag) => ({ tag })),
    renderHTML: ({ node, HTMLAttributes }) => [headingTag(level(), Number(node.attrs['depth'])), HTMLAttributes, 0],
  })
}

/** The address alone is kept; one that leads nowhere safe is kept in the text's data and not drawn. */
const Link = Mark.create({
  name: 'link',
  priority: 1000,
  inclusive: false,
  addAttributes: () => ({ href: { default: null } }),
  parseHTML: () => [{ tag: 'a[href]', getAttrs: (element) => (safeHref(element.getAttribute('href')) ? null : false) }],
  renderHTML: ({ mark }) => {
    const href = safeHref(mark.attrs['href'])
    return ['a', href === null ? {} : { href, rel: 'noopener noreferrer nofollow' }, 0]
  },
})

/** Cells without TipTap's column widths and alignment: nothing that a reader would not draw. */
const span = (name: 'colspan' | 'rowspan') => ({
  default: 1,
  parseHTML: (element: HTMLElement) => {
    const cells = Number(element.getAttribute(name) ?? 1)
    return Number.isInteger(cells) && cells >= 1 && cells <= 200 ? cells : 1
  },
})
const cellAttributes = () => ({ colspan: span('colspan'), rowspan: span('rowspan') })
const Cell = TableCell.extend({
  addAttributes: cellAttributes,
  renderHTML: ({ HTMLAttributes }) => ['td', mergeAttributes(HTMLAttributes), 0],
})
const HeaderCell = TableHeader.extend({
  addAttributes: cellAttributes,
  renderHTML: ({ HTMLAttributes }) => ['th', mergeAttributes(HTMLAttributes), 0],
})

/** All nodes and marks of a section at this level; where the level changes, the editor is drawn anew. */
export function sectionSchema(level: () => Level, goals: GoalSurroundings): Extensions {
  return [
    StarterKit.configure({
      paragraph: false,
      heading: false,
      code: false,
      codeBlock: false,
      horizontalRule: false,
      strike: false,
      underline: false,
      link: false,
      undoRedo: false,
      trailingNode: false,
    }),
    Paragraph,
    headingAt(level),
    Link,
    SectionTable,
    TableRow,
    Cell,
    HeaderCell,
    ...goalNodes(goals),
  ]
}
