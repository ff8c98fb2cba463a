/** Owns how items become pieces: sections, goals with what they stand under, and text. */
import { type CardField, cardRows, type StartSaid, startSaid, withStart } from './cards.ts'
import { type Entry, keyOf } from './contents.ts'
import type { Doubt, Piece, Span } from './draft.ts'
import type { ListItem } from './flow.ts'
import type { Notes } from './footnotes.ts'
import { isCapitals } from './headings.ts'
import { type GoalRow, goalCode, goalRows, saysAgain, withGiven } from './goalTables.ts'
import { indicatorsOf } from './indicators.ts'
import { type Lexicon, plainOf } from './inline.ts'
import { dropStart, type Line } from './lines.ts'
import {
  asSentence,
  behindGoal,
  categoryOf,
  fieldOf,
  goalOfCode,
  isResultLabel,
  labelledGoalOf,
  numberedGoalOf,
  type OverallGoal,
  sameGoal,
} from './overallGoals.ts'
import type { Level } from '../plan.ts'
import { type Part, levelsAt, placedIn, spanOf, spellingsOf } from './parts.ts'
import { eachGoal, grouping, hasTarget, isStatement, leadOf, mostAreGoals, textAndGoals } from './statements.ts'
import { PieceList } from './pieceList.ts'
import { tableNode } from './tables.ts'
import { type TitleAndPeriod, yearDoubts } from './titleAndPeriod.ts'
import { goalHeading, goalListIntro, goalQuestion } from './vocabulary/goals.ts'

export type Assembled = {
  readonly parts: readonly Part[]
  readonly lexicon: Lexicon
  readonly notes: Notes
  readonly contents: ReadonlyMap<string, Entry>
  readonly named: TitleAndPeriod
}

export function assemble(all: Assembled): readonly Piece[] {
  const state = new Assembly(all)
  all.parts.forEach((part, at) => state.take(part, at))
  return state.pieces()
}

const longestStatement = 900

/** Identity: what is open while pieces are made, such as the overall goal that the text stands under. Lifecycle: one document, part by part in reading order. */
class Assembly {
  private readonly out: PieceList
  private readonly all: Assembled
  private readonly levels: ReadonlyMap<number, { readonly level: 1 | 2 | 3; readonly doubt: boolean }>
  /** Overall goals that have a place of their own; a list of goals does not make them again. */
  private readonly placed: readonly string[]
  private readonly overall: { readonly id: string; readonly goal: OverallGoal; readonly level: number }[] = []
  private current: { readonly id: string; readonly level: number } | null = null
  private sectionLevel = 0
  /** Result goals follow: behind a label, or below a heading that speaks of goals. */
  private expecting: 'no' | 'label' | 'loose' | 'more' | 'maybe' = 'no'
  /** The code of the one goal that stands below its numbered label. */
  private code: string | null = null
  /** The text of an overall goal's own section may say its goals, in a document that labels none. */
  private running = false
  /** Numbers of result goals: a table of nothing but these says again what stands already. */
  private readonly codes = new Set<string>()
  /** Where the next result goal starts from, said in a line of its own right above it. */
  private start: StartSaid | null = null
  private readonly labels: boolean
  private spellings: ReadonlyMap<string, string> | null = null

  constructor(all: Assembled) {
    this.all = all
    this.out = new PieceList(all.lexicon, all.notes)
    this.levels = levelsAt(all.parts, all.lexicon, all.contents)
    this.labels = all.parts.some(({ kind }) => kind === 'resultLabel' || kind === 'labelled' || kind === 'card')
    this.placed = placedIn(all.parts, all.lexicon)
  }

  pieces(): readonly Piece[] {
    return this.out.pieces
  }

