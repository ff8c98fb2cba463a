/** Owns the plan page: header, outline, the plan as one flowing document, goals at hand. */
import type { Editor } from '@tiptap/core'
import type { Level } from '@samplan/shared/plan'
import { useCallback, useEffect, useLayoutEffect, useMemo, useRef, useState, useSyncExternalStore } from 'react'
import type { PastedPlan, PasteTold } from '../editor/pasting.ts'
import type { SectionHeadFragment } from '../graphql/generated.ts'
import { plansOnDevice } from '../rooms/plansOnDevice.ts'
import { useMe } from '../session.ts'
import { Button } from '../shell/Button.tsx'
import { Dialog } from '../shell/Dialog.tsx'
import { later, useSoon } from '../shell/later.tsx'
import { FailedPage, GonePage, usePage } from '../shell/page.tsx'
import { PlanTop } from '../shell/PlanTop.tsx'
import { watchWideTables } from '../shell/wideTables.ts'
import { useToast } from '../shell/Toast.tsx'
import { text } from '../text/da.ts'
import { bodyInText } from '../text/format.ts'
import { Dock } from './Dock.tsx'
import { takeFirstPage, type FirstPage } from './firstPage.ts'
import { goalFactsOf } from './goalFacts.ts'
import { GoalPanel } from './GoalPanel.tsx'
import { KeysDialog } from './KeysDialog.tsx'
import { LinkDialog } from './LinkDialog.tsx'
import { goToNotSent, NotSent } from './NotSent.tsx'
import { Outline } from './Outline.tsx'
import { PlanBanner } from './PlanBanner.tsx'
import type { PlanDesk } from './PlanDesk.ts'
import { PlanText } from './PlanText.tsx'
import { SaveLine } from './SaveLine.tsx'
import { StepAction } from './StepAction.tsx'
import { Toolbar, ToolsPlace } from './Toolbar.tsx'
import { printedState, printedVersion, TitlePage } from './TitlePage.tsx'
import { useDesk } from './useDesk.ts'
import { useFarText } from './useFarText.ts'
import { useCurrentSection } from './useCurrentSection.ts'
import { useGoals, usePlanData, usePresence, type PlanFrame } from './usePlanData.ts'
import { usePlanText } from './usePlanText.ts'
import { usePageKeys } from './usePageKeys.ts'
import { useOutlineWork } from './useOutlineWork.ts'
import { hereNow, othersOf, whereSentences } from './whoIsWhere.ts'
import { useOwnerFilter } from './useOwnerFilter.ts'
import { useSaid } from './useSaid.ts'
import { useWaking } from './useWaking.ts'

const words = text.plan

export function PlanPage({ plan }: { readonly plan: string }) {
  const data = usePlanData(plan)
  const [first] = useState(() => takeFirstPage(plan))
  switch (data.is) {
    case 'gone':
      return <GonePage />
    case 'failed':
      return <FailedPage error={data.error} retry={data.retry} />
    case 'loading':
      return null
    case 'ready':
      return <OpenPlan key={plan} plan={data.plan} refetch={data.refetch} first={first} />
  }
}

const pasteOffer = later(async () => (await import('./PasteOffer.tsx')).PasteOffer)
const soon = [pasteOffer]

