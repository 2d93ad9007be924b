import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { remembered, rememberedNumber } from '../../../src/ui/remembered.ts'

const range = { least: 10, first: 20, most: 30 }
const kept = new Map<string, string>()

beforeEach(() => {
  kept.clear()
  const storage = { getItem: (name: string) => kept.get(name) ?? null, setItem: kept.set.bind(kept) }
  vi.stubGlobal('localStorage', storage)
})
afterEach(() => vi.unstubAllGlobals())

test('a choice is kept for the next visit; a word that is no choice is not taken', () => {
  remembered('zoom', ['fit', 'actual']).value = 'actual'
  expect(remembered('zoom', ['fit', 'actual']).value).toBe('actual')
  expect(remembered('zoom', ['near', 'far']).value).toBe('near')
})

test('a number is kept, and brought within its limits', () => {
  expect(rememberedNumber('width', range).value).toBe(20)
  rememberedNumber('width', range).value = 25
  expect(rememberedNumber('width', range).value).toBe(25)
  kept.set('width', '4000')
  expect(rememberedNumber('width', range).value).toBe(30)
  kept.set('width', 'wide')
  expect(rememberedNumber('width', range).value).toBe(20)
})

test('without storage it lasts as long as the page', () => {
  vi.stubGlobal('localStorage', undefined)
  const width = rememberedNumber('width', range)
  width.value = 25
  expect(width.value).toBe(25)
})