  take(part: Part, at: number): void {
    switch (part.kind) {
      case 'title':
        this.out.leave(part.lines, 'label', yearDoubts(plainOf(part.lines, this.all.lexicon), this.all.named.period))
        return
      case 'heading':
        this.heading(part.lines, at, part.doubt)
        return
      case 'foot':
        this.heading(part.foot.title, at, true)
        return
      case 'box':
        this.out.text(part.lines, [{ code: 'order', words: null }])
        return
      case 'overall':
        this.overallBelowLabel(part.label, part.lines, this.all.parts[at - 1])
        return
      case 'overview':
        this.overview(part.goals)
        return
      case 'resultLabel':
        this.out.leave(part.lines, 'label', [])
        this.expecting = part.loose ? 'loose' : 'label'
        this.code = part.code
        return
      case 'labelled':
        this.out.leave(part.label, 'label', [])
        this.result(part.lines, part.code, [])
        this.expecting = 'no'
        return
      case 'card':
        this.card(part.fields, part.lines)
        return
      case 'paragraph':
        this.paragraph(part.lines, this.all.parts[at + 1])
        return
      case 'list':
        this.list(part.items, this.all.parts[at - 1])
        return
      case 'table': {
        const rows = goalRows(part.table, this.expecting === 'label')
        if (rows && rows.length > 0 && !saysAgain(rows, this.codes)) {
          this.rows(spanOf(part.lines), rows, 'table')
          return
        }
        this.out.add({
          kind: 'text',
          span: spanOf(part.lines),
          doubts: part.table.sure ? [] : [{ code: 'table', words: null }],
          block: tableNode(part.table),
        })
      }
    }
  }

  private heading(lines: readonly Line[], at: number, doubt: boolean): void {
    const { lexicon } = this.all
    const whole = plainOf(lines, lexicon)
    const title = whole.replace(/\s*:\s*$/, '')
    const { level, doubt: levelDoubt } = this.levels.get(at) ?? { level: 1 as const, doubt: false }
    const doubts: Doubt[] = [
      ...(doubt ? [{ code: 'heading' as const, words: null }] : []),
      ...(levelDoubt ? [{ code: 'level' as const, words: null }] : []),
      ...yearDoubts(whole, this.all.named.period),
    ]
    this.out.add({ kind: 'section', span: spanOf(lines), doubts, level, title })
    this.out.notesBehind(lines)
    this.sectionLevel = level
    this.start = null
    if (this.current && level <= this.current.level) this.current = null
    const bare = title.replace(/^\d[\d.]*\s+/, '')
    this.expecting = isResultLabel(bare) ? 'loose' : goalHeading.test(title) || goalQuestion.test(title) ? 'maybe' : 'no'
    this.code = null
    const goal = numberedGoalOf(title)
    this.running = goal !== null && !this.labels
    if (goal) this.place(goal, spanOf(lines), level, true)
    else {
      const known = this.overall.find(({ goal: one }) => sameGoal(one.title, title.replace(/^\d[\d.]*\s+/, '')))
      if (known) this.current = { id: known.id, level }
    }
  }

  /** An overall goal where it has its place; one that is already there is not made again. `saidElsewhere`: its words stand in a piece of their own. */
  private place(goal: OverallGoal, span: Span, level: number, saidElsewhere: boolean): void {
    const known = this.overall.find(({ goal: one }) => sameGoal(one.title, goal.title))
    if (known) {
      this.current = { id: known.id, level }
      if (!saidElsewhere) this.out.add({ kind: 'leftOut', span, doubts: [], reason: 'repeatedGoal', text: goal.title })
      return
    }
    const title = this.spelled(goal.title)
    const id = this.out.add({ kind: 'overallGoal', span, doubts: [], title, category: goal.category })
    this.overall.push({ id, goal: { ...goal, title }, level })
    this.current = { id, level }
  }

  /** In capitals a name cannot be told from a word: a list of the goals in small letters has the better spelling. */
  private spelled(title: string): string {
    if (!isCapitals(title)) return title
    const key = keyOf(title)
    this.spellings ??= spellingsOf(this.all.parts, this.all.lexicon)
    return this.spellings.get(key) ?? asSentence(title)
  }

  private overallBelowLabel(label: readonly Line[], lines: readonly Line[], before: Part | undefined): void {
    const { lexicon } = this.all
    const goal = labelledGoalOf(plainOf(label, lexicon), plainOf(lines, lexicon))
    const headed = before?.kind === 'heading' || before?.kind === 'foot'
    // Beside goals that have headings a goal behind its label has one too; elsewhere only where room stands above it.
    const inline = !headed && this.overall.length > 0 && label.at(-1)?.number === lines[0]?.number && this.current !== null
    const own = this.sectionLevel > 0 && !headed && (inline || (label[0]?.gap ?? 0) >= 2)
    if (!inline || !own) this.out.leave(label, 'label', [])
    if (own) {
      // No heading stands above: the goal's own words are the best title there is.
      const level = inline ? (this.current?.level ?? 1) : 1
      this.out.add({
        kind: 'section',
        span: spanOf([...label, ...lines]),
        doubts: [{ code: 'heading', words: null }],
        level: level as Level,
        title: inline ? `${plainOf(label, lexicon)} ${goal.title}` : goal.title,
      })
      this.sectionLevel = level
    }
    this.place(goal, spanOf(lines), Math.max(1, this.sectionLevel), own)
    this.out.leaveWords(behindGoal(plainOf(lines, lexicon)), spanOf(lines))
    this.expecting = 'no'
  }

