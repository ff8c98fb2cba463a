/** Owns the dialogs of the outline: add, two new titles, bin, owner and invitations, the bin itself. Loaded when the first is opened. */
import { useMutation, useQuery } from '@apollo/client/react'
import { type ReactNode, useId, useRef, useState } from 'react'
import {
  AddSectionDocument,
  AssignSectionDocument,
  BinSectionDocument,
  PlanUnitsDocument,
  RestoreSectionDocument,
  type PlanOutlineFragment,
  type SectionHeadFragment,
} from '../graphql/generated.ts'
import { sentenceOf } from '../graphql/refusalOf.ts'
import { Button } from '../shell/Button.tsx'
import { Dialog } from '../shell/Dialog.tsx'
import { Checkbox, ErrorLine, SelectField, TextField } from '../shell/Field.tsx'
import { text } from '../text/da.ts'
import { subSections } from './outlineMoves.ts'
import type { OutlineWork } from './useOutlineWork.ts'

const words = text.plan.outline

type Common = { readonly plan: PlanOutlineFragment; readonly work: OutlineWork; readonly onClose: () => void }
type OfSection = Common & { readonly section: SectionHeadFragment }

export type OpenDialog =
  | { readonly is: 'add' | 'bin' | 'assign'; readonly section: SectionHeadFragment | null }
  | { readonly is: 'titles'; readonly section: SectionHeadFragment; readonly mine: string; readonly theirs: string }
  | { readonly is: 'binList' }

type OutlineDialogProps = Common & {
  readonly open: OpenDialog
  readonly onAdded: (section: string) => void
  readonly onBinned: (section: string) => void
}

export function OutlineDialog({ open, onAdded, onBinned, ...common }: OutlineDialogProps) {
  switch (open.is) {
    case 'add':
      return <AddDialog {...common} after={open.section} onAdded={onAdded} />
    case 'bin':
      return open.section && <BinDialog {...common} section={open.section} onBinned={onBinned} />
    case 'assign':
      return open.section && <AssignDialog {...common} section={open.section} />
    case 'titles':
      return <TitlesDialog {...common} {...open} />
    case 'binList':
      return <BinList {...common} />
  }
}

function FormDialog({
  title,
  act,
  working,
  problem,
  onClose,
  onSubmit,
  children,
}: {
  readonly title: string
  readonly act: string
  readonly working: boolean
  readonly problem: string | null
  readonly onClose: () => void
  readonly onSubmit: () => void
  readonly children: ReactNode
}) {
  const form = useId()
  return (
    <Dialog
      title={title}
      onClose={onClose}
      footer={
        <>
          <Button onPress={onClose}>{text.shell.cancel}</Button>
          <Button kind="primary" submit form={form} pending={working && text.plan.step.working}>
            {act}
          </Button>
        </>
      }
    >
      <form
        id={form}
        className="stack"
        noValidate
        onSubmit={(event) => {
          event.preventDefault()
          if (!working) onSubmit()
        }}
      >
        {children}
        <ErrorLine>{problem}</ErrorLine>
      </form>
    </Dialog>
  )
}

/** A new section behind `after` with its sub-sections, at its level or one deeper. */
function AddDialog({
  plan,
  work,
  after,
  onClose,
  onAdded,
}: Common & { readonly after: SectionHeadFragment | null; readonly onAdded: (section: string) => void }) {
  const [add, { loading }] = useMutation(AddSectionDocument)
  const [title, setTitle] = useState('')
  const [level, setLevel] = useState(String(after?.level ?? 1))
  const [problem, setProblem] = useState<string | null>(null)
  const levels = ([1, 2, 3] as const).filter((one) => one <= (after?.level ?? 0) + 1)
  const go = async () => {
    try {
      const known = new Set(plan.sections.map((section) => section.id))
      const now = await work.carry({
        deed: 'add',
        section: null,
        run: async () =>
          (await add({ variables: { plan: plan.id, title, level: Number(level), after: after?.id ?? null } })).data?.addSection,
        say: () => words.added(title.trim()),
      })
      onClose()
      const added = now?.sections.find((section) => !known.has(section.id))
      if (added) onAdded(added.id)
    } catch (error) {
      setProblem(sentenceOf(error))
    }
  }
  return (
    <FormDialog title={words.addTitle} act={words.addDo} working={loading} problem={problem} onClose={onClose} onSubmit={() => void go()}>
      <TextField label={words.titleField} value={title} onChange={setTitle} maxLength={200} required autoFocus />
      {levels.length > 1 && (
        <SelectField
          label={words.levelField}
          value={level}
          onChange={setLevel}
          options={levels.map((one) => ({ value: String(one), label: words.levels[one] }))}
        />
      )}
      <p className="hint">{after ? words.placeAfter(after.title) : words.placeFirst}</p>
    </FormDialog>
  )
}

