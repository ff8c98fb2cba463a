/** Owns the app around the pages: session, router, the signed-in person's changing rights. */
import { useApolloClient } from '@apollo/client/react'
import { Suspense, useState } from 'react'
import { Redirect, Route, Switch, useLocation } from 'wouter'
import { MeChangedDocument } from './graphql/generated.ts'
import { useLive } from './graphql/useLive.ts'
import { type PageEntry, pages } from './pages.tsx'
import { loadSession, type Session, SessionContext, useSession } from './session.ts'
import { Broken } from './shell/Broken.tsx'
import { GonePage } from './shell/page.tsx'
import { SignInAgain } from './shell/SignInAgain.tsx'
import { Toasts } from './shell/Toast.tsx'

export function App({ first }: { readonly first: Session }) {
  const [session, setSession] = useState(first)
  return (
    <SessionContext value={session}>
      <Toasts>
        <Broken>
          {session.me && <OwnRights onChange={setSession} />}
          <Suspense fallback={null}>
            <Switch>
              {pages.map((page) => (
                <Route key={page.pattern} path={page.pattern}>
                  {(params) => <Guarded page={page} params={params} />}
                </Route>
              ))}
              <Route>{session.me ? <GonePage /> : <ToSignIn />}</Route>
            </Switch>
          </Suspense>
          <SignInAgain />
        </Broken>
      </Toasts>
    </SessionContext>
  )
}

function Guarded({ page, params }: { readonly page: PageEntry; readonly params: Readonly<Record<string, string | undefined>> }) {
  const { me } = useSession()
  if (!page.open && !me) return <ToSignIn />
  return page.render(params)
}

function ToSignIn() {
  const [path] = useLocation()
  return <Redirect to={path === '/' ? '/log-ind' : `/log-ind?til=${encodeURIComponent(path)}`} replace />
}

/** Follows one's own rights: when they change, the session and everything on the page is asked again. */
function OwnRights({ onChange }: { readonly onChange: (session: Session) => void }) {
  const client = useApolloClient()
  useLive(MeChangedDocument, {}, () => {
    void client.refetchQueries({ include: 'active' })
    loadSession().then(
      (session) => {
        if (session.me) onChange(session)
      },
      () => {},
    )
  })
  return null
}
