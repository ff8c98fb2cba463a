/** Owns the form of an expression's operator, as mingo calls it, and what operators of our own are made with. */
import { evalExpr } from 'mingo/core'
import { located } from './commandError.ts'

/** Computes an operator on a document; its operand is not evaluated yet. */
export type Operator = (doc: unknown, operand: unknown, options: never) => unknown
export type Evaluated = (values: readonly unknown[]) => unknown

/** What an operand is on a document. */
export const evaluated = (doc: unknown, operand: unknown, options: never): unknown => evalExpr(doc, operand as never, options)

/** Refuses any number of arguments but that one; a single argument may stand without its list. */
export function argumentsOf(name: string, operand: unknown, least: number, most = least): readonly unknown[] {
  const list = Array.isArray(operand) ? (operand as unknown[]) : [operand]
  if (list.length < least || list.length > most)
    throw located(16020, `Expression ${name} takes exactly ${least} arguments. ${list.length} were passed in.`)
  return list
}

/** An operator over values: all of its arguments are evaluated first. */
export const listed =
  (name: string, least: number, compute: Evaluated, most = least): Operator =>
  (doc, operand, options) =>
    compute(argumentsOf(name, operand, least, most).map((argument) => evaluated(doc, argument, options)))

export const isNil = (value: unknown): value is null | undefined => value === null || value === undefined