/** A title changed against an older title is put before its author: both stand there to choose from. */
function TitlesDialog({ work, section, mine, theirs: first, onClose }: OfSection & { readonly mine: string; readonly theirs: string }) {
  const [theirs, setTheirs] = useState(first)
  const [working, setWorking] = useState(false)
  const go = async () => {
    setWorking(true)
    const renamed = await work.rename(section.id, theirs, mine)
    setWorking(false)
    if (renamed.is === 'theirs') setTheirs(renamed.title)
    else onClose()
  }
  return (
    <Dialog
      title={words.renameTitle}
      alert
      onClose={onClose}
      footer={
        <>
          <Button onPress={onClose}>{words.useTheirs}</Button>
          <Button kind="primary" pending={working && text.plan.step.working} onPress={() => void go()}>
            {words.useMine}
          </Button>
        </>
      }
    >
      <p>{words.changed(section.title, theirs)}</p>
      <dl className="props">
        <div>
          <dt>{words.changedTheirs}</dt>
          <dd>{theirs}</dd>
        </div>
        <div>
          <dt>{words.changedYours}</dt>
          <dd>{mine}</dd>
        </div>
      </dl>
    </Dialog>
  )
}

function BinDialog({ plan, work, section, onClose, onBinned }: OfSection & { readonly onBinned: (section: string) => void }) {
  const [bin, { loading }] = useMutation(BinSectionDocument)
  const [problem, setProblem] = useState<string | null>(null)
  const go = async () => {
    try {
      await work.carry({
        deed: 'bin',
        section: section.id,
        run: async () => (await bin({ variables: { plan: plan.id, section: section.id } })).data?.binSection,
        say: () => words.binned(section.title),
      })
      onClose()
      onBinned(section.id)
    } catch (error) {
      setProblem(sentenceOf(error))
    }
  }
  return (
    <Dialog
      title={words.binTitle(section.title)}
      alert
      onClose={onClose}
      footer={
        <>
          <Button onPress={onClose} autoFocus>
            {text.shell.cancel}
          </Button>
          <Button kind="danger" pending={loading && text.plan.step.working} onPress={() => void go()}>
            {words.binDo}
          </Button>
        </>
      }
    >
      <p>{words.binSay(subSections(plan.sections, section.id))}</p>
      <ErrorLine>{problem}</ErrorLine>
    </Dialog>
  )
}

function AssignDialog({ plan, work, section, onClose }: OfSection) {
  const units = useQuery(PlanUnitsDocument)
  const [assign, { loading }] = useMutation(AssignSectionDocument)
  const [owner, setOwner] = useState(section.owner.id)
  const [invited, setInvited] = useState<ReadonlySet<string>>(new Set(section.invited.map((unit) => unit.id)))
  const [problem, setProblem] = useState<string | null>(null)
  const administrations = (units.data?.units ?? []).filter((unit) => 'letter' in unit && Boolean(unit.letter))
  const go = async () => {
    try {
      const variables = { plan: plan.id, section: section.id, owner, invited: [...invited].filter((unit) => unit !== owner) }
      await work.carry({
        deed: 'owner',
        section: section.id,
        run: async () => (await assign({ variables })).data?.assignSection,
        say: () => words.assigned,
      })
      onClose()
    } catch (error) {
      setProblem(sentenceOf(error))
    }
  }
  const toggle = (unit: string, on: boolean) => {
    const next = new Set(invited)
    if (on) next.add(unit)
    else next.delete(unit)
    setInvited(next)
  }
  return (
    <FormDialog
      title={words.assignTitle(section.title)}
      act={words.assignDo}
      working={loading}
      problem={problem ?? (units.error ? sentenceOf(units.error) : null)}
      onClose={onClose}
      onSubmit={() => void go()}
    >
      <SelectField
        label={words.assignOwner}
        value={owner}
        onChange={setOwner}
        options={administrations.map((unit) => ({ value: unit.id, label: unit.name }))}
      />
      <fieldset>
        <legend className="label">{words.assignInvited}</legend>
        {administrations
          .filter((unit) => unit.id !== owner)
          .map((unit) => (
            <Checkbox key={unit.id} label={unit.name} checked={invited.has(unit.id)} onChange={(on) => toggle(unit.id, on)} />
          ))}
      </fieldset>
    </FormDialog>
  )
}

function BinList({ plan, work, onClose }: Common) {
  const list = useRef<HTMLUListElement>(null)
  const [restore, { loading }] = useMutation(RestoreSectionDocument)
  const [problem, setProblem] = useState<string | null>(null)
  const go = async (id: string, title: string) => {
    if (loading) return
    const at = plan.bin.findIndex((section) => section.id === id)
    try {
      await work.carry({
        deed: null,
        section: id,
        run: async () => (await restore({ variables: { plan: plan.id, section: id } })).data?.restoreSection,
        say: () => words.restored(title),
      })
      requestAnimationFrame(() => {
        const left = [...(list.current?.querySelectorAll('button') ?? [])]
        const next = left[at] ?? left.at(-1) ?? list.current?.closest('dialog')?.querySelector<HTMLElement>('.foot button')
        next?.focus()
      })
    } catch (error) {
      setProblem(sentenceOf(error))
    }
  }
  return (
    <Dialog title={words.bin(plan.bin.length)} onClose={onClose} footer={<Button onPress={onClose}>{text.shell.close}</Button>}>
      {plan.bin.length === 0 && <p>{words.binEmpty}</p>}
      <ul className="bin-list" ref={list}>
        {plan.bin.map((section) => (
          <li key={section.id}>
            <span>{section.title}</span>
            <button
              type="button"
              className="btn small"
              aria-label={words.restoreOf(section.title)}
              onClick={() => void go(section.id, section.title)}
            >
              {words.restore}
            </button>
          </li>
        ))}
      </ul>
      <ErrorLine>{problem}</ErrorLine>
    </Dialog>
  )
}
