/** Owns what a person does to the outline: one change after the other, what is said of it, and the undoing of the last one. */
import { useApolloClient, useMutation } from '@apollo/client/react'
import type { SectionId, UnitId } from '@samplan/shared/ids'
import type { Outline } from '@samplan/shared/outline'
import type { Level } from '@samplan/shared/plan'
import { type Deed, type Stand, standOf } from '@samplan/shared/undoOutline'
import { useEffect, useMemo, useRef, useState } from 'react'
import {
  ChangeSectionLevelDocument,
  MoveSectionDocument,
  type OutlineDeedInput,
  type PlanOutlineFragment,
  RenameSectionDocument,
  type SectionHeadFragment,
  UndoOutlineDocument,
} from '../graphql/generated.ts'
import { refusalOf, sentenceOf } from '../graphql/refusalOf.ts'
import { text } from '../text/da.ts'
import { movesOf } from './outlineMoves.ts'
import { type OutlineNews, OwnChanges, useOutlineNews } from './useOutlineNews.ts'
import { writeOutline } from './writeOutline.ts'

const words = text.plan.outline
/** What is answered is written by `carry`, and only as far as it is new. */
const ownWriting = { fetchPolicy: 'no-cache' } as const

/** One change: how it is carried out, and what is said afterwards. `section` null: a new one. */
export type OutlineChange = {
  /** Null for what cannot be undone from here. */
  readonly deed: Deed['deed'] | null
  readonly section: string | null
  readonly run: () => Promise<PlanOutlineFragment | undefined>
  readonly say: (now: PlanOutlineFragment) => string
}

export type Step = 'up' | 'down' | 'deeper' | 'higher'
export type Renamed = { readonly is: 'done' } | { readonly is: 'theirs'; readonly title: string } | { readonly is: 'refused' }

export type OutlineWork = {
  readonly said: string
  readonly undoable: boolean
  readonly news: OutlineNews
  readonly say: (words: string) => void
  /** Carries a change out and keeps it for undoing; throws what the server answered instead. */
  readonly carry: (change: OutlineChange) => Promise<PlanOutlineFragment | undefined>
  /** One step from where the section stands when it is its turn; resolves to whether it was taken. */
  readonly step: (section: string, step: Step) => Promise<boolean>
  readonly put: (section: string, after: string | null, level: number) => Promise<boolean>
  readonly rename: (section: string, from: string, to: string) => Promise<Renamed>
  /** Resolves to the section whose change was undone. */
  readonly undo: () => Promise<string | null>
}

type Done = { readonly words: string; readonly deed: Deed | null }

