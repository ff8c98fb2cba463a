/** Owns the dialogs of the outline: add, rename, bin, owner and invitations, the bin itself. */
import { useMutation, useQuery } from '@apollo/client/react'
import { type ReactNode, useId, useRef, useState } from 'react'
import {
  AddSectionDocument,
  AssignSectionDocument,
  BinSectionDocument,
  PlanUnitsDocument,
  RenameSectionDocument,
  RestoreSectionDocument,
  type PlanOutlineFragment,
  type SectionHeadFragment,
} from '../graphql/generated.ts'
import { refusalOf, sentenceOf } from '../graphql/refusalOf.ts'
import { Button } from '../shell/Button.tsx'
import { Dialog } from '../shell/Dialog.tsx'
import { Checkbox, ErrorLine, SelectField, TextField } from '../shell/Field.tsx'
import { useToast } from '../shell/Toast.tsx'
import { text } from '../text/da.ts'
import { subSections } from './outlineMoves.ts'

const words = text.plan.outline

type Common = { readonly plan: PlanOutlineFragment; readonly onClose: () => void }
type OfSection = Common & { readonly section: SectionHeadFragment }

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
          <Button kind="primary" pending={working && text.plan.step.working} onPress={onSubmit}>
            {act}
          </Button>
        </>
      }
    >
      <form
        id={form}
        className="stack"
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
export function AddDialog({
  plan,
  after,
  onClose,
  onAdded,
}: Common & { readonly after: SectionHeadFragment | null; readonly onAdded: (section: string) => void }) {
  const toast = useToast()
  const [add, { loading }] = useMutation(AddSectionDocument)
  const [title, setTitle] = useState('')
  const [level, setLevel] = useState(String(after?.level ?? 1))
  const [problem, setProblem] = useState<string | null>(null)
  const levels = ([1, 2, 3] as const).filter((one) => one <= (after?.level ?? 0) + 1)
  const go = async () => {
    try {
      const known = new Set(plan.sections.map((section) => section.id))
      const { data } = await add({ variables: { plan: plan.id, title, level: Number(level), after: after?.id ?? null } })
      toast(words.added(title.trim()))
      onClose()
      const added = data?.addSection.sections.find((section) => !known.has(section.id))
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
export function RenameDialog({ plan, section, onClose }: OfSection) {
  const toast = useToast()
  const [rename, { loading }] = useMutation(RenameSectionDocument)
  const [from, setFrom] = useState(section.title)
  const [title, setTitle] = useState(section.title)
  const [theirs, setTheirs] = useState<string | null>(null)
  const [problem, setProblem] = useState<string | null>(null)
  const go = async (base: string) => {
    setProblem(null)
    try {
      await rename({ variables: { plan: plan.id, section: section.id, from: base, to: title } })
      toast(words.renamed(title.trim()))
      onClose()
    } catch (error) {
      const refusal = refusalOf(error)
      if (refusal?.refused === 'titleChanged') {
        setTheirs(refusal.now)
        setFrom(refusal.now)
      } else setProblem(sentenceOf(error))
    }
  }
  if (theirs !== null) {
    return (
      <Dialog
        title={words.renameTitle}
        alert
        onClose={onClose}
        footer={
          <>
            <Button onPress={onClose}>{words.useTheirs}</Button>
            <Button kind="primary" pending={loading && text.plan.step.working} onPress={() => void go(from)}>
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
            <dd>{title}</dd>
          </div>
        </dl>
        <ErrorLine>{problem}</ErrorLine>
      </Dialog>
    )
  }
  return (
    <FormDialog
      title={words.renameTitle}
      act={words.renameDo}
      working={loading}
      problem={problem}
      onClose={onClose}
      onSubmit={() => void go(from)}
    >
      <TextField label={words.titleField} value={title} onChange={setTitle} maxLength={200} required autoFocus />
    </FormDialog>
  )
}

export function BinDialog({ plan, section, onClose, onBinned }: OfSection & { readonly onBinned: () => void }) {
  const toast = useToast()
  const [bin, { loading }] = useMutation(BinSectionDocument)
  const [problem, setProblem] = useState<string | null>(null)
  const go = async () => {
    try {
      await bin({ variables: { plan: plan.id, section: section.id } })
      toast(words.binned(section.title))
      onClose()
      onBinned()
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

export function AssignDialog({ plan, section, onClose }: OfSection) {
  const toast = useToast()
  const units = useQuery(PlanUnitsDocument)
  const [assign, { loading }] = useMutation(AssignSectionDocument)
  const [owner, setOwner] = useState(section.owner.id)
  const [invited, setInvited] = useState<ReadonlySet<string>>(new Set(section.invited.map((unit) => unit.id)))
  const [problem, setProblem] = useState<string | null>(null)
  const administrations = (units.data?.units ?? []).filter((unit) => 'letter' in unit && Boolean(unit.letter))
  const go = async () => {
    try {
      await assign({ variables: { plan: plan.id, section: section.id, owner, invited: [...invited].filter((unit) => unit !== owner) } })
      toast(words.assigned)
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

export function BinList({ plan, onClose }: Common) {
  const toast = useToast()
  const list = useRef<HTMLUListElement>(null)
  const [restore, { loading }] = useMutation(RestoreSectionDocument)
  const [problem, setProblem] = useState<string | null>(null)
  const go = async (id: string, title: string) => {
    if (loading) return
    const at = plan.bin.findIndex((section) => section.id === id)
    try {
      await restore({ variables: { plan: plan.id, section: id } })
      toast(words.restored(title))
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
