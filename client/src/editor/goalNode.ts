/** Owns the goal in the editor: permissive nodes, drawn in plain DOM by the renderer's own functions, edited in place by a form. */
import { Node, type NodeViewRendererProps } from '@tiptap/core'
import type { Node as DocumentNode } from '@tiptap/pm/model'
import { NodeSelection, TextSelection } from '@tiptap/pm/state'
import type { NodeView, ViewMutationRecord } from 'prosemirror-view'
import { goalAttributeNames, indicatorAttributeNames } from '@samplan/shared/goal'
import type { Json } from '@samplan/shared/section/content'
import { goalElement, type GoalFacts, goalHeadHtml, indicatorHtml } from '@samplan/shared/section/goalBlock'
import { goalWords } from '@samplan/shared/section/goalWords'
import type { Awareness } from 'y-protocols/awareness'
import { text } from '../text/da.ts'
import { notAsked } from './goalFields.ts'
import { type FormGoal, type GoalForm, openGoalForm } from './goalForm.ts'

/** What the page knows of goals beyond the text: codes, verdicts, figures. */
export type GoalSurroundings = {
  readonly facts: (goal: string) => GoalFacts | undefined
  /** Told when facts have changed; returns its end. */
  readonly onFacts: (listener: () => void) => () => void
  readonly awareness: Awareness | null
  readonly newId: () => string
}

const words = text.plan.goal

const attributesNamed = (names: readonly string[]) => () =>
  Object.fromEntries(names.map((name) => [name, { default: null, rendered: false }]))

export function goalNodes(surroundings: GoalSurroundings) {
  return [
    Node.create({
      name: 'goal',
      group: 'block',
      // Anything goes: y-tiptap deletes from the document what the schema cannot build.
      content: '(goalStatement | goalIndicator)*',
      defining: true,
      isolating: true,
      addAttributes: attributesNamed(goalAttributeNames),
      parseHTML: () => [
        {
          tag: 'div.goal',
          contentElement: (element) => (element as HTMLElement).querySelector<HTMLElement>('.goal-body') ?? (element as HTMLElement),
          getAttrs: (element) => ({
            id: element.dataset['goal'] ?? null,
            level: element.dataset['level'] ?? 'result',
            ...carriedIn(element, goalAttributeNames),
          }),
        },
      ],
      renderHTML: ({ node }) => [
        'div',
        { ...goalElement(node.attrs, undefined, goalWords), ...carried(node) },
        ['div', { class: 'goal-body' }, 0],
      ],
      addNodeView: () => (props) => new GoalView(props, surroundings),
    }),
    Node.create({
      name: 'goalStatement',
      content: 'inline*',
      defining: true,
      parseHTML: () => [{ tag: 'p.goal-say', priority: 100 }],
      renderHTML: () => ['p', { class: 'goal-say' }, 0],
    }),
    Node.create({
      name: 'goalIndicator',
      atom: true,
      selectable: false,
      addAttributes: attributesNamed(indicatorAttributeNames),
      parseHTML: () => [{ tag: 'div.goal-indicator[data-attributes]', getAttrs: (element) => carriedIn(element, indicatorAttributeNames) }],
      renderHTML: ({ node }) => ['div', { class: 'goal-indicator', ...carried(node) }],
      addNodeView: () => (props) => new IndicatorView(props, surroundings),
    }),
  ]
}

/** On the clipboard the attributes travel in the element; on the page the node views draw, and nothing of this is in it. */
function carried(node: DocumentNode): Readonly<Record<string, string>> {
  return { 'data-attributes': JSON.stringify(Object.fromEntries(Object.entries(node.attrs).filter(([, value]) => value !== null))) }
}

function carriedIn(element: HTMLElement, names: readonly string[]): Readonly<Record<string, string>> {
  const told = ((): unknown => {
    try {
      return JSON.parse(element.dataset['attributes'] ?? '{}')
    } catch {
      return null
    }
  })()
  const entries = typeof told === 'object' && told !== null ? Object.entries(told) : []
  return Object.fromEntries(entries.filter((entry): entry is [string, string] => names.includes(entry[0]) && typeof entry[1] === 'string'))
}

class GoalView implements NodeView {
  readonly dom = document.createElement('div')
  readonly contentDOM = document.createElement('div')
  readonly #head = document.createElement('div')
  readonly #edit = document.createElement('button')
  readonly #props: NodeViewRendererProps
  readonly #surroundings: GoalSurroundings
  readonly #end: () => void
  #node: DocumentNode
  #form: GoalForm | null = null

