/** Owns the open form of a goal: plain DOM, one attribute per fact, committed on leaving a field or after a pause. */
import type { Awareness } from 'y-protocols/awareness'
import { text } from '../text/da.ts'
import { colourClass, firstName, type PresentUser } from './cursors.ts'
import { type Field, goalFields, indicatorFields, parsed, printed } from './goalFields.ts'

export type FormIndicator = { readonly id: string; readonly attributes: Readonly<Record<string, unknown>> }
export type FormGoal = {
  readonly id: string
  readonly code: string
  readonly attributes: Readonly<Record<string, unknown>>
  readonly indicators: readonly FormIndicator[]
}

export type GoalFormActions = {
  /** `indicator` null: an attribute of the goal itself. */
  readonly commit: (indicator: string | null, name: string, value: string | null) => void
  readonly addIndicator: () => void
  readonly removeIndicator: (indicator: string) => void
  readonly removeGoal: () => void
  readonly close: () => void
}

export type GoalForm = {
  readonly dom: HTMLElement
  readonly show: (goal: FormGoal) => void
  readonly focus: () => void
  readonly destroy: () => void
}

const words = text.plan.goal
const pause = 1200

/** Which field of a goal a person is in, in the awareness state. */
type FieldPlace = { readonly goal: string; readonly indicator: string | null; readonly name: string }

export function openGoalForm(goal: FormGoal, awareness: Awareness, actions: GoalFormActions): GoalForm {
  const dom = element('div', 'goal-editing')
  dom.contentEditable = 'false'
  const form = document.createElement('form')
  form.addEventListener('submit', (event) => event.preventDefault())
  const foot = element('div', 'goal-foot')
  dom.append(form, foot)
  let shown = goal
  let shape = ''
  /** One's own button was pressed: what is drawn next takes the focus. */
  let adds = false
  const inputs = new Map<
    string,
    {
      readonly input: HTMLInputElement | HTMLSelectElement
      readonly field: Field
      readonly place: FieldPlace
      readonly box: HTMLElement
      stored: string
    }
  >()
  const keyOf = (indicator: string | null, name: string): string => `${indicator ?? ''}/${name}`

  const draw = (): void => {
    inputs.clear()
    form.replaceChildren()
    form.setAttribute('aria-label', words.form(shown.code))
    form.append(grid(goalFields(String(shown.attributes['level'] ?? '')), null, shown.attributes))
    for (const [index, indicator] of shown.indicators.entries()) {
      const group = document.createElement('fieldset')
      const legend = element('legend', shown.indicators.length > 1 ? 'label' : 'sr')
      legend.textContent = words.indicatorNo(index + 1)
      group.append(legend, grid(indicatorFields(indicator.attributes), indicator.id, indicator.attributes))
      if (shown.indicators.length > 1) group.append(button(words.removeIndicator, 'text-btn', () => actions.removeIndicator(indicator.id)))
      form.append(group)
    }
    const push = element('span', 'push')
    foot.replaceChildren(
      button(words.addIndicator, 'text-btn', () => {
        adds = true
        actions.addIndicator()
      }),
      button(words.remove, 'text-btn', actions.removeGoal),
      push,
      button(words.done, 'btn small', actions.close),
    )
    others()
  }

  const grid = (fields: readonly Field[], indicator: string | null, attributes: Readonly<Record<string, unknown>>): HTMLElement => {
    const box = element('div', 'goal-form')
    for (const field of fields) box.append(drawField(field, indicator, attributes[field.name]))
    return box
  }

  const drawField = (field: Field, indicator: string | null, stored: unknown): HTMLElement => {
    const box = element('div', `field w${field.columns}`)
    const id = `f-${shown.id}-${indicator ?? ''}-${field.name}`
    const label = document.createElement('label')
    label.htmlFor = id
    label.textContent = field.label
    const input = field.choices ? choiceInput(field, stored) : document.createElement('input')
    input.id = id
    input.className = field.kind === 'decimal' ? 'input num' : 'input'
    if (input instanceof HTMLInputElement) {
      input.autocomplete = 'off'
      if (field.kind === 'decimal') input.inputMode = 'decimal'
      input.value = printed(field, stored)
    }
    box.append(label, input)
    const place: FieldPlace = { goal: shown.id, indicator, name: field.name }
    const entry = { input, field, place, box, stored: printed(field, stored) }
    inputs.set(keyOf(indicator, field.name), entry)
    let timer: ReturnType<typeof setTimeout> | undefined
    const commit = (): void => {
      clearTimeout(timer)
      if (input.value === entry.stored) return say(box, input, null)
      const result = parsed(field, input.value)
      say(box, input, 'problem' in result ? result.problem : null)
      if ('problem' in result) return
      entry.stored = printed(field, result.value)
      actions.commit(indicator, field.name, result.value)
    }
    input.addEventListener('input', () => {
      clearTimeout(timer)
      // A half-written number is no mistake yet: the pause commits only what can be read.
      timer = setTimeout(() => !('problem' in parsed(field, input.value)) && commit(), field.choices ? 0 : pause)
    })
    input.addEventListener('change', commit)
    input.addEventListener('focus', () => awareness.setLocalState({ ...awareness.getLocalState(), field: place }))
    input.addEventListener('blur', () => {
      commit()
      if (input instanceof HTMLInputElement && input.getAttribute('aria-invalid') !== 'true') input.value = entry.stored
      if (awareness.getLocalState()) awareness.setLocalStateField('field', null)
    })
    input.addEventListener('keydown', (event) => {
      if (!(event instanceof KeyboardEvent)) return
      if (event.key === 'Enter' && input instanceof HTMLInputElement) commit()
      if (event.key === 'Escape') {
        event.stopPropagation()
        commit()
        actions.close()
      }
    })
    return box
  }

  /** Who else is in which field: its edge takes their colour, the name stands at the label's right. */
  const others = (): void => {
    for (const { box, input } of inputs.values()) {
      box.classList.remove('other-here', ...[...box.classList].filter((name) => name.startsWith('adm-')))
      for (const old of box.querySelectorAll('.flag, .who-here')) old.remove()
      if (input.getAttribute('aria-describedby')?.endsWith('-here')) input.removeAttribute('aria-describedby')
    }
    for (const [client, state] of awareness.getStates()) {
      const place = state['field'] as FieldPlace | null | undefined
      const user = state['user'] as PresentUser | undefined
      if (client === awareness.clientID || !place || place.goal !== shown.id || !user?.name) continue
      const entry = inputs.get(keyOf(place.indicator, place.name))
      if (!entry) continue
      const colour = colourClass(user)
      entry.box.classList.add('other-here', ...(colour ? [colour] : []))
      const flag = element('span', 'flag')
      flag.setAttribute('aria-hidden', 'true')
      flag.textContent = firstName(user.name)
      const spoken = element('span', 'sr who-here')
      spoken.id = `${entry.input.id}-here`
      spoken.textContent = words.otherHere(user.name)
      entry.input.setAttribute('aria-describedby', spoken.id)
      entry.box.append(flag, spoken)
    }
  }
  awareness.on('change', others)

  /** New facts from outside: what one is in the middle of writing is left alone; other fields take the newest value. */
  const show = (next: FormGoal): void => {
    const before = new Set(shown.indicators.map(({ id }) => id))
    shown = next
    const nextShape = shapeOf(next)
    if (nextShape !== shape) {
      shape = nextShape
      const active = document.activeElement
      const pressed = active && dom.contains(active) ? active.textContent : null
      const at = [...inputs.values()].find(({ input }) => input === active)?.place
      draw()
      const added = adds && next.indicators.find(({ id }) => !before.has(id))
      if (added) {
        adds = false
        inputs.get(keyOf(added.id, 'indicator'))?.input.focus()
      } else if (at) inputs.get(keyOf(at.indicator, at.name))?.input.focus()
      else if (pressed !== null) {
        const buttons = [...foot.querySelectorAll('button')]
        ;(buttons.find(({ textContent }) => textContent === pressed) ?? buttons[0])?.focus()
      }
      return
    }
    const all = [{ id: null, attributes: next.attributes }, ...next.indicators]
    for (const { id, attributes } of all) {
      for (const [name, value] of Object.entries(attributes)) {
        const entry = inputs.get(keyOf(id, name))
        if (!entry) continue
        const now = printed(entry.field, value)
        if (now === entry.stored) continue
        const untouched = entry.input.value === entry.stored
        entry.stored = now
        if (untouched || document.activeElement !== entry.input) entry.input.value = now
      }
    }
  }
  show(goal)

  return {
    dom,
    show,
    focus: () => dom.querySelector<HTMLElement>('.goal-form .input')?.focus(),
    destroy: () => {
      awareness.off('change', others)
      if (awareness.getLocalState()?.['field']) awareness.setLocalStateField('field', null)
      dom.remove()
    },
  }
}

