/** Owns all Danish wordings, by topic; a second language is another value of the same type. */
import { decision } from './da/decision.ts'
import { goals } from './da/goals.ts'
import { home } from './da/home.ts'
import { people } from './da/people.ts'
import { plan } from './da/plan.ts'
import { print } from './da/print.ts'
import { problems, refusals } from './da/refusals.ts'
import { shell } from './da/shell.ts'
import { signIn } from './da/signIn.ts'

export const text = { shell, refusals, problems, signIn, home, plan, goals, decision, people, print } as const
