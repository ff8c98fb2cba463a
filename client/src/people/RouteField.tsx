/** Owns the choice of a plan's route: bodies in order, added and moved one by one. */
import { useId, useState } from 'react'
import { Button } from '../shell/Button.tsx'
import { SelectField } from '../shell/Field.tsx'
import { Icon } from '../shell/Icon.tsx'
import { text } from '../text/da.ts'
import type { BodyRow } from './units.ts'

const words = text.people.plan

type RouteFieldProps = {
  readonly bodies: readonly BodyRow[]
  readonly route: readonly string[]
  readonly onChange: (route: readonly string[]) => void
  readonly error: string | null
}

export function RouteField({ bodies, route, onChange, error }: RouteFieldProps) {
  const id = useId()
  const left = bodies.filter((body) => !route.includes(body.id))
  const [wanted, setWanted] = useState('')
  const chosen = left.find((body) => body.id === wanted) ?? left.find((body) => !body.final) ?? left[0]
  const swap = (at: number, to: number) =>
    onChange(route.map((body, index) => (index === at ? (route[to] ?? body) : index === to ? (route[at] ?? body) : body)))
  return (
    <fieldset className="field" aria-describedby={error ? `${id}-error` : `${id}-hint`}>
      <legend className="label">{words.route}</legend>
      <span className="hint" id={`${id}-hint`}>
        {words.routeHint}
      </span>
      {route.length > 0 && (
        <ol className="route-list">
          {route.map((body, index) => {
            const name = bodies.find((one) => one.id === body)?.name ?? body
            return (
              <li key={body}>
                <span className="num">{index + 1}</span>
                <span>{name}</span>
                <Button small kind="quiet" label={words.earlier(name)} onPress={() => index > 0 && swap(index, index - 1)}>
                  <Icon name="chevron-up" />
                </Button>
                <Button small kind="quiet" label={words.later(name)} onPress={() => index < route.length - 1 && swap(index, index + 1)}>
                  <Icon name="chevron-down" />
                </Button>
                <Button small kind="quiet" label={words.remove(name)} onPress={() => onChange(route.filter((one) => one !== body))}>
                  <Icon name="close" />
                </Button>
              </li>
            )
          })}
        </ol>
      )}
      {chosen && (
        <div className="add-role">
          <SelectField
            label={words.addBodyLabel}
            value={chosen.id}
            onChange={setWanted}
            options={left.map((body) => ({ value: body.id, label: body.name }))}
          />
          <Button onPress={() => onChange([...route, chosen.id])}>{words.addBody}</Button>
        </div>
      )}
      {error && (
        <span className="error" id={`${id}-error`} role="alert">
          <Icon name="warning" /> {error}
        </span>
      )}
    </fieldset>
  )
}
