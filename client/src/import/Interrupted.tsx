/** Owns the list of one's own imports that are not done: go on with one, or delete it. */
import { isRefusal } from '@samplan/shared/refusal'
import { useEffect, useState } from 'react'
import { Link } from 'wouter'
import { sentenceOf } from '../graphql/refusalOf.ts'
import { Button } from '../shell/Button.tsx'
import { ErrorLine } from '../shell/Field.tsx'
import { useToast } from '../shell/Toast.tsx'
import { shortDate, timeOfDay } from '../text/format.ts'
import { importing } from '../text/da/import.ts'
import { forgetImport, type ImportInList, listImports } from './importApi.ts'

const words = importing.interrupted

export function Interrupted() {
  const toast = useToast()
  const [imports, setImports] = useState<readonly ImportInList[]>([])
  const [problem, setProblem] = useState<string | null>(null)
  useEffect(() => {
    let isHere = true
    listImports().then(
      (found) => {
        if (!isHere) return
        if (isRefusal(found)) setProblem(sentenceOf(found))
        else setImports(found)
      },
      (error: unknown) => isHere && setProblem(sentenceOf(error)),
    )
    return () => {
      isHere = false
    }
  }, [])

  const forget = async ({ id, name }: ImportInList) => {
    setProblem(null)
    try {
      const refusal = await forgetImport(id)
      if (refusal && refusal.refused !== 'notFound') return setProblem(sentenceOf(refusal))
      setImports((before) => before.filter((one) => one.id !== id))
      toast(words.forgotten(name ?? words.pasted))
      document.getElementById('indhold')?.focus({ preventScroll: true })
    } catch (error) {
      setProblem(sentenceOf(error))
    }
  }

  const today = new Date().toISOString()
  if (imports.length === 0) return <ErrorLine>{problem}</ErrorLine>
  return (
    <section aria-labelledby="import-begun">
      <div className="section-head">
        <h2 id="import-begun">{words.title}</h2>
      </div>
      <p className="muted">{words.say}</p>
      <ul className="begun">
        {imports.map((one) => {
          const name = one.name ?? words.pasted
          return (
            <li key={one.id}>
              <div>
                <b>{name}</b>
                <small>
                  {words.begun(`${shortDate(one.at, today)} ${timeOfDay(one.at)}`)}, {words.states[one.state]}
                </small>
              </div>
              <Link className="btn" href={`/hent-plan/${one.id}`}>
                {words.go}
                <span className="sr">: {name}</span>
              </Link>
              <Button kind="quiet" onPress={() => void forget(one)}>
                {words.forget}
                <span className="sr">: {name}</span>
              </Button>
            </li>
          )
        })}
      </ul>
      <ErrorLine>{problem}</ErrorLine>
    </section>
  )
}
