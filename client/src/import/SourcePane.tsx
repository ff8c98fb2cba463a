/** Owns the left pane of the preview: the lines as they were read, what each is taken for, and the way from a line to its piece. */
import type { Span } from '@samplan/shared/import/draft'
import type { SourceLine, SourceText } from '@samplan/shared/import/source'
import { type KeyboardEvent, memo, useCallback, useEffect, useMemo, useRef } from 'react'
import { importing } from '../text/da/import.ts'
import type { LineMark } from './findings.ts'

const words = importing.check

/** Lines that are laid out together; what is off the screen is not laid out at all. */
const blockSize = 40

type PaneProps = {
  readonly source: SourceText
  readonly marks: ReadonlyMap<number, LineMark>
  readonly chosen: Span | null
  /** The line that the keyboard is on. */
  readonly current: number
  readonly onCurrent: (line: number) => void
  /** A line was chosen; with the keyboard the focus goes on to its piece. */
  readonly onChoose: (line: number, byKey: boolean) => void
}

export function SourcePane({ source, marks, chosen, current, onCurrent, onChoose }: PaneProps) {
  const pane = useRef<HTMLElement>(null)
  const lines = useMemo(() => source.lines.filter(({ text }) => text.trim() !== ''), [source])
  const blocks = useMemo(
    () => Array.from({ length: Math.ceil(lines.length / blockSize) }, (_, at) => lines.slice(at * blockSize, (at + 1) * blockSize)),
    [lines],
  )
  const [from, to] = [chosen?.from ?? 0, chosen?.to ?? 0]
  useEffect(() => {
    if (from > 0) showLines(pane.current, from, to)
  }, [from, to])

  const press = useCallback(
    (event: KeyboardEvent<HTMLElement>) => {
      if (event.altKey || event.ctrlKey || event.metaKey) return
      const at = lines.findIndex(({ number }) => String(number) === event.currentTarget.dataset['line'])
      const next = { ArrowUp: at - 1, ArrowDown: at + 1, PageUp: at - 15, PageDown: at + 15, Home: 0, End: lines.length - 1 }[event.key]
      const line = next === undefined ? undefined : lines[Math.max(0, Math.min(next, lines.length - 1))]
      if (!line) return
      event.preventDefault()
      onCurrent(line.number)
      pane.current?.querySelector<HTMLElement>(`[data-line="${line.number}"]`)?.focus()
    },
    [lines, onCurrent],
  )
  return (
    <section className="l" aria-label={words.yours} ref={pane}>
      <h2>
        {words.yours} <span>{words.pages(source.name ?? importing.interrupted.pasted, source.pages)}</span>
      </h2>
      <div className="source">
        {blocks.map((block) => {
          const [first, last] = [block[0]?.number ?? 0, block.at(-1)?.number ?? 0]
          return (
            <LineBlock
              key={first}
              lines={block}
              marks={block.map(({ number }) => marks.get(number) ?? null)}
              from={Math.max(from, first)}
              to={Math.min(to, last)}
              current={current >= first && current <= last ? current : 0}
              onChoose={onChoose}
              onPress={press}
            />
          )
        })}
      </div>
    </section>
  )
}

type BlockProps = {
  readonly lines: readonly SourceLine[]
  readonly marks: readonly (LineMark | null)[]
  /** The chosen lines of this block; none where `from` is past `to`. */
  readonly from: number
  readonly to: number
  /** 0: not in this block. */
  readonly current: number
  readonly onChoose: (line: number, byKey: boolean) => void
  readonly onPress: (event: KeyboardEvent<HTMLElement>) => void
}

const LineBlock = memo(
  function LineBlock({ lines, marks, from, to, current, onChoose, onPress }: BlockProps) {
    return (
      <ol className="line-block" style={{ containIntrinsicBlockSize: `auto ${lines.length * 1.5}rem` }}>
        {lines.map((line, at) => {
          const mark = marks[at] ?? null
          const isChosen = line.number >= from && line.number <= to
          return (
            <li key={line.number}>
              <button
                type="button"
                className={classesOf(line, mark, isChosen)}
                data-line={line.number}
                tabIndex={line.number === current ? 0 : -1}
                aria-current={isChosen || undefined}
                onKeyDown={onPress}
                onClick={(event) => onChoose(line.number, event.detail === 0)}
              >
                <span className="no">
                  <span className="sr">{words.line(line.number)}</span>
                  <span aria-hidden="true">{line.number}</span>
                </span>
                <span className="say">{mark?.kind === 'leftOut' ? <del>{line.text.trim()}</del> : line.text.trim()}</span>
                <span className="as">{mark?.isFirst ? markWords(mark) : ''}</span>
              </button>
            </li>
          )
        })}
      </ol>
    )
  },
  (before, now) =>
    before.lines === now.lines &&
    before.current === now.current &&
    before.onChoose === now.onChoose &&
    before.onPress === now.onPress &&
    // Two ranges that are both empty are the same.
    (before.from > before.to ? now.from > now.to : before.from === now.from && before.to === now.to) &&
    before.marks.every((mark, at) => sameMark(mark, now.marks[at] ?? null)),
)

function sameMark(one: LineMark | null, other: LineMark | null): boolean {
  return one?.kind === other?.kind && one?.isDoubtful === other?.isDoubtful && one?.isFirst === other?.isFirst
}

function markWords({ kind, isDoubtful }: LineMark): string {
  return isDoubtful ? words.marks.doubt : words.marks[kind]
}

const classOfKind = { section: 'found head', overallGoal: 'found head', resultGoal: 'found-goal', leftOut: 'dropped', text: '' } as const

function classesOf(line: SourceLine, mark: LineMark | null, isChosen: boolean): string {
  const isBold = line.runs.length > 0 && line.runs.every(({ bold }) => bold === true)
  return ['line', mark && classOfKind[mark.kind], mark?.isDoubtful && 'look', isBold && 'head', isChosen && 'chosen']
    .filter(Boolean)
    .join(' ')
}

/** Brings the lines into the pane's own view, a third from its top; the window stays where it is. */
function showLines(pane: HTMLElement | null, from: number, to: number): void {
  const first = firstLineFrom(pane, from)
  const last = firstLineFrom(pane, to)
  if (!pane || !first || pane.scrollHeight <= pane.clientHeight) return
  const box = pane.getBoundingClientRect()
  const [top, bottom] = [first.getBoundingClientRect().top, (last ?? first).getBoundingClientRect().bottom]
  if (top >= box.top + 48 && bottom <= box.bottom - 16) return
  pane.scrollBy({ top: top - box.top - box.height / 3 })
}

function firstLineFrom(pane: HTMLElement | null, number: number): HTMLElement | null {
  // Empty lines are not drawn: the first that is.
  for (let at = number; at < number + 20; at++) {
    const line = pane?.querySelector<HTMLElement>(`[data-line="${at}"]`)
    if (line) return line
  }
  return null
}
