/** Owns the drawings of an indicator: the chart with its labels at the lines, and the spark of a row. */
import { useId, useLayoutEffect, useRef, useState } from 'react'
import { printDate } from '@samplan/shared/goalValues'
import { text } from '../text/da.ts'
import { useSession } from '../session.ts'
import { figuresOf, valueOf } from './figures.ts'
import { dayAt, linear, monthTicks, roundTicks } from './scale.ts'
import type { IndicatorOfGoal, MeasurementOfGoal } from './usePlanGoals.ts'

type Point = { readonly day: number; readonly value: number; readonly figure: MeasurementOfGoal }

/** Oldest first; what cannot be placed is left to the table. */
function pointsOf(figures: readonly MeasurementOfGoal[]): readonly Point[] {
  const points = figures.flatMap((figure) => {
    const day = dayAt(figure.period)
    const value = Number(figure.value)
    return day === null || !Number.isFinite(value) ? [] : [{ day, value, figure }]
  })
  return points.toSorted((one, other) => one.day - other.day)
}

const line = (points: readonly Point[], x: (day: number) => number, y: (value: number) => number): string =>
  points.map((point) => `${round(x(point.day))},${round(y(point.value))}`).join(' ')

/** A month with its year and air around it, in pixels. */
const labelWidth = 84

const round = (length: number): number => Math.round(length * 10) / 10

/** Drawn for the width that there is, never scaled: its letters keep their size. */
export function Chart({ indicator, title, now }: { readonly indicator: IndicatorOfGoal; readonly title: string; readonly now: string }) {
  const box = useRef<HTMLDivElement>(null)
  const [width, setWidth] = useState(0)
  useLayoutEffect(() => {
    const element = box.current
    if (!element) return
    const measure = () => setWidth(Math.floor(element.clientWidth))
    measure()
    const observer = new ResizeObserver(measure)
    observer.observe(element)
    return () => observer.disconnect()
  }, [])
  const points = pointsOf(indicator.measurements)
  if (points.length === 0) return null
  const isNarrow = width < 520
  const shape = isNarrow ? { height: 270, left: 38, right: 16, ticks: 4 } : { height: 300, left: 44, right: 132, ticks: 6 }
  return (
    <div ref={box} className="chart-box" style={{ minHeight: shape.height }}>
      {width > 0 && <Drawing indicator={indicator} title={title} now={now} points={points} width={width} {...shape} />}
    </div>
  )
}

type DrawingProps = {
  readonly indicator: IndicatorOfGoal
  readonly title: string
  readonly now: string
  readonly points: readonly Point[]
  readonly width: number
  readonly height: number
  readonly left: number
  readonly right: number
  readonly ticks: number
}