export function useOutlineWork(plan: PlanOutlineFragment): OutlineWork {
  const { cache } = useApolloClient()
  const [own] = useState(() => new OwnChanges())
  const [done, setDone] = useState<Done>({ words: '', deed: null })
  const [move] = useMutation(MoveSectionDocument, ownWriting)
  const [level] = useMutation(ChangeSectionLevelDocument, ownWriting)
  const [rename] = useMutation(RenameSectionDocument, ownWriting)
  const [undo] = useMutation(UndoOutlineDocument, ownWriting)
  const news = useOutlineNews(plan, own, done)
  // The newest outline that is known here: the answer of a change is there before React has drawn it.
  const latest = useRef(plan)
  useEffect(() => {
    if (plan.outlineVersion >= latest.current.outlineVersion || plan.id !== latest.current.id) latest.current = plan
  }, [plan])
  const lastDeed = useRef<Deed | null>(null)
  const turn = useRef<Promise<unknown>>(Promise.resolve())

  const acts = useMemo(() => {
    const show = (next: Done): void => {
      lastDeed.current = next.deed
      setDone(next)
    }
    const say = (said: string): void => setDone((old) => ({ ...old, words: said }))
    /** Keys are pressed faster than a server answers: each change waits for the one before. */
    const inTurn = <Value>(act: () => Promise<Value>): Promise<Value> => {
      const next = turn.current.then(act, act)
      turn.current = next.catch(() => undefined)
      return next
    }
    const carryNow = async ({ deed, section, run, say: saying }: OutlineChange) => {
      const before = latest.current
      own.begin()
      try {
        const now = await run()
        if (now) writeOutline(cache, now)
        const changed = section ?? now?.sections.find(({ id }) => before.sections.every((known) => known.id !== id))?.id ?? null
        own.end(now ? { section: changed, version: now.outlineVersion } : null)
        if (!now) return now
        if (now.outlineVersion > latest.current.outlineVersion) latest.current = now
        // Where somebody else came in between, how it stood before is not known.
        const known = deed !== null && changed !== null && now.outlineVersion === before.outlineVersion + 1
        show({ words: saying(now), deed: known ? deedOf(deed, changed, before, now) : null })
        return now
      } catch (error) {
        own.end(null)
        setDone((old) => ({ ...old }))
        throw error
      }
    }
    const carry = (change: OutlineChange) => inTurn(() => carryNow(change))
    const said = async (act: () => Promise<unknown>): Promise<boolean> => {
      try {
        await act()
        return true
      } catch (error) {
        say(sentenceOf(error))
        return false
      }
    }
    const put = async (section: string, after: string | null, to: number | null) => {
      await carryNow({
        deed: 'move',
        section,
        run: async () => (await move({ variables: { plan: plan.id, section, after, level: to } })).data?.moveSection,
        say: (now) => words.moved(titleIn(now, section), now.sections.findIndex(({ id }) => id === section) + 1, now.sections.length),
      })
    }
    const changeLevel = async (section: string, by: 1 | -1) => {
      await carryNow({
        deed: 'level',
        section,
        run: async () => (await level({ variables: { plan: plan.id, section, by } })).data?.changeSectionLevel,
        say: (now) => words.levelled(titleIn(now, section), now.sections.find(({ id }) => id === section)?.level ?? 1),
      })
    }
    const step = (section: string, to: Step) =>
      inTurn(async () => {
        const moves = movesOf(latest.current.sections, section)
        const target = to === 'up' ? moves.up : moves.down
        if (to === 'up' || to === 'down') {
          if (!target) return (say(to === 'up' ? words.cannotUp : words.cannotDown), false)
          return said(() => put(section, target.after, null))
        }
        if (!moves[to]) return (say(to === 'deeper' ? words.cannotDeeper : words.cannotHigher), false)
        return said(() => changeLevel(section, to === 'deeper' ? 1 : -1))
      })
    const renameTo = (section: string, from: string, to: string): Promise<Renamed> =>
      inTurn(async () => {
        try {
          await carryNow({
            deed: 'rename',
            section,
            run: async () => (await rename({ variables: { plan: plan.id, section, from, to } })).data?.renameSection,
            say: (now) => words.renamed(titleIn(now, section)),
          })
          return { is: 'done' }
        } catch (error) {
          const refusal = refusalOf(error)
          if (refusal?.refused === 'titleChanged') return { is: 'theirs', title: refusal.now }
          say(sentenceOf(error))
          return { is: 'refused' }
        }
      })
    const undoLast = () =>
      inTurn(async () => {
        const deed = lastDeed.current
        if (!deed) return (say(words.nothingToUndo), null)
        const title = (deed.was ?? deed.now)?.title ?? ''
        try {
          await carryNow({
            deed: null,
            section: deed.section,
            run: async () => (await undo({ variables: { plan: plan.id, deed: inputOf(deed) } })).data?.undoOutline,
            say: () => words.undone(title),
          })
          return deed.section
        } catch (error) {
          // What was refused is refused for good; without a connection it can be tried again.
          show({ words: sentenceOf(error), deed: refusalOf(error)?.refused === 'changedSince' ? null : deed })
          return null
        }
      })
    return {
      say,
      carry,
      step,
      put: (section: string, after: string | null, to: number) => inTurn(() => said(() => put(section, after, to))),
      rename: renameTo,
      undo: undoLast,
    }
  }, [cache, plan.id, own, move, level, rename, undo])

  return useMemo(() => ({ ...acts, news, said: done.words, undoable: done.deed !== null }), [acts, news, done])
}

function titleIn(plan: PlanOutlineFragment, section: string): string {
  return plan.sections.find(({ id }) => id === section)?.title ?? ''
}

function deedOf(deed: Deed['deed'], section: string, before: PlanOutlineFragment, now: PlanOutlineFragment): Deed {
  const id = section as SectionId
  return { deed, section: id, was: standOf(outlineOf(before.sections), id), now: standOf(outlineOf(now.sections), id) }
}

/** The same with lists that GraphQL's types take. */
function inputOf({ deed, section, was, now }: Deed): OutlineDeedInput {
  const open = (stand: Stand | null) => stand && { ...stand, invited: [...stand.invited], below: [...stand.below] }
  return { deed, section, was: open(was), now: open(now) }
}

/** The rules of shared know ids by their kind; GraphQL has made them plain. */
function outlineOf(sections: readonly SectionHeadFragment[]): Outline {
  return sections.map(({ id, level, title, owner, invited }) => ({
    id: id as SectionId,
    level: level as Level,
    title,
    owner: owner.id as UnitId,
    invited: invited.map((unit) => unit.id as UnitId),
  }))
}
