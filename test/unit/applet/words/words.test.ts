import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import en from '../../../../src/applet/words/en.json' with { type: 'json' }
import { LANGUAGES } from '../../../../src/applet/words/words.ts'
import { ALL_PERMISSIONS } from '../../../../src/protocol/permission.ts'

const applet = join(import.meta.dirname, '../../../../src/applet')
const languageFiles = readdirSync(join(applet, 'words')).filter((file) => file.endsWith('.json'))
const wordsOf = (file: string): Record<string, string> => JSON.parse(readFileSync(join(applet, 'words', file), 'utf8'))
const isForm = (key: string) => /\.(zero|one|two|few|many)$/.test(key)
const valuesIn = (text = '') => new Set(text.match(/\{+\w+\}+/g))
const stems = Object.keys(en)
  .filter((key) => key.endsWith('.other') && key.replace(/other$/, 'one') in en)
  .map((key) => key.slice(0, -'.other'.length))

test('every file of words is a language that can be chosen, and every language a file', () => {
  expect(
    Object.keys(LANGUAGES)
      .map((name) => `${name}.json`)
      .toSorted(),
  ).toEqual(languageFiles.toSorted())
})

test.each(Object.keys(LANGUAGES))('%s is read from the file of its name', async (name) => {
  expect(await LANGUAGES[name]?.()).toEqual(wordsOf(`${name}.json`))
})

describe.each(languageFiles)('%s', (file) => {
  const words = wordsOf(file)

  test('has the keys of English', () => {
    // A language may have more forms of a number than English, and fewer.
    const keys = (all: object) => Object.keys(all).filter((key) => !isForm(key))
    expect(keys(words).toSorted()).toEqual(keys(en).toSorted())
  })

  test('names the same values as English', () => {
    for (const [key, english] of Object.entries(en)) {
      if (!isForm(key)) expect(valuesIn(words[key]), key).toEqual(valuesIn(english))
    }
  })

  test('names in each form of a number nothing that English does not', () => {
    for (const key of Object.keys(words).filter(isForm)) {
      const whole: Record<string, string> = en
      const allowed = valuesIn(whole[key.replace(/\.\w+$/, '.other')])
      expect(valuesIn(words[key]).difference(allowed), key).toEqual(new Set())
    }
  })

  test('has every form that a number up to 1000 takes in it', () => {
    const rules = new Intl.PluralRules(file.replace('.json', ''))
    const forms = new Set(Array.from({ length: 1001 }, (_, count) => rules.select(count)))
    for (const stem of stems) for (const form of forms) expect(words).toHaveProperty([`${stem}.${form}`])
  })

  test('has words everywhere, without a space too many at an end', () => {
    for (const [key, text] of Object.entries(words)) {
      expect(text, key).not.toBe('')
      expect(text.trim(), key).toBe(text)
    }
  })

  test('calls somebody unproved the same in every place', () => {
    const { 'window.unverified': mark = '' } = words
    expect(mark).toBe(mark.toUpperCase())
    for (const key of ['prompt.unverified', 'log.not-verified']) expect(words[key]).toMatch(new RegExp(`^${mark}`))
    expect(words['who.unverified']).toContain(mark)
    expect(words['name.not-verified']).toContain(mark.toLowerCase())
  })
})

test.each(languageFiles.filter((file) => file !== 'en.json'))('%s leaves no sentence in English', (file) => {
  const words = wordsOf(file)
  const isSentence = (text: string) => text.replaceAll(/\{\w+\}/g, '').split(' ').length > 3
  expect(Object.entries(en).filter(([key, text]) => isSentence(text) && words[key] === text)).toEqual([])
})

const PERMISSION_WORDS = ALL_PERMISSIONS.flatMap((permission) =>
  ['name', 'action', 'detail'].map((part) => `${permission}.${part}`),
)

test('there are words for every permission', () => {
  for (const each of PERMISSION_WORDS) expect(en).toHaveProperty([`permission.${each}`])
  for (const permission of ALL_PERMISSIONS) expect(en).toHaveProperty([`window.may.${permission}`])
})

/** Keys put together from the name of a room alone; more of the room than this would pass for said. */
const AFTER_A_ROOM: Readonly<Record<string, readonly string[]>> = {
  'window.': ['verified', 'unverified'],
  'dialog.': ['connecting', 'waiting', 'on-hold', 'reconnecting'],
  'verify.': ['changed', 'left-out', 'moved', 'added'],
  'permission.': PERMISSION_WORDS,
}

test('no words are left over that nothing says', () => {
  const code = readdirSync(applet, { recursive: true, encoding: 'utf8' })
    .filter((file) => /\.(tsx?|html)$/.test(file))
    .map((file) => readFileSync(join(applet, file), 'utf8'))
    .join('\n')
  const counted = [...code.matchAll(/[cC]ount\('([\w.-]+)'/g)].map((match) => match[1] as string)
  // Keys and kinds of log lines that are put together: `terminal.file-${…}`, `permission-${…}`.
  const made = [...code.matchAll(/`([\w.-]+[.-])\$\{/g)].map((match) => match[1] as string)
  const isMade = (name: string) =>
    made.some((stem) => name.startsWith(stem) && !/^\w+\.$/.test(stem)) ||
    Object.entries(AFTER_A_ROOM).some(([room, ends]) => made.includes(room) && ends.some((end) => name === room + end))
  const isSaid = (key: string) => {
    const whole = key.replace(/\.(one|other)$/, '')
    if (
      [`'${key}'`, `"${key}"`, `[[${key}]]`].some((use) => code.includes(use)) ||
      counted.includes(whole) ||
      isMade(key)
    )
      return true
    const [, kind] = /^log\.(.+)$/.exec(whole) ?? []
    return kind !== undefined && (code.includes(`'${kind}'`) || isMade(kind))
  }
  expect(Object.keys(en).filter((key) => !isSaid(key))).toEqual([])
})
