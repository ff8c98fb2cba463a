/** Owns how the tables of rights and of the workflow look in docs/SPEC.md: printed from the data that the program asks. */
import { closeCodes } from '@samplan/shared/roomWire'
import { planStates, relations, type Relation, rightsTable } from '@samplan/shared/rights'
import { workflow } from '@samplan/shared/workflow'

const relationWords: Readonly<Record<Relation, string>> = {
  sectionWriter: 'staff or leader of the section’s owner, or of an administration invited to it',
  otherStaff: 'staff or leader of an administration in the plan',
  planLeader: 'leader of the plan',
  secretaryNow: 'secretary of the body that the plan lies before',
  memberNow: 'member of the body that the plan lies before',
  secretaryEarlier: 'secretary of a body that the plan has lain before',
  memberEarlier: 'member of a body that the plan has lain before',
  measurer: 'staff or leader of the section’s owner (measurements)',
  administrator: 'administrator (people, units and new plans; nothing in a plan’s text)',
}

/** The tables by the name of their markers. */
export function specTables(): ReadonlyMap<string, string> {
  return new Map([
    ['rights', rights()],
    ['workflow', actions()],
    ['close-codes', codes()],
  ])
}

/** The text with each table put between its markers, `<!-- name -->` and `<!-- /name -->`. Throws where a marker is missing. */
export function withTables(text: string, tables: ReadonlyMap<string, string>): string {
  let result = text
  for (const [name, table] of tables) {
    const [from, to] = [`<!-- ${name} -->`, `<!-- /${name} -->`]
    const [start, end] = [result.indexOf(from), result.indexOf(to)]
    if (start < 0 || end < start) throw new Error(`there are no markers ${from} and ${to}`)
    result = `${result.slice(0, start + from.length)}\n${table}\n${result.slice(end)}`
  }
  return result
}

function rows(head: readonly string[], body: readonly (readonly string[])[]): string {
  return [head, head.map(() => '---'), ...body].map((cells) => `| ${cells.join(' | ')} |`).join('\n')
}

function rights(): string {
  const body = relations.map((relation) => [
    relationWords[relation],
    ...planStates.map((state) => rightsTable[relation][state]?.join(', ') ?? '–'),
  ])
  return rows(['', ...planStates], body)
}

function actions(): string {
  const body = Object.entries(workflow).map(([action, { from, right, reason, opensDraft }]) => [
    action,
    from.join(', '),
    right,
    reason,
    opensDraft ? 'yes' : 'no',
  ])
  return rows(['action', 'from', 'right', 'reason', 'a draft again, with a new epoch'], body)
}

function codes(): string {
  const body = Object.entries(closeCodes).map(([name, code]) => [String(code), name, code >= 4400 && code < 4500 ? 'final' : 'come back'])
  return rows(['code', 'name', 'what the client does'], body)
}
