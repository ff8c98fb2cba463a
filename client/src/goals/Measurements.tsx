/** Owns the table of an indicator's measurements, and taking one away. */
import { useMutation } from '@apollo/client/react'
import { useState } from 'react'
import { RemoveMeasurementDocument } from '../graphql/generated.ts'
import { sentenceOf } from '../graphql/refusalOf.ts'
import { Button } from '../shell/Button.tsx'
import { Dialog } from '../shell/Dialog.tsx'
import { ErrorLine } from '../shell/Field.tsx'
import { useToast } from '../shell/Toast.tsx'
import { text } from '../text/da.ts'
import { longDate, period } from '../text/format.ts'
import { valueOf } from './figures.ts'
import { type IndicatorOfGoal, type MeasurementOfGoal, showGoals } from './usePlanGoals.ts'

const words = text.goals
const atFirst = 12

type Props = { readonly plan: string; readonly indicator: IndicatorOfGoal; readonly mayMeasure: boolean }

export function Measurements({ plan, indicator, mayMeasure }: Props) {
  const [all, setAll] = useState(false)
  const [removing, setRemoving] = useState<MeasurementOfGoal | null>(null)
  const figures = indicator.measurements
  // Said of one figure only, and only where newer ones tell it apart.
  const startingPoint = figures.some((figure) => !figure.startingPoint) ? figures.find((figure) => figure.startingPoint) : undefined
  if (figures.length === 0) return <p className="blank">{words.noMeasurements}</p>
  return (
    <>
      {/* oxlint-disable-next-line jsx-a11y/no-noninteractive-tabindex -- what scrolls must be reached by keyboard */}
      <div className="scroll-x after" role="region" tabIndex={0} aria-label={words.measurements}>
        <table className="table measurements">
          <thead>
            <tr>
              <th scope="col">{words.columns.period}</th>
              <th scope="col" className="r">
                {words.columns.value}
              </th>
              <th scope="col">{words.columns.source}</th>
              <th scope="col">{words.columns.by}</th>
              {mayMeasure && (
                <th scope="col">
                  <span className="sr">{words.columns.actions}</span>
                </th>
              )}
            </tr>
          </thead>
          <tbody>
            {(all ? figures : figures.slice(0, atFirst)).map((figure) => (
              <tr key={figure.id}>
                <th scope="row" className="nowrap">
                  {period(figure.period)}
                  {figure.sinceVersion && <span className="tag">{words.sinceThen}</span>}
                  {figure === startingPoint && <span className="tag">{words.startingPoint}</span>}
                </th>
                <td className="r">{valueOf(figure, indicator)}</td>
                <td>
                  {figure.source}
                  {figure.note && <span className="faint note">{figure.note}</span>}
                </td>
                <td>
                  {figure.byName} <span className="faint nowrap">{longDate(figure.at)}</span>
                </td>
                {mayMeasure && (
                  <td className="end">
                    <button
                      type="button"
                      className="text-btn"
                      aria-label={words.measure.removeOf(period(figure.period))}
                      onClick={() => setRemoving(figure)}
                    >
                      {words.measure.remove}
                    </button>
                  </td>
                )}
              </tr>
            ))}
          </tbody>
        </table>
      </div>
      {!all && figures.length > atFirst && (
        <p className="after">
          <button type="button" className="text-btn" onClick={() => setAll(true)}>
            {words.showAll(figures.length)}
          </button>
        </p>
      )}
      {removing && <RemoveDialog plan={plan} indicator={indicator} figure={removing} onClose={() => setRemoving(null)} />}
    </>
  )
}

type RemoveProps = {
  readonly plan: string
  readonly indicator: IndicatorOfGoal
  readonly figure: MeasurementOfGoal
  readonly onClose: () => void
}

function RemoveDialog({ plan, indicator, figure, onClose }: RemoveProps) {
  const [problem, setProblem] = useState<string | null>(null)
  const toast = useToast()
  const [remove, { loading }] = useMutation(RemoveMeasurementDocument, {
    update: (cache, { data }) => data && showGoals(cache, plan, [data.removeMeasurement], []),
  })
  const when = period(figure.period)
  const confirm = async () => {
    try {
      await remove({ variables: { plan, id: figure.id } })
      toast(words.measure.removed(when))
      onClose()
    } catch (error) {
      setProblem(sentenceOf(error))
    }
  }
  return (
    <Dialog
      title={words.measure.removeTitle}
      alert
      onClose={onClose}
      footer={
        <>
          <Button onPress={onClose} autoFocus>
            {text.shell.cancel}
          </Button>
          <Button kind="danger" pending={loading && words.measure.saving} onPress={() => void confirm()}>
            {words.measure.remove}
          </Button>
        </>
      }
    >
      <p>{words.measure.removeSay(valueOf(figure, indicator), when)}</p>
      <ErrorLine>{problem}</ErrorLine>
    </Dialog>
  )
}
