import { expect, test } from 'vitest'
import { firstSentence } from '../../../../../../src/applet/ui/pages/prompt/first-sentence.ts'

test.each([
  [
    'Tess of Contoso wants to look. They cannot click. Do you allow this?',
    ['Tess', 'Contoso'],
    'Tess of Contoso wants to look.',
  ],
  [
    'Dr. Who of A. B. Inc. wants to look. Do you allow this?',
    ['Dr. Who', 'A. B. Inc.'],
    'Dr. Who of A. B. Inc. wants to look.',
  ],
  ['Open this? https://a.example/b.c?d', ['', ''], 'Open this?'],
  ['No end', [], 'No end'],
  ['', [], ''],
])('%j', (text, names, first) => {
  const [question, rest] = firstSentence(text, names, 'en')
  expect(question).toBe(first)
  expect(`${question} ${rest}`.trim()).toBe(text)
})
