/** Owns the sign-in page: in a demo one picks a person, elsewhere it says how to get a link. */
import { useState } from 'react'
import { sentenceOf } from '../graphql/refusalOf.ts'
import { type DemoPerson, post, useSession } from '../session.ts'
import { Button } from '../shell/Button.tsx'
import { Dialog } from '../shell/Dialog.tsx'
import { ErrorLine } from '../shell/Field.tsx'
import { Avatar } from '../shell/Marks.tsx'
import { text } from '../text/da.ts'
import { SignInFrame } from './SignInFrame.tsx'

const words = text.signIn

export function SignInPage() {
  const { demoPeople } = useSession()
  return (
    <SignInFrame title={words.title} heading={words.heading} beside={demoPeople ? <People people={demoPeople} /> : <ByLink />}>
      {demoPeople ? (
        <>
          <p className="say">{words.demo}</p>
          <p className="say">{words.demoTwo}</p>
          <p className="say">{words.demoPrivate}</p>
          <Reset />
        </>
      ) : (
        <p className="say">{words.byLink}</p>
      )}
    </SignInFrame>
  )
}

/** Where one was going when the sign-in came between; only an address of our own. */
function target(): string {
  const path = new URLSearchParams(location.search).get('til') ?? '/'
  return path.startsWith('/') && !path.startsWith('//') ? path : '/'
}

const groups = ['administration', 'body', 'municipality'] as const

function People({ people }: { readonly people: readonly DemoPerson[] }) {
  const [busy, setBusy] = useState<string | null>(null)
  const [problem, setProblem] = useState<string | null>(null)
  const choose = async (person: DemoPerson) => {
    if (busy) return
    setBusy(person.id)
    try {
      const refusal = await post('/api/sign-in/demo', { person: person.id })
      if (!refusal) {
        location.assign(target())
        return
      }
      setProblem(sentenceOf(refusal))
    } catch (error) {
      setProblem(sentenceOf(error))
    }
    setBusy(null)
  }
  return (
    <section aria-labelledby="who">
      <h2 id="who" className="who">
        {words.who}
      </h2>
      <ErrorLine>{problem}</ErrorLine>
      {groups.map((group) => {
        const members = people.filter((person) => person.group === group)
        if (members.length === 0) return null
        return (
          <div key={group}>
            <h3>{words.groups[group]}</h3>
            <ul className="people">
              {members.map((person) => (
                <li key={person.id}>
                  <button type="button" className="person" onClick={() => void choose(person)} aria-disabled={busy !== null || undefined}>
                    <Avatar name={person.name} colour={person.colour} size="large" plain />
                    <span>
                      <b>{person.name}</b>
                      <small>{person.unit && !person.title.includes(person.unit) ? `${person.title}, ${person.unit}` : person.title}</small>
                    </span>
                    <span className="task">{busy === person.id ? words.signingIn : person.hint}</span>
                  </button>
                </li>
              ))}
            </ul>
          </div>
        )
      })}
    </section>
  )
}

function ByLink() {
  return (
    <section aria-labelledby="who">
      <h2 id="who" className="who">
        {words.title}
      </h2>
      <p className="say">{words.byLinkHow}</p>
      <p className="say">{words.byLinkAdmin}</p>
    </section>
  )
}

function Reset() {
  const [asking, setAsking] = useState(false)
  const [busy, setBusy] = useState(false)
  const [problem, setProblem] = useState<string | null>(null)
  const reset = async () => {
    setBusy(true)
    try {
      const refusal = await post('/api/demo/reset')
      if (!refusal) {
        location.assign('/log-ind')
        return
      }
      setProblem(sentenceOf(refusal))
    } catch (error) {
      setProblem(sentenceOf(error))
    }
    setBusy(false)
  }
  return (
    <p className="after">
      <button type="button" className="text-btn" onClick={() => setAsking(true)}>
        {words.reset}
      </button>
      {asking && (
        <Dialog
          title={words.resetTitle}
          alert
          onClose={() => setAsking(false)}
          footer={
            <>
              <Button onPress={() => setAsking(false)} autoFocus>
                {text.shell.cancel}
              </Button>
              <Button kind="danger" pending={busy && words.resetting} onPress={() => void reset()}>
                {words.resetDo}
              </Button>
            </>
          }
        >
          <p>{words.resetSay}</p>
          <ErrorLine>{problem}</ErrorLine>
        </Dialog>
      )}
    </p>
  )
}
