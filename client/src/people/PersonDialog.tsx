/** Owns the form of a person with the roles that give them their rights. */
import { useMutation } from '@apollo/client/react'
import { type Role, rolesOf } from '@samplan/shared/people'
import { useState } from 'react'
import { PeopleDocument, type PersonRowFragment, SavePersonDocument } from '../graphql/generated.ts'
import { Button } from '../shell/Button.tsx'
import { Checkbox, SelectField, TextField } from '../shell/Field.tsx'
import { text } from '../text/da.ts'
import { SaveDialog } from './SaveDialog.tsx'
import { type AnyUnit, isAdministration } from './units.ts'

const words = text.people

type Held = { readonly unit: string | null; readonly role: Role }

/** The municipality stands in the list of units as this. */
const municipality = ''

export function PersonDialog({
  person,
  units,
  onClose,
}: {
  readonly person: PersonRowFragment | null
  readonly units: readonly AnyUnit[]
  readonly onClose: () => void
}) {
  const [name, setName] = useState(person?.name ?? '')
  const [title, setTitle] = useState(person?.title ?? '')
  const [email, setEmail] = useState(person?.email ?? '')
  const [active, setActive] = useState(person?.active ?? true)
  const [held, setHeld] = useState<readonly Held[]>(
    () => person?.memberships.map(({ unit, role }) => ({ unit: unit?.id ?? null, role })) ?? [],
  )
  const [saveIt] = useMutation(SavePersonDocument, { refetchQueries: [PeopleDocument] })
  const save = async () => {
    const input = {
      name: name.trim(),
      email: email.trim(),
      title: title.trim(),
      active,
      memberships: held.map(({ unit, role }) => ({ unit, role })),
    }
    await saveIt({ variables: { id: person?.id ?? null, input } })
    return input.name
  }
  return (
    <SaveDialog title={person ? words.editOf(person.name) : words.newPerson} onClose={onClose} save={save}>
      <TextField label={words.name} value={name} onChange={setName} maxLength={200} required autoFocus />
      <TextField label={words.personTitle} value={title} onChange={setTitle} hint={words.personTitleHint} maxLength={200} />
      <TextField label={words.email} value={email} onChange={setEmail} type="email" maxLength={200} required />
      <Roles held={held} setHeld={setHeld} units={units} />
      <Checkbox label={words.active} checked={active} onChange={setActive} hint={words.activeHint} />
    </SaveDialog>
  )
}

function Roles({
  held,
  setHeld,
  units,
}: {
  readonly held: readonly Held[]
  readonly setHeld: (held: readonly Held[]) => void
  readonly units: readonly AnyUnit[]
}) {
  const [unit, setUnit] = useState<string>(units[0]?.id ?? municipality)
  const kind = kindOf(units, unit)
  const [wanted, setWanted] = useState<Role>('staff')
  const role = rolesOf[kind].includes(wanted) ? wanted : (rolesOf[kind][0] ?? 'staff')
  const has = held.some((one) => one.role === role && (one.unit ?? municipality) === unit)
  const nameOf = (id: string | null) => units.find((one) => one.id === id)?.name ?? null
  return (
    <fieldset className="field">
      <legend className="label">{words.roles}</legend>
      {held.length === 0 && <p className="hint">{words.noRoles}</p>}
      <ul className="held">
        {held.map((one) => {
          const say = words.roleOf(text.shell.roles[one.role], nameOf(one.unit))
          return (
            <li key={`${one.role} ${one.unit}`}>
              {say}
              <Button kind="quiet" small label={words.removeRole(say)} onPress={() => setHeld(held.filter((other) => other !== one))}>
                <span className="icon i-close" aria-hidden="true" />
              </Button>
            </li>
          )
        })}
      </ul>
      <div className="add-role">
        <SelectField
          label={words.unit}
          value={unit}
          onChange={setUnit}
          options={[...units.map(({ id, name }) => ({ value: id, label: name })), { value: municipality, label: words.municipality }]}
        />
        <SelectField
          label={words.role}
          value={role}
          onChange={(value) => setWanted(value as Role)}
          options={rolesOf[kind].map((value) => ({ value, label: text.shell.roles[value] }))}
        />
        <Button onPress={() => !has && setHeld([...held, { unit: unit === municipality ? null : unit, role }])}>{words.addRole}</Button>
      </div>
    </fieldset>
  )
}

function kindOf(units: readonly AnyUnit[], id: string): keyof typeof rolesOf {
  const unit = units.find((one) => one.id === id)
  if (!unit) return 'municipality'
  return isAdministration(unit) ? 'administration' : 'body'
}
