import { expect, test } from 'vitest'
import { movesOf, parentOf, subSections } from './outlineMoves.ts'

const rows = ['a1', 'b2', 'c2', 'd3', 'e1', 'f1'].map((name) => ({ id: name[0] ?? '', level: Number(name[1]), title: name }))

test('OM-1 a section moves over its neighbour on its own level, with its sub-sections', () => {
  expect(movesOf(rows, 'e').up).toEqual({ after: null })
  expect(movesOf(rows, 'f').up).toEqual({ after: 'a' })
  expect(movesOf(rows, 'a').down).toEqual({ after: 'e' })
  expect(movesOf(rows, 'c').up).toEqual({ after: 'a' })
  expect(movesOf(rows, 'b').down).toEqual({ after: 'c' })
})

test('OM-2 at the ends of its level it cannot', () => {
  expect(movesOf(rows, 'a').up).toBeUndefined()
  expect(movesOf(rows, 'b').up).toBeUndefined()
  expect(movesOf(rows, 'f').down).toBeUndefined()
  expect(movesOf(rows, 'd').down).toBeUndefined()
})

test('OM-3 it becomes deeper only below a neighbour, and never deeper than three levels', () => {
  expect(movesOf(rows, 'a').deeper).toBe(false)
  expect(movesOf(rows, 'e').deeper).toBe(true)
  expect(movesOf(rows, 'c').deeper).toBe(false)
  expect(movesOf(rows, 'd').higher).toBe(true)
  expect(movesOf(rows, 'e').higher).toBe(false)
})

test('OM-4 sub-sections are the deeper ones that follow', () => {
  expect([subSections(rows, 'a'), subSections(rows, 'c'), subSections(rows, 'f')]).toEqual([3, 1, 0])
  expect(parentOf(rows, 'd')?.id).toBe('c')
})
