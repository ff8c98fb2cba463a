/** Owns the header of a plan's pages: its name, its pages, who is here, its route and the one action that it waits for. */
import { useQuery } from '@apollo/client/react'
import { type ReactNode, useEffect, useState } from 'react'
import { Link } from 'wouter'
import { type PlanHeadFragment, PlanHeadOfDocument } from '../graphql/generated.ts'
import { text } from '../text/da.ts'
import { Account } from './Account.tsx'
import { Button } from './Button.tsx'
import { Dialog } from './Dialog.tsx'
import { Icon } from './Icon.tsx'
import { Avatar } from './Marks.tsx'
import { Menu } from './Menu.tsx'
import { MiniRoute, Route } from './Route.tsx'
import { routeStations } from './routeStations.ts'
import { AboveTop, Wordmark } from './Top.tsx'

export type PlanPageName = keyof typeof text.shell.pages
export type Present = { readonly id: string; readonly name: string; readonly colour?: string | null | undefined }

export function planPath(plan: string, page: PlanPageName): string {
  return { text: `/plan/${plan}`, goals: `/plan/${plan}/maal`, decision: `/plan/${plan}/beslutning` }[page]
}

type PlanTopProps = {
  readonly plan: PlanHeadFragment
  /** The page one is on; null for pages that are none of the three. */
  readonly page: PlanPageName | null
  /** Who has the plan open, without oneself. */
  readonly here?: readonly Present[]
  /** The save state: its place is as wide as its longest word. */
  readonly save?: ReactNode
  /** The one action that the plan waits for; on narrow screens it stands in the route's sheet. */
  readonly action?: ReactNode
}

export function PlanTop({ plan, page, here = [], save, action }: PlanTopProps) {
  const stations = routeStations(plan, new Date().toISOString())
  return (
    <>
      <AboveTop />
      <header className="top plan-top">
        <div className="top-row row-a">
          <div>
            <Wordmark />
          </div>
          <div className="mid">
            <Link className="only-narrow step" href="/" aria-label={text.shell.home}>
              <Icon name="arrow-left" />
            </Link>
            <Link className="plan-name" href={planPath(plan.id, 'text')}>
              {plan.title}
            </Link>
            <PagesMenu plan={plan.id} page={page} />
            <nav className="tabs wide-only" aria-label={text.shell.planPages}>
              {pageNames.map((name) => (
                <Link key={name} href={planPath(plan.id, name)} aria-current={name === page ? 'page' : undefined}>
                  {text.shell.pages[name]}
                </Link>
              ))}
            </nav>
          </div>
          <div className="end">
            <HereNow here={here} />
            <Account />
          </div>
        </div>
        <div className="top-row row-b">
          <div>{save}</div>
          <div className="mid">
            <Route stations={stations} />
            <RouteSheet stations={stations} action={action} />
          </div>
          <div className="end">{action}</div>
        </div>
      </header>
    </>
  )
}

/** The header alone, while a page's own facts are on their way; a word comes only when that takes long. */
export function PlanLoading({ plan, page }: { readonly plan: string; readonly page: PlanPageName | null }) {
  const { data } = useQuery(PlanHeadOfDocument, { variables: { plan }, fetchPolicy: 'cache-first' })
  const [isLong, setLong] = useState(false)
  useEffect(() => {
    const timer = setTimeout(() => setLong(true), 1000)
    return () => clearTimeout(timer)
  }, [])
  return (
    <>
      {data?.plan && <PlanTop plan={data.plan} page={page} />}
      <main id="indhold" tabIndex={-1}>
        <p className="page muted" role="status">
          {isLong && text.shell.loading}
        </p>
      </main>
    </>
  )
}

const pageNames = ['text', 'goals', 'decision'] as const

function PagesMenu({ plan, page }: { readonly plan: string; readonly page: PlanPageName | null }) {
  return (
    <span className="only-narrow">
      <Menu
        label={page ? text.shell.planPagesNow(text.shell.pages[page]) : text.shell.planPages}
        className="step"
        align="start"
        button={<Icon name="chevron-down" />}
        items={pageNames.map((name) => ({ key: name, label: text.shell.pages[name], href: planPath(plan, name), current: name === page }))}
      />
    </span>
  )
}

const shown = 4

function HereNow({ here }: { readonly here: readonly Present[] }) {
  if (here.length === 0) return null
  return (
    <span className="avatars" role="group" aria-label={text.shell.hereNow}>
      {here.slice(0, shown).map((person) => (
        <Avatar key={person.id} name={person.name} colour={person.colour} />
      ))}
      {here.length > shown && (
        <span className="avatar" role="img" aria-label={text.shell.others(here.length - shown)}>
          +{here.length - shown}
        </span>
      )}
    </span>
  )
}

function RouteSheet({ stations, action }: { readonly stations: ReturnType<typeof routeStations>; readonly action: ReactNode }) {
  const [open, setOpen] = useState(false)
  const now = stations.find((station) => station.state === 'now')
  return (
    <>
      <button type="button" className="route-small" aria-haspopup="dialog" onClick={() => setOpen(true)}>
        <span className="sr">{text.shell.routeName}: </span>
        <MiniRoute stations={stations} />
        <b>{now?.name}</b>
        <span className="muted">{now?.note}</span>
      </button>
      {open && (
        <Dialog
          title={text.shell.routeName}
          onClose={() => setOpen(false)}
          sheet
          footer={<Button onPress={() => setOpen(false)}>{text.shell.close}</Button>}
        >
          <Route stations={stations} upright />
          {action && <div className="btn-row">{action}</div>}
        </Dialog>
      )}
    </>
  )
}
