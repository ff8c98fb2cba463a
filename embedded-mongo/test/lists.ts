/** What the server allows and refuses, as README prints it: from the lists that the code works by. */
import { COMMANDS } from '../src/engine.ts'
import { EXPRESSION_OPERATORS } from '../src/expressionOperators.ts'
import { ACCUMULATORS } from '../src/group.ts'
import { QUERY_OPERATORS, REFUSED_QUERY_OPERATORS } from '../src/match.ts'
import { REFUSED_STAGES, STAGES, UPDATE_STAGES } from '../src/pipeline.ts'
import { PROJECTION_OPERATORS } from '../src/project.ts'
import { UPDATE_OPERATORS } from '../src/updateOperators.ts'
import { COMMON } from '../src/commands/fields.ts'
import { INDEX_OPTIONS, REFUSED_INDEX_OPTIONS } from '../src/commands/indexes.ts'
import { STATEMENT_FIELDS } from '../src/commands/write.ts'

const code = (names: readonly string[]): string => names.map((name) => `\`${name}\``).join(' ')

const row = (name: string, allowed: readonly string[], refused: readonly string[]): string =>
  `| \`${name}\` | ${code(allowed) || '–'} | ${code(refused) || '–'} |`

/** The lists as Markdown. */
export function printedLists(): string {
  return [
    '| command | fields | refused by name |',
    '|---|---|---|',
    ...COMMANDS.map((command) =>
      row(
        command.name,
        command.allowed.filter((field) => field !== command.name),
        command.refused,
      ),
    ),
    ...Object.entries(STATEMENT_FIELDS).map(([name, fields]) => row(name, fields, [])),
    row('an index', INDEX_OPTIONS, REFUSED_INDEX_OPTIONS),
    '',
    `Every command may also carry ${code(Object.keys(COMMON))}; the last three are answered as a standalone answers them: with an error.`,
    '',
    `- **Filters**: ${code(QUERY_OPERATORS)}. Refused by name: ${code(REFUSED_QUERY_OPERATORS)}.`,
    `- **Updates**: ${code(UPDATE_OPERATORS)}, and pipelines of ${code(UPDATE_STAGES)}.`,
    `- **Projections**: ${code(PROJECTION_OPERATORS)} and expressions.`,
    `- **Stages**: ${code(STAGES)}. Refused by name: ${code(REFUSED_STAGES)}.`,
    `- **Accumulators**: ${code(ACCUMULATORS)}.`,
    `- **Expressions**: ${code(EXPRESSION_OPERATORS)}.`,
  ].join('\n')
}
