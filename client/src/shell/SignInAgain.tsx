/** Owns what is shown when a session ends under an open page: the page stays, and goes on after signing in. */
import { useEffect, useState } from 'react'
import { sentenceOf } from '../graphql/refusalOf.ts'
import { loadSession, post, resumeSession, useSession, useSessionEnded } from '../session.ts'
import { text } from '../text/da.ts'
import { Button } from './Button.tsx'
import { Dialog } from './Dialog.tsx'
import { ErrorLine } from './Field.tsx'

/** Mounted once, around every page; nothing as long as the session lives. */
export function SignInAgain() {
  const { me } = useSession()
  return useSessionEnded() && me ? <AgainDialog person={me} /> : null
}

function AgainDialog({ person }: { readonly person: { readonly id: string; readonly name: string } }) {
  const { demo } = useSession()
  const [problem, setProblem] = useState<string | null>(null)
  const [isOther, setOther] = useState(false)
  const words = text.shell.again

  const check = async (quietly: boolean) => {
    try {
      const { me } = await loadSession()
      if (me?.id === person.id) resumeSession()
      else if (me) setOther(true)
      else if (!quietly) setProblem(words.stillOut)
    } catch (error) {
      if (!quietly) setProblem(sentenceOf(error))
    }
  }
  const again = async () => {
    try {
      const refusal = await post('/api/sign-in/demo', { person: person.id })
      if (refusal) setProblem(sentenceOf(refusal))
      else await check(false)
    } catch (error) {
      setProblem(sentenceOf(error))
    }
  }
  useEffect(() => {
    const look = () => void check(true)
    window.addEventListener('focus', look)
    return () => window.removeEventListener('focus', look)
  })

  return (
    <Dialog
      title={words.title}
      alert
      fromHeading
      onClose={null}
      footer={
        isOther ? (
          <Button kind="primary" onPress={() => location.reload()}>
            {words.reload}
          </Button>
        ) : demo ? (
          <Button kind="primary" onPress={() => void again()}>
            {words.demo(person.name)}
          </Button>
        ) : (
          <Button kind="primary" onPress={() => void check(false)}>
            {words.check}
          </Button>
        )
      }
    >
      <p>{isOther ? words.other : words.say}</p>
      {!demo && !isOther && <p>{words.link}</p>}
      <ErrorLine>{problem}</ErrorLine>
    </Dialog>
  )
}
