import { describe, expect, test } from 'vitest'
import { type Asker, Questions } from '../../../../src/applet/permission/questions.ts'
import { firstSentence } from '../../../../src/applet/ui/pages/prompt/first-sentence.ts'
import { LANGUAGES, speakerOf } from '../../../../src/applet/words/words.ts'
import { ALL_PERMISSIONS, LASTING_PERMISSIONS } from '../../../../src/protocol/permission.ts'

const ASKER: Asker = { technician: 'Tess B. Ola', company: 'Contoso & Co. Support', isVerified: false }
const URL = 'https://www.example.org/a'

describe.each(Object.keys(LANGUAGES))('questions in %s', async (language) => {
  const speaker = await speakerOf([language])
  const questions = new Questions(speaker)
  const headOf = (text: string) => firstSentence(text, [ASKER.technician, ASKER.company], language)

  test.each(ALL_PERMISSIONS)('%s: the first sentence says who of whom wants what', (permission) => {
    const { text } = questions.permission(permission, ASKER, { url: URL })
    const [head, rest] = headOf(text)
    for (const part of [ASKER.technician, ASKER.company, speaker.t(`permission.${permission}.action`, { url: URL })])
      expect(head).toContain(part)
    expect(rest).toContain(speaker.t(`permission.${permission}.detail`))
    expect(rest).toMatch(/\?$/)
  })

  test.each(LASTING_PERMISSIONS)('%s, switched on by the customer: likewise', (permission) => {
    const { text } = questions.switched(permission, ASKER)
    for (const part of [ASKER.technician, ASKER.company, speaker.t(`permission.${permission}.action`)])
      expect(headOf(text)[0]).toContain(part)
    expect(text).toContain('?')
  })

  test('every other question is one, and leaves no value open', () => {
    const others = [
      questions.bundle(ALL_PERMISSIONS, ASKER),
      questions.again(LASTING_PERMISSIONS, ASKER, 30),
      questions.join(ASKER, 'Jo'),
      questions.link(URL, ASKER),
    ]
    for (const { text } of others) {
      expect(text).toContain('?')
      expect(text).not.toMatch(/[{}]/)
    }
  })

  test('whoever is not verified is warned of', () => {
    expect(questions.permission('view', ASKER).warning).toBe(speaker.t('prompt.unverified'))
    expect(questions.permission('view', { ...ASKER, isVerified: true }).warning).toBeUndefined()
  })

  test('Yes and No are two short words', () => {
    const words = [speaker.t('prompt.yes'), speaker.t('prompt.no')]
    expect(new Set(words).size).toBe(2)
    for (const word of words) expect(word).toMatch(/^\p{Lu}\p{Ll}{1,3}$/u)
  })

  test('what is typed into a terminal is the same in every language', () => {
    expect(speaker.t('terminal.type-yes')).toMatch(/ {2}yes .* {2}no\b/)
    for (const word of ['x', 'end', 'off view', 'files'])
      expect(speaker.t('terminal.help')).toMatch(new RegExp(`  ${word}\\b`))
  })
})