  private overview(goals: readonly (readonly Line[])[]): void {
    let listed: ListItem[] = []
    const flush = (): void => {
      if (listed.length > 0) this.out.list(listed)
      listed = []
    }
    for (const lines of goals) {
      const goal = numberedGoalOf(plainOf(lines, this.all.lexicon))
      if (!goal || this.isPlaced(goal.title)) listed.push({ depth: 0, ordered: false, number: null, lines, mark: '' })
      else {
        flush()
        this.place(goal, spanOf(lines), Math.max(1, this.sectionLevel), false)
        this.out.leaveWords(goal.label, spanOf(lines))
      }
    }
    flush()
    this.current = null
  }

  private isPlaced(title: string): boolean {
    return this.placed.some((one) => sameGoal(one, title)) || this.overall.some(({ goal }) => sameGoal(goal.title, title))
  }

  private paragraph(lines: readonly Line[], next: Part | undefined): void {
    const statement = plainOf(lines, this.all.lexicon)
    this.start = startSaid(statement)
    if (fieldOf(statement)) return this.out.text(lines, [])
    const asked = this.expecting === 'maybe' || this.expecting === 'loose'
    const introduces = statement.endsWith(':') && next?.kind === 'list'
    if ((asked || (this.expecting === 'no' && this.running && this.current)) && !introduces) {
      this.sentences(lines, asked)
      return
    }
    if (asked || this.expecting === 'no' || statement.length > longestStatement) {
      if (!asked) this.expecting = 'no'
      this.out.text(lines, [])
      return
    }
    const measured = indicatorsOf(statement, this.endYear())
    if (this.expecting === 'label') {
      // A sentence that introduces a list leaves the goals to the list.
      if (introduces) {
        this.out.text(lines, [])
        return
      }
      for (const own of eachGoal(lines, (one) => indicatorsOf(plainOf(one, this.all.lexicon), this.endYear()).measurable))
        this.result(own, this.code, [])
      this.expecting = 'more'
      return
    }
    const close = lines[0]?.gap === 0 && measured.measurable && hasTarget(measured.indicators)
    if (this.expecting === 'more' && (close || isStatement(statement, measured.measurable))) {
      this.result(lines, null, [])
      return
    }
    if (this.expecting === 'more') this.expecting = 'no'
    this.out.text(lines, [])
  }

  /** A paragraph that may say goals: each sentence that measures is one, what is counted belongs to it, the others stay text. */
  private sentences(lines: readonly Line[], asked: boolean): void {
    const parts = textAndGoals(lines, (one) => plainOf(one, this.all.lexicon), this.endYear(), asked)
    if (!parts.some(({ goal }) => goal)) this.out.text(lines, [])
    else
      for (const { lines: own, goal } of parts) {
        if (goal) this.result(own, null, [{ code: 'goal', words: null }])
        else this.out.text(own, [])
      }
  }

  private list(items: readonly ListItem[], before: Part | undefined): void {
    const { lexicon } = this.all
    if (this.expecting === 'label' || this.expecting === 'loose' || this.expecting === 'more') {
      const loose = this.expecting === 'loose'
      const grouped = grouping(items)
      const measurable = grouped.filter((lines) => indicatorsOf(plainOf(lines, lexicon), this.endYear()).measurable).length
      if (this.expecting === 'label' || (loose && (measurable > 0 || this.current)) || measurable > grouped.length / 2) {
        this.leaveNumbers(items)
        for (const lines of grouped) this.result(lines, null, [])
        this.expecting = loose ? 'loose' : 'more'
        return
      }
      this.expecting = 'no'
    }
    if (this.expecting === 'maybe') {
      const grouped = grouping(items)
      if (mostAreGoals(grouped, (one) => plainOf(one, lexicon), this.endYear())) {
        this.leaveNumbers(items)
        for (const lines of grouped) this.result(lines, null, [{ code: 'goal', words: null }])
        return
      }
    }
    const lead = before?.kind === 'paragraph' ? leadOf(plainOf(before.lines.slice(-8), lexicon)) : ''
    if (goalListIntro.test(lead)) {
      this.listedGoals(items, lead)
      return
    }
    this.out.list(items)
  }

