/** Owns the page of a one-time link: a button redeems it, so that a preview of the link does not use it up. */
import { useState } from 'react'
import { sentenceOf } from '../graphql/refusalOf.ts'
import { post, useSession } from '../session.ts'
import { Button } from '../shell/Button.tsx'
import { ErrorLine } from '../shell/Field.tsx'
import { text } from '../text/da.ts'
import { SignInFrame } from './SignInFrame.tsx'

const words = text.signIn.welcome

export function WelcomePage() {
  const { municipality } = useSession()
  const [token] = useState(() => location.hash.slice(1))
  const [busy, setBusy] = useState(false)
  const [problem, setProblem] = useState<string | null>(null)

  const redeem = async () => {
    setBusy(true)
    try {
      const refusal = await post('/api/sign-in/link', { token })
      if (!refusal) {
        location.replace('/')
        return
      }
      setProblem(sentenceOf(refusal))
    } catch (error) {
      setProblem(sentenceOf(error))
    }
    setBusy(false)
  }
  return (
    <SignInFrame title={words.title} heading={words.title}>
      <p className="say">{token ? words.say(municipality) : words.missing}</p>
      <p className="after">
        {token ? (
          <Button kind="primary" pending={busy && text.signIn.signingIn} onPress={() => void redeem()}>
            {words.do}
          </Button>
        ) : (
          <a className="btn" href="/log-ind">
            {words.toSignIn}
          </a>
        )}
      </p>
      <ErrorLine>{problem}</ErrorLine>
    </SignInFrame>
  )
}
