/** Dotted paths: what a query and what an index find at them. */
import type { Doc } from './bson.ts'
import { isDoc } from './value.ts'

const isIndex = (part: string): boolean => /^\d+$/.test(part)

/**
 * Every value at a path as a query sees it, through arrays; `undefined` stands for a missing field. For a query a number
 * names an element and also a field of the elements; for a sort (`one`) the element, unless there is such a field.
 */
export function reach(value: unknown, parts: readonly string[], one = false, from = 0, found: unknown[] = []): unknown[] {
  const part = parts[from]
  if (part === undefined) found.push(value)
  else if (Array.isArray(value)) {
    const isElement = one && isIndex(part) && !value.some((element) => isDoc(element) && Object.hasOwn(element, part))
    if (isIndex(part) && Number(part) < value.length) reach(value[Number(part)], parts, one, from + 1, found)
    else if (isElement) found.push(undefined)
    if (!isElement) for (const element of value) if (isDoc(element)) reach(element, parts, one, from, found)
  } else if (isDoc(value) && Object.hasOwn(value, part)) reach(value[part], parts, one, from + 1, found)
  else found.push(undefined)
  return found
}

/** Stands for an array without elements, which sorts and is indexed below null. */
export const EMPTY_ARRAY: unique symbol = Symbol('empty array')

/** What an index holds for one path: its values, and the path of the array that they come from, if any. */
export type Indexed = { readonly values: readonly unknown[]; readonly array: string | undefined }

/** The values that an index on `path` holds for a document: at least one, `undefined` for missing. */
export function indexed(doc: unknown, path: string): Indexed {
  const parts = path.split('.')
  let array: string | undefined
  let current: unknown[] = [doc]
  parts.forEach((part, i) => {
    current = current.flatMap((value) => {
      if (!Array.isArray(value)) return [isDoc(value) && Object.hasOwn(value, part) ? value[part] : undefined]
      array ??= parts.slice(0, i).join('.')
      return value.map((element: unknown) => (isDoc(element) && Object.hasOwn(element, part) ? element[part] : undefined))
    })
  })
  const values = current.flatMap((value) => {
    if (!Array.isArray(value)) return [value]
    array ??= path
    return value.length > 0 ? (value as unknown[]) : [EMPTY_ARRAY]
  })
  return { values: values.length > 0 ? values : [undefined], array }
}

/** The value at a path without walking into arrays' elements; `undefined` when there is none. */
export function at(doc: Doc, parts: readonly string[]): unknown {
  let value: unknown = doc
  for (const part of parts) {
    if (Array.isArray(value)) value = isIndex(part) ? value[Number(part)] : undefined
    else value = isDoc(value) && Object.hasOwn(value, part) ? value[part] : undefined
  }
  return value
}