function OpenPlan({
  plan,
  refetch,
  first,
}: {
  readonly plan: PlanFrame
  readonly refetch: () => Promise<unknown>
  readonly first: FirstPage | null
}) {
  const me = useMe()
  usePage(plan.title)
  const [linking, setLinking] = useState<Editor | null>(null)
  const [sheet, setSheet] = useState<'outline' | 'goals' | null>(null)
  const [keysShown, setKeysShown] = useState(false)
  const [calm, setCalm] = useState(true)
  const article = useRef<HTMLElement>(null)
  const toast = useToast()
  const [pastedPlan, setPastedPlan] = useState<PastedPlan | null>(null)
  const pasted = ({ images, plan: whole }: PasteTold) => {
    if (images > 0) toast(words.paste.images(images))
    setPastedPlan(whole)
  }
  const desk = useDesk({ plan: plan.id, person: me.id, askLink: setLinking, pasted, refetch })
  const view = useSyncExternalStore(desk.subscribe, desk.view)
  const draft = plan.state.at === 'draft'
  const readsDraft = draft && plan.mayDo.includes('readDraft')
  const mayChange = draft && plan.mayDo.includes('changeOutline')
  const present = usePresence(plan.id, readsDraft)
  const people = useMemo(() => othersOf(present, me.id), [present, me.id])
  const goals = useGoals(plan.id, plan.revision)
  const reading = useCurrentSection(plan.sections)
  const current = view.writingIn ?? reading
  useWaking(article, desk, () => readsDraft && !view.older && toast(words.section.readOnly))

  const frame = useMemo(
    () => ({
      draft: readsDraft,
      pending: plan.pending,
      epoch: plan.epoch,
      sections: plan.sections.map((section) => ({
        id: section.id,
        level: section.level as Level,
        title: section.title,
        writes: section.mayDo.includes('writeText'),
      })),
    }),
    [readsDraft, plan.pending, plan.epoch, plan.sections],
  )
  const writes = readsDraft && frame.sections.some((section) => section.writes)
  useSoon(soon, writes)
  useLayoutEffect(() => desk.setFrame(frame), [desk, frame])
  useEffect(() => desk.setGoals(goalFactsOf(goals, new Date().toISOString())), [desk, goals])

  const loadedText = usePlanText({ plan: plan.id, textKey: readsDraft ? 'draft' : `${plan.revision}`, first, desk })
  const shown = loadedText !== null
  useEffect(() => {
    // A plan that is no draft has no rooms; but what was not sent may lie on this device.
    if (!shown || !(readsDraft || plansOnDevice().includes(plan.id))) return
    let timer = 0
    const frameId = requestAnimationFrame(() => (timer = window.setTimeout(() => void desk.goLive(), 0)))
    return () => {
      cancelAnimationFrame(frameId)
      clearTimeout(timer)
    }
  }, [desk, shown, readsDraft, plan.id])

  useEffect(() => (article.current ? watchWideTables(article.current) : undefined), [])
  useFarText(article, loadedText)

  const said = useSaid({ desk, plan, view, section: view.writingIn, calm })
  const go = useCallback(
    (section: string, write: boolean) => {
      setSheet(null)
      document.getElementById(`s-${section}`)?.scrollIntoView({ block: 'start' })
      if (write && desk.writes(section)) desk.wake(section, { at: 'start' })
      else desk.focusBody(section)
    },
    [desk],
  )
  const owners = useMemo(() => ownersOf(plan.sections), [plan.sections])
  const [owner, setOwner] = useOwnerFilter(owners)
  const outlineWork = useOutlineWork(plan)
  usePageKeys({
    desk,
    view,
    current,
    onKeys: () => setKeysShown(true),
    say: said.say,
    where: () => whereSentences(people, plan.sections),
  })

  const locked = draft
    ? null
    : plan.state.at === 'adopted'
      ? words.section.adopted
      : words.section.versionTo(bodyInText(plan.route[plan.state.body ?? 0]))
  const notYet = view.unsent > 0 ? words.step.unsent : null
  const outline = (titled: boolean) => (
    <Outline
      plan={plan}
      mayChange={mayChange}
      current={current}
      people={people}
      legend={owners}
      work={outlineWork}
      owner={owner}
      onOwner={setOwner}
      onGo={go}
      titled={titled}
    />
  )
  const panel = <GoalPanel plan={plan} goals={goals} section={current} mayWrite={current !== null && desk.writes(current)} />

  return (
    <div className="plan-page">
      <PlanTop
        plan={plan}
        page="text"
        here={hereNow(people)}
        save={<SaveLine word={view.save.word} locked={!draft} notSent={view.refused.length} onNotSent={goToNotSent} />}
        action={<StepAction plan={plan} notYet={notYet} />}
      />
      <div className="desk">
        <nav className="side left" aria-label={words.outline.title} data-region="outline">
          {outline(false)}
        </nav>
        <main id="indhold" className="sheet-col" tabIndex={-1} data-region="text">
          {writes ? (
            <Toolbar
              editor={view.editor}
              onLink={() => view.editor && setLinking(view.editor)}
              onGoal={() => desk.insertGoal()}
              onPanel={() => setSheet('goals')}
              onEscape={() => desk.returnToText(current)}
            />
          ) : (
            <ToolsPlace />
          )}
          {pastedPlan && draft && (
            <pasteOffer.Part pasted={pastedPlan} onDone={() => setPastedPlan(null)} onMissing={() => setPastedPlan(null)} />
          )}
          <article className="plan" lang="da" ref={article}>
            <TitlePage
              title={plan.title}
              period={plan.period}
              owner={plan.owner.name}
              state={printedState(plan, readsDraft)}
              version={printedVersion(plan, readsDraft)}
              steps={plan.steps}
            >
              <p className="title-lead">{words.lead(plan.owner.name, plan.period)}</p>
            </TitlePage>
            <PlanBanner plan={plan} view={view} readsDraft={readsDraft} />
            {homeless(view.refused, plan).map((entry) => (
              <NotSent key={entry.id} desk={desk} entry={entry} from={titleOf(entry, plan)} />
            ))}
            {plan.sections.length === 0 && <p className="title-lead">{words.empty}</p>}
            {shown && (
              <PlanText
                desk={desk}
                sections={plan.sections}
                text={loadedText}
                locked={locked}
                people={people}
                writingIn={view.writingIn}
                full={view.full}
                refused={view.refused}
              />
            )}
          </article>
        </main>
        <aside className="side right" aria-label={words.panel.label} data-region="panel">
          {panel}
        </aside>
      </div>
      <Dock
        notSent={view.refused.length}
        onOutline={() => setSheet('outline')}
        onGoals={() => setSheet('goals')}
        onNotSent={goToNotSent}
        onKeys={() => setKeysShown(true)}
      />
      <span hidden id="enter-to-write">
        {words.section.enterToWrite}
      </span>
      <div className="sr" role="log" aria-live="polite" aria-label={words.log.label}>
        {said.log}
      </div>
      <div className="sr" role="alert">
        {said.alert}
      </div>
      {sheet && (
        <Dialog
          title={sheet === 'outline' ? words.outline.title : words.panel.label}
          onClose={() => setSheet(null)}
          sheet
          footer={<Button onPress={() => setSheet(null)}>{text.shell.close}</Button>}
        >
          <div className="sheet-side">{sheet === 'outline' ? outline(true) : panel}</div>
        </Dialog>
      )}
      {linking && <LinkDialog editor={linking} onClose={() => setLinking(null)} />}
      {keysShown && <KeysDialog calm={calm} onCalm={setCalm} onClose={() => setKeysShown(false)} />}
    </div>
  )
}

function ownersOf(sections: readonly SectionHeadFragment[]): readonly SectionHeadFragment['owner'][] {
  return [...new Map(sections.map((section) => [section.owner.id, section.owner])).values()]
}

type RefusedList = ReturnType<PlanDesk['view']>['refused']
/** What was written in sections that are binned, or that this person sees no longer. */
function homeless(refused: RefusedList, plan: PlanFrame): RefusedList {
  const seen = new Set(plan.sections.map((section) => section.id))
  return refused.filter((entry) => !seen.has(entry.section))
}

/** A page that was loaded after the section went knows its title only from the bin. */
function titleOf(entry: RefusedList[number], plan: PlanFrame): string {
  return entry.title || (plan.bin.find((section) => section.id === entry.section)?.title ?? '')
}
