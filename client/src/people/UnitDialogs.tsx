/** Owns the forms of an administration and of a body. */
import { useMutation } from '@apollo/client/react'
import { administrationColours } from '@samplan/shared/people'
import { useState } from 'react'
import { SaveAdministrationDocument, SaveBodyDocument, UnitsDocument } from '../graphql/generated.ts'
import { Checkbox, TextField } from '../shell/Field.tsx'
import { Icon } from '../shell/Icon.tsx'
import { text } from '../text/da.ts'
import { SaveDialog } from './SaveDialog.tsx'
import { type AdministrationRow, type BodyRow, freeColour, likeness } from './units.ts'

const words = text.people

type AdministrationProps = {
  readonly unit: AdministrationRow | null
  readonly all: readonly AdministrationRow[]
  readonly onClose: () => void
}

export function AdministrationDialog({ unit, all, onClose }: AdministrationProps) {
  const [name, setName] = useState(unit?.name ?? '')
  const [letter, setLetter] = useState(unit?.letter ?? '')
  const [colour, setColour] = useState<string>(unit?.colour ?? freeColour(all))
  const [saveIt] = useMutation(SaveAdministrationDocument, { refetchQueries: [UnitsDocument] })
  const like = likeness(all, { id: unit?.id ?? null, letter, colour })
  const save = async () => {
    await saveIt({ variables: { id: unit?.id ?? null, input: { name: name.trim(), letter: letter.trim(), colour } } })
    return name.trim()
  }
  return (
    <SaveDialog title={unit ? words.editOf(unit.name) : words.newAdministration} onClose={onClose} save={save}>
      <TextField label={words.name} value={name} onChange={setName} maxLength={200} required autoFocus />
      <TextField
        label={words.letter}
        value={letter}
        onChange={setLetter}
        hint={words.letterHint}
        error={like.letter && words.sameLetter(like.letter.name)}
        maxLength={2}
        required
      />
      <fieldset className="field">
        <legend className="label">{words.colour}</legend>
        <div className="swatches">
          {administrationColours.map((choice) => (
            <label key={choice} className={`adm-${choice}`}>
              <input type="radio" name="colour" value={choice} checked={colour === choice} onChange={() => setColour(choice)} />
              <span className={`stamp adm-${choice}`} aria-hidden="true">
                {letter.trim() || 'A'}
              </span>
              {words.colours[choice]}
            </label>
          ))}
        </div>
        {like.colour && (
          <p className="hint warn" role="status">
            <Icon name="warning" /> {words.sameColour(like.colour.name)}
          </p>
        )}
      </fieldset>
    </SaveDialog>
  )
}

export function BodyDialog({ unit, onClose }: { readonly unit: BodyRow | null; readonly onClose: () => void }) {
  const [name, setName] = useState(unit?.name ?? '')
  const [shortName, setShortName] = useState(unit?.shortName ?? '')
  const [final, setFinal] = useState(unit?.final ?? false)
  const [saveIt] = useMutation(SaveBodyDocument, { refetchQueries: [UnitsDocument] })
  const save = async () => {
    await saveIt({ variables: { id: unit?.id ?? null, input: { name: name.trim(), shortName: shortName.trim(), final } } })
    return name.trim()
  }
  return (
    <SaveDialog title={unit ? words.editOf(unit.name) : words.newBody} onClose={onClose} save={save}>
      <TextField label={words.name} value={name} onChange={setName} maxLength={200} required autoFocus />
      <TextField label={words.shortName} value={shortName} onChange={setShortName} hint={words.shortNameHint} maxLength={40} required />
      <Checkbox label={words.final} checked={final} onChange={setFinal} hint={words.finalHint} />
    </SaveDialog>
  )
}