  /** The numbers of a list whose items become goals. */
  private leaveNumbers(items: readonly ListItem[]): void {
    for (const { number, lines } of items) if (number !== null) this.out.leaveWords(String(number), spanOf(lines))
  }

  /** A list that the text calls goals: those that stand nowhere else become goals here, the others stay what they are, a list. */
  private listedGoals(items: readonly ListItem[], intro: string): void {
    const { lexicon } = this.all
    let listed: ListItem[] = []
    const flush = (): void => {
      if (listed.length > 0) this.out.list(listed)
      listed = []
    }
    for (const item of items) {
      const text = plainOf(item.lines, lexicon)
      const goal = numberedGoalOf(text) ?? labelledGoalOf(intro, text)
      if (item.depth > 0 || goal.title === '' || goal.title.length > 160 || this.isPlaced(goal.title)) {
        listed.push(item)
        continue
      }
      flush()
      const held = this.current
      this.place({ ...goal, category: goal.category ?? categoryOf(intro) }, spanOf(item.lines), Math.max(1, this.sectionLevel), false)
      this.current = held
      const rest = text.replace(goal.title, '').replace(/^[\s.:()–-]+|[()]/g, '')
      this.out.leaveWords([item.number === null ? '' : String(item.number), rest].join(' '), spanOf(item.lines))
    }
    flush()
  }

  private endYear(): string | null {
    const { period } = this.all.named
    return period === '' ? null : (period.split('-').at(-1) ?? null)
  }

  private result(lines: readonly Line[], code: string | null, more: readonly Doubt[]): void {
    const [first, ...rest] = lines
    const own = first ? goalCode.exec(first.text)?.[0] : undefined
    const bare = first && own !== undefined ? [dropStart(first, own.length), ...rest] : lines
    const statement = plainOf(bare, this.all.lexicon)
    if (statement === '') {
      this.out.leave(lines, 'noise', [])
      return
    }
    if (own !== undefined) {
      this.codes.add(own.trim())
      this.out.leaveWords(own, spanOf(lines))
    }
    this.resultOf(statement, spanOf(lines), code ?? own ?? null, more)
    this.out.notesBehind(lines)
  }

  private resultOf(
    statement: string,
    span: Span,
    code: string | null,
    more: readonly Doubt[],
    row?: Extract<GoalRow, { readonly kind: 'result' }>,
  ): void {
    const measured = indicatorsOf(statement, this.endYear())
    const under = this.current?.id ?? goalOfCode(this.overall, code)
    const doubts = [
      ...more,
      ...measured.doubts,
      ...(under === null && this.placed.length + this.overall.length > 0 ? [{ code: 'underGoal' as const, words: null }] : []),
    ]
    const indicators = row ? withGiven(measured.indicators, row.given, row.steps) : withStart(measured.indicators, this.start)
    this.start = null
    this.out.add({ kind: 'resultGoal', span, doubts, statement, under, indicators })
  }

  private card(fields: readonly CardField[], lines: readonly Line[]): void {
    for (const { label } of fields) this.out.leave([label], 'label', [])
    this.rows(spanOf(lines), cardRows(fields.map(({ role, lines: own }) => ({ role, text: plainOf(own, this.all.lexicon) }))), 'operator')
    this.out.notesBehind(lines)
    this.expecting = 'no'
  }

  private rows(span: Span, rows: readonly GoalRow[], unsure: 'table' | 'operator'): void {
    for (const row of rows) {
      if (row.kind === 'goal')
        this.place({ title: row.title, category: row.category, number: null, label: '' }, span, Math.max(1, this.sectionLevel), false)
      else if (row.kind === 'left') this.out.leaveWords(row.text, span)
      else this.resultOf(row.statement, span, null, row.sure ? [] : [{ code: unsure, words: null }], row)
    }
  }
}