function Drawing({ indicator, title, now, points, width, height, left, right, ticks }: DrawingProps) {
  const { municipality } = useSession()
  const id = useId()
  const { target, line: goal } = figuresOf(indicator, now)
  const path = pathOf(indicator, goal)
  const judged = points.filter(({ figure }) => !figure.sinceVersion)
  const since = points.filter(({ figure }) => figure.sinceVersion)
  const last = points.at(-1)
  const first = points[0]
  if (!first || !last) return null

  const deadline = dayAt(indicator.deadline)
  const days = [
    ...points.map((point) => point.day),
    ...(path ? path.map((end) => end.day) : []),
    ...(deadline !== null && deadline > last.day ? [deadline] : []),
  ]
  const values = [...points.map((point) => point.value), ...(goal === null ? [] : [goal]), ...(path ? path.map((end) => end.value) : [])]
  const [lowest, highest] = [Math.min(...values), Math.max(...values)]
  // Air under the lowest, so that a target there is no axis; shares and counts have none below zero.
  const air = lowest - (highest - lowest) * 0.06
  const valueTicks = roundTicks(lowest >= 0 ? Math.max(0, air) : air, highest, ticks)
  const [bottom, top] = [height - 34, 18]
  const [from, to] = [Math.min(...days), Math.max(...days)]
  const x = linear([from, to], [left, width - right])
  const y = linear([valueTicks[0] ?? 0, valueTicks.at(-1) ?? 1], [bottom, top])
  const isNarrow = right < 60
  const periods = [...points.map(({ figure }) => figure.period), indicator.baselineDate, indicator.deadline].filter(
    (period) => period !== null && days.includes(dayAt(period) ?? -1),
  )
  const byDay = periods.toSorted((one, other) => (dayAt(one) ?? 0) - (dayAt(other) ?? 0))
  const months = monthTicks(
    byDay[0] ?? '',
    byDay.at(-1) ?? '',
    Math.max(2, Math.min(isNarrow ? 4 : 6, Math.floor((width - right - left) / labelWidth))),
  )
  const lastLabel = `${isNarrow ? '' : `${shortName(municipality)} `}${valueOf(last.figure, indicator)}`
  const lastX = x(last.day)
  const endsLeft = lastX + lastLabel.length * 7 + 14 > width
  const lastY = y(last.value)
  const nearGoal = goal !== null && Math.abs(y(goal) - lastY) < 18
  const labelY = nearGoal ? lastY + (y(goal) > lastY ? -12 : 20) : endsLeft ? lastY - 12 : lastY + 4

  return (
    <svg className="chart" width={width} height={height} viewBox={`0 0 ${width} ${height}`} role="img" aria-labelledby={`${id}t ${id}d`}>
      <title id={`${id}t`}>{`${title}, ${printDate(first.figure.period)}–${printDate(last.figure.period)}`}</title>
      <desc id={`${id}d`}>
        {text.goals.chart.description(
          `${valueOf(first.figure, indicator)} (${printDate(first.figure.period)})`,
          `${valueOf(last.figure, indicator)} (${printDate(last.figure.period)})`,
          target ?? '',
        )}
      </desc>
      {to > last.day && (
        <rect className="ahead" x={round(lastX)} y={top - 8} width={round(width - right - lastX)} height={bottom - top + 8} />
      )}
      {valueTicks.map((tick) => (
        <g key={tick}>
          <line className="grid" x1={left} x2={width - right} y1={round(y(tick))} y2={round(y(tick))} />
          <text x={left - 10} y={round(y(tick) + 4)} textAnchor="end">
            {tickLabel(tick, valueTicks)}
          </text>
        </g>
      ))}
      {months.map(({ day, label }, index) => (
        <text
          key={day}
          x={round(x(day))}
          y={height - 12}
          textAnchor={index === 0 && x(day) - left < 20 ? 'start' : width - x(day) < 30 ? 'end' : 'middle'}
        >
          {label}
        </text>
      ))}
      {path && <polyline className="path" points={path.map((end) => `${round(x(end.day))},${round(y(end.value))}`).join(' ')} />}
      {goal !== null && (
        <>
          <line className="target" x1={left} x2={width - right} y1={round(y(goal))} y2={round(y(goal))} />
          <text className="target-word" x={isNarrow ? left + 4 : width - right + 8} y={round(isNarrow ? y(goal) - 7 : y(goal) + 4)}>
            {text.goals.chart.target(target ?? '')}
          </text>
        </>
      )}
      <polyline className="own" points={line(judged, x, y)} />
      {since.length > 0 && <polyline className="own later" points={line([...judged.slice(-1), ...since], x, y)} />}
      {points.length <= 24 &&
        points
          .slice(0, -1)
          .map((point) => <circle key={point.figure.id} className="dot" cx={round(x(point.day))} cy={round(y(point.value))} r="2.5" />)}
      <circle className={last.figure.sinceVersion ? 'last later' : 'last'} cx={round(lastX)} cy={round(lastY)} r="5" />
      <text
        className="strong"
        x={round(endsLeft ? Math.min(lastX + 6, width - 2) : lastX + 10)}
        y={round(labelY)}
        textAnchor={endsLeft ? 'end' : 'start'}
      >
        {lastLabel}
      </text>
    </svg>
  )
}

/** The straight path from the starting point to the target, where the text gives both ends. */
function pathOf(indicator: IndicatorOfGoal, goal: number | null): readonly { readonly day: number; readonly value: number }[] | null {
  const [begin, end] = [dayAt(indicator.baselineDate), dayAt(indicator.deadline)]
  const baseline = indicator.baseline === null ? Number.NaN : Number(indicator.baseline)
  if (begin === null || end === null || goal === null || !Number.isFinite(baseline) || end <= begin) return null
  return [
    { day: begin, value: baseline },
    { day: end, value: goal },
  ]
}

export function hasPath(indicator: IndicatorOfGoal, now: string): boolean {
  return pathOf(indicator, figuresOf(indicator, now).line) !== null
}

/** All ticks with as many decimals as the finest of them. */
function tickLabel(tick: number, all: readonly number[]): string {
  const digits = Math.max(...all.map((value) => String(value).split('.')[1]?.length ?? 0))
  return new Intl.NumberFormat('da-DK', { minimumFractionDigits: digits, maximumFractionDigits: digits }).format(tick)
}

/** "Fjordby" of "Fjordby Kommune". */
function shortName(municipality: string): string {
  return municipality.replace(/\s+kommune$/i, '')
}

/** The development in a row of the ledger: no axes, the words beside it carry the figures. */
export function Spark({ indicator, now }: { readonly indicator: IndicatorOfGoal; readonly now: string }) {
  const points = pointsOf(indicator.measurements)
  const { line: goal, target } = figuresOf(indicator, now)
  const [first, last] = [points[0], points.at(-1)]
  if (!first || !last || points.length < 2) return null
  const [width, height] = [140, 36]
  const values = [...points.map((point) => point.value), ...(goal === null ? [] : [goal])]
  const x = linear([first.day, last.day], [2, width - 6])
  const y = linear([Math.min(...values), Math.max(...values)], [height - 4, 4])
  const label = text.goals.chart.description(valueOf(first.figure, indicator), valueOf(last.figure, indicator), target ?? '')
  return (
    <svg className="spark" width={width} height={height} viewBox={`0 0 ${width} ${height}`} role="img" aria-label={label}>
      {goal !== null && <line className="target" x1="0" x2={width} y1={round(y(goal))} y2={round(y(goal))} />}
      <polyline className="own" points={line(points, x, y)} />
      <circle className="last" cx={round(x(last.day))} cy={round(y(last.value))} r="3.5" />
    </svg>
  )
}
