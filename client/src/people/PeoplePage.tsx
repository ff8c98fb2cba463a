/** Owns the administration: units and people, for whoever may manage them. */
import { useQuery } from '@apollo/client/react'
import { mayInMunicipality } from '@samplan/shared/rights'
import { type ReactNode, useState } from 'react'
import { PeopleDocument, type PersonRowFragment, UnitsDocument } from '../graphql/generated.ts'
import { isShown } from '../graphql/refusalOf.ts'
import { useMe } from '../session.ts'
import { Button } from '../shell/Button.tsx'
import { Icon } from '../shell/Icon.tsx'
import { Avatar, Stamp } from '../shell/Marks.tsx'
import { FailedPage, GonePage, SimplePage } from '../shell/page.tsx'
import { text } from '../text/da.ts'
import { LinkDialog } from './LinkDialog.tsx'
import { PersonDialog } from './PersonDialog.tsx'
import { AdministrationDialog, BodyDialog } from './UnitDialogs.tsx'
import { type AdministrationRow, type AnyUnit, type BodyRow, isAdministration, isBody } from './units.ts'

const words = text.people

export function PeoplePage() {
  const me = useMe()
  return mayInMunicipality(me, 'managePeople') ? <Managed /> : <GonePage />
}

type Open =
  | { readonly what: 'administration'; readonly unit: AdministrationRow | null }
  | { readonly what: 'body'; readonly unit: BodyRow | null }
  | { readonly what: 'person'; readonly person: PersonRowFragment | null }
  | { readonly what: 'link'; readonly person: PersonRowFragment }

function Managed() {
  const units = useQuery(UnitsDocument)
  const people = useQuery(PeopleDocument)
  const [open, setOpen] = useState<Open | null>(null)
  const error = units.error ?? people.error
  if (!units.data || !people.data) {
    const retry = () => {
      void units.refetch().catch(isShown)
      void people.refetch().catch(isShown)
    }
    return error ? <FailedPage error={error} retry={retry} /> : null
  }
  const all = units.data.units
  const administrations = all.filter(isAdministration)
  const next = people.data.people.next
  const close = () => setOpen(null)
  return (
    <SimplePage title={words.title} intro={words.intro}>
      <Part title={words.administrations} add={words.newAdministration} onAdd={() => setOpen({ what: 'administration', unit: null })}>
        <Administrations units={administrations} edit={(unit) => setOpen({ what: 'administration', unit })} />
      </Part>
      <Part title={words.bodies} add={words.newBody} onAdd={() => setOpen({ what: 'body', unit: null })}>
        <Bodies units={all.filter(isBody)} edit={(unit) => setOpen({ what: 'body', unit })} />
      </Part>
      <Part title={words.persons} add={words.newPerson} onAdd={() => setOpen({ what: 'person', person: null })}>
        <People
          people={people.data.people.nodes}
          edit={(person) => setOpen({ what: 'person', person })}
          link={(person) => setOpen({ what: 'link', person })}
        />
        {next && (
          <p className="after">
            <Button
              onPress={() =>
                void people.fetchMore({
                  variables: { after: next },
                  updateQuery: (before, { fetchMoreResult: more }) => ({
                    people: { ...more.people, nodes: [...before.people.nodes, ...more.people.nodes] },
                  }),
                })
              }
            >
              {words.more}
            </Button>
          </p>
        )}
      </Part>
      {open && <OpenDialog open={open} administrations={administrations} units={all} onClose={close} />}
    </SimplePage>
  )
}

type OpenDialogProps = {
  readonly open: Open
  readonly administrations: readonly AdministrationRow[]
  readonly units: readonly AnyUnit[]
  readonly onClose: () => void
}

function OpenDialog({ open, administrations, units, onClose }: OpenDialogProps) {
  switch (open.what) {
    case 'administration':
      return <AdministrationDialog unit={open.unit} all={administrations} onClose={onClose} />
    case 'body':
      return <BodyDialog unit={open.unit} onClose={onClose} />
    case 'person':
      return <PersonDialog person={open.person} units={units} onClose={onClose} />
    case 'link':
      return <LinkDialog person={open.person} onClose={onClose} />
  }
}