/** The form is drawn anew when other fields are asked for; else its values change in place. */
function shapeOf(goal: FormGoal): string {
  return JSON.stringify([
    goal.attributes['level'],
    goal.indicators.map(({ id, attributes }) => [id, indicatorFields(attributes).map((field) => field.name)]),
  ])
}

function choiceInput(field: Field, stored: unknown): HTMLSelectElement {
  const select = document.createElement('select')
  const value = typeof stored === 'string' ? stored : ''
  const known = field.choices ?? []
  select.append(option(words.none, ''))
  if (value && !known.some((choice) => choice.value === value)) select.append(option(words.unknownValue(value), value))
  for (const choice of known) select.append(option(choice.label, choice.value))
  select.value = value
  return select
}

function option(label: string, value: string): HTMLOptionElement {
  const made = document.createElement('option')
  made.value = value
  made.textContent = label
  return made
}

/** The problem of a field, below it; null takes it away. */
function say(box: HTMLElement, input: HTMLElement, problem: string | null): void {
  box.querySelector('.error')?.remove()
  input.removeAttribute('aria-invalid')
  input.removeAttribute('aria-errormessage')
  if (!problem) return
  const error = element('span', 'error')
  error.id = `${input.id}-error`
  error.setAttribute('role', 'alert')
  error.textContent = problem
  input.setAttribute('aria-invalid', 'true')
  input.setAttribute('aria-errormessage', error.id)
  box.append(error)
}

function button(label: string, className: string, press: () => void): HTMLButtonElement {
  const made = document.createElement('button')
  made.type = 'button'
  made.className = className
  made.textContent = label
  made.addEventListener('click', press)
  return made
}

function element(tag: string, className: string): HTMLElement {
  const made = document.createElement(tag)
  made.className = className
  return made
}