  constructor(props: NodeViewRendererProps, surroundings: GoalSurroundings) {
    this.#props = props
    this.#node = props.node
    this.#surroundings = surroundings
    this.#head.className = 'goal-head'
    this.#head.contentEditable = 'false'
    this.contentDOM.className = 'goal-body'
    this.#edit.type = 'button'
    this.#edit.className = 'btn small goal-edit'
    this.#edit.contentEditable = 'false'
    this.#edit.textContent = words.edit
    this.#edit.addEventListener('click', () => this.open())
    this.dom.append(this.#head, this.contentDOM, this.#edit)
    this.dom.addEventListener('goal-open', () => this.open())
    this.#draw()
    this.#end = surroundings.onFacts(() => this.#draw())
  }

  update(node: DocumentNode): boolean {
    if (node.type !== this.#node.type) return false
    this.#node = node
    this.#draw()
    return true
  }

  /** Opened only by one's own action, never because a colleague opened theirs. */
  open(): void {
    const { awareness } = this.#surroundings
    if (this.#form || !awareness) return
    this.#form = openGoalForm(this.#formGoal(), awareness, {
      commit: (indicator, name, value) => this.#commit(indicator, name, value),
      addIndicator: () => this.#addIndicator(),
      removeIndicator: (indicator) => this.#removeIndicator(indicator),
      removeGoal: () => this.#removeGoal(),
      close: () => this.#close(),
    })
    this.dom.classList.add('is-editing')
    this.dom.append(this.#form.dom)
    this.#form.focus()
  }

  stopEvent(event: Event): boolean {
    const target = event.target
    return target instanceof globalThis.Node && !this.contentDOM.contains(target) && target !== this.dom
  }

  ignoreMutation(mutation: ViewMutationRecord): boolean {
    return mutation.type !== 'selection' && !this.contentDOM.contains(mutation.target)
  }

  selectNode(): void {
    this.dom.classList.add('is-selected')
  }

  deselectNode(): void {
    this.dom.classList.remove('is-selected')
  }

  destroy(): void {
    this.#end()
    this.#form?.destroy()
  }

  get #id(): string {
    return String(this.#node.attrs['id'] ?? '')
  }

  #draw(): void {
    const facts = this.#surroundings.facts(this.#id)
    const attributes = this.#node.attrs as Readonly<Record<string, Json>>
    for (const [name, value] of Object.entries(goalElement(attributes, facts, goalWords)))
      if (name !== 'class' && this.dom.getAttribute(name) !== value) this.dom.setAttribute(name, value)
    this.dom.classList.add('goal')
    const head = goalHeadHtml(attributes, facts, goalWords)
    if (this.#head.innerHTML !== head) this.#head.innerHTML = head
    this.#edit.setAttribute('aria-label', words.editOf(facts?.code ?? ''))
    this.#form?.show(this.#formGoal())
  }

  #formGoal(): FormGoal {
    const indicators: FormGoal['indicators'][number][] = []
    this.#node.forEach((child) => {
      if (child.type.name === 'goalIndicator') indicators.push({ id: String(child.attrs['id'] ?? ''), attributes: child.attrs })
    })
    return { id: this.#id, code: this.#surroundings.facts(this.#id)?.code ?? '', attributes: this.#node.attrs, indicators }
  }

  #positionOf(indicator: string): number | null {
    const at = this.#props.getPos()
    if (at === undefined) return null
    let found: number | null = null
    this.#node.forEach((child, offset) => {
      if (child.type.name === 'goalIndicator' && String(child.attrs['id'] ?? '') === indicator) found ??= at + 1 + offset
    })
    return found
  }

  #commit(indicator: string | null, name: string, value: string | null): void {
    const at = indicator === null ? this.#props.getPos() : this.#positionOf(indicator)
    if (at === undefined || at === null) return
    const { view } = this.#props
    const transaction = view.state.tr.setNodeAttribute(at, name, value)
    // In one transaction, so that one undo brings all of it back.
    if (indicator !== null && name === 'targetKind') for (const other of notAsked(value)) transaction.setNodeAttribute(at, other, null)
    view.dispatch(transaction)
  }

  #addIndicator(): void {
    const at = this.#props.getPos()
    const type = this.#props.view.state.schema.nodes['goalIndicator']
    if (at === undefined || !type) return
    const { view } = this.#props
    view.dispatch(view.state.tr.insert(at + this.#node.nodeSize - 1, type.create({ id: this.#surroundings.newId() })))
  }

  #removeIndicator(indicator: string): void {
    const at = this.#positionOf(indicator)
    if (at === null) return
    const { view } = this.#props
    view.dispatch(view.state.tr.delete(at, at + 1))
  }

  #removeGoal(): void {
    const at = this.#props.getPos()
    if (at === undefined) return
    const { view } = this.#props
    this.#form?.destroy()
    this.#form = null
    view.dispatch(view.state.tr.delete(at, at + this.#node.nodeSize).scrollIntoView())
    view.focus()
  }

  #close(): void {
    this.#form?.destroy()
    this.#form = null
    this.dom.classList.remove('is-editing')
    const at = this.#props.getPos()
    const { view } = this.#props
    if (at !== undefined) view.dispatch(view.state.tr.setSelection(NodeSelection.create(view.state.doc, at)))
    view.focus()
  }
}

class IndicatorView implements NodeView {
  readonly dom = document.createElement('div')
  readonly #surroundings: GoalSurroundings
  readonly #props: NodeViewRendererProps
  readonly #end: () => void
  #node: DocumentNode

  constructor(props: NodeViewRendererProps, surroundings: GoalSurroundings) {
    this.#props = props
    this.#node = props.node
    this.#surroundings = surroundings
    this.dom.className = 'goal-indicator'
    this.dom.contentEditable = 'false'
    this.#draw()
    this.#end = surroundings.onFacts(() => this.#draw())
  }

  update(node: DocumentNode): boolean {
    if (node.type !== this.#node.type) return false
    this.#node = node
    this.#draw()
    return true
  }

  ignoreMutation(): boolean {
    return true
  }

  destroy(): void {
    this.#end()
  }

  #draw(): void {
    const at = this.#props.getPos()
    const goal = at === undefined ? null : this.#props.view.state.doc.resolve(Math.min(at, this.#props.view.state.doc.content.size)).parent
    const facts = goal?.type.name === 'goal' ? this.#surroundings.facts(String(goal.attrs['id'] ?? '')) : undefined
    const html = indicatorHtml(
      this.#node.attrs as Readonly<Record<string, Json>>,
      facts?.indicators?.get(String(this.#node.attrs['id'] ?? '')),
      goalWords,
    )
    if (this.dom.innerHTML !== html) this.dom.innerHTML = html
  }
}

/** Puts the caret into the statement of the goal at this position. */
export function statementSelection(doc: DocumentNode, goalAt: number): TextSelection {
  return TextSelection.near(doc.resolve(goalAt + 2)) as TextSelection
}