function Part({
  title,
  add,
  onAdd,
  children,
}: {
  readonly title: string
  readonly add: string
  readonly onAdd: () => void
  readonly children: ReactNode
}) {
  return (
    <section>
      <div className="section-head">
        <h2>{title}</h2>
        <Button onPress={onAdd}>
          <Icon name="plus" /> {add}
        </Button>
      </div>
      {children}
    </section>
  )
}

function Edit({ name, onPress }: { readonly name: string; readonly onPress: () => void }) {
  return (
    <button type="button" className="text-btn" aria-label={words.editOf(name)} onClick={onPress}>
      {words.edit}
    </button>
  )
}

function Head({ columns }: { readonly columns: readonly string[] }) {
  return (
    <thead>
      <tr>
        {columns.map((column) => (
          <th key={column} scope="col">
            {column}
          </th>
        ))}
        <th scope="col">
          <span className="sr">{words.columns.actions}</span>
        </th>
      </tr>
    </thead>
  )
}

function Administrations({
  units,
  edit,
}: {
  readonly units: readonly AdministrationRow[]
  readonly edit: (unit: AdministrationRow) => void
}) {
  if (units.length === 0) return <p className="blank">{words.noAdministrations}</p>
  return (
    <table className="table">
      <Head columns={[words.columns.name, words.columns.colour]} />
      <tbody>
        {units.map((unit) => (
          <tr key={unit.id}>
            <th scope="row">
              <span className="with-mark">
                <Stamp unit={unit} plain /> {unit.name}
              </span>
            </th>
            <td>{(words.colours as Readonly<Record<string, string>>)[unit.colour] ?? unit.colour}</td>
            <td className="end">
              <Edit name={unit.name} onPress={() => edit(unit)} />
            </td>
          </tr>
        ))}
      </tbody>
    </table>
  )
}

function Bodies({ units, edit }: { readonly units: readonly BodyRow[]; readonly edit: (unit: BodyRow) => void }) {
  if (units.length === 0) return <p className="blank">{words.noBodies}</p>
  return (
    <table className="table">
      <Head columns={[words.columns.name, words.columns.shortName, words.columns.final]} />
      <tbody>
        {units.map((unit) => (
          <tr key={unit.id}>
            <th scope="row">{unit.name}</th>
            <td>{unit.shortName}</td>
            <td>{unit.final ? words.yes : words.no}</td>
            <td className="end">
              <Edit name={unit.name} onPress={() => edit(unit)} />
            </td>
          </tr>
        ))}
      </tbody>
    </table>
  )
}

type PeopleProps = {
  readonly people: readonly PersonRowFragment[]
  readonly edit: (person: PersonRowFragment) => void
  readonly link: (person: PersonRowFragment) => void
}

function People({ people, edit, link }: PeopleProps) {
  return (
    <ul className="persons">
      {people.map((person) => {
        const colours = person.memberships.flatMap(({ unit }) => (unit?.__typename === 'Administration' ? [unit.colour] : []))
        return (
          <li key={person.id}>
            <Avatar name={person.name} colour={colours[0] ?? null} plain />
            <div>
              <b>{person.name}</b> {!person.active && <span className="tag">{words.inactive}</span>}
              <small>{[person.title, person.email].filter(Boolean).join(' · ')}</small>
            </div>
            <small>
              {person.memberships.map(({ role, unit }) => words.roleOf(text.shell.roles[role], unit?.name ?? null)).join('; ') ||
                words.noRoles}
            </small>
            <span className="acts">
              {person.active && (
                <button type="button" className="text-btn" aria-label={words.linkOf(person.name)} onClick={() => link(person)}>
                  {words.link}
                </button>
              )}
              <Edit name={person.name} onPress={() => edit(person)} />
            </span>
          </li>
        )
      })}
    </ul>
  )
}
