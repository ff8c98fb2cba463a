/** Owns the header of pages that belong to no plan, and what stands above every header. */
import type { ReactNode } from 'react'
import { Link } from 'wouter'
import { useSession } from '../session.ts'
import { text } from '../text/da.ts'
import { Account } from './Account.tsx'
import { Icon } from './Icon.tsx'

export function Wordmark() {
  const { municipality } = useSession()
  return (
    <>
      <Link className="wordmark" href="/">
        {text.shell.product}
      </Link>
      <span className="place">{municipality}</span>
    </>
  )
}

/** The skip link, and the word that a demo is open to others: first on every page. */
export function AboveTop() {
  const { demoIsOpen } = useSession()
  return (
    <>
      <a className="skip" href="#indhold">
        {text.shell.skip}
      </a>
      {demoIsOpen && (
        <aside className="demo-line" aria-label={text.shell.demo}>
          <Icon name="warning" /> <p>{text.shell.demoIsOpen}</p>
        </aside>
      )}
    </>
  )
}

export function Top({ children }: { readonly children?: ReactNode }) {
  return (
    <>
      <AboveTop />
      <header className="top simple">
        <div className="top-row">
          <div>
            <Wordmark />
          </div>
          <div>{children}</div>
          <div className="end">
            <Account />
          </div>
        </div>
      </header>
    </>
  )
}
