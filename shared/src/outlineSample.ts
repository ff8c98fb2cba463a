/** Owns the short way in which tests write an outline: "a1 b2 c2", each section its name and level. */
import type { SectionId, UnitId } from './ids.ts'
import type { Outline } from './outline.ts'
import type { Level, OutlineEntry } from './plan.ts'

export const id = (name: string): SectionId => name as SectionId
export const unit = (name: string): UnitId => name as UnitId

export const entry = (name: string, level: number): OutlineEntry => ({
  id: id(name),
  level: level as Level,
  title: name,
  owner: unit('job'),
  invited: [],
})

export const outlineOf = (text: string): Outline =>
  text
    .split(' ')
    .filter(Boolean)
    .map((word) => entry(word.slice(0, -1), Number(word.slice(-1))))
