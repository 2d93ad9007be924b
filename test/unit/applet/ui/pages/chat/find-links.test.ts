import { describe, expect, test } from 'vitest'
import { findLinks } from '../../../../../../src/applet/ui/pages/chat/find-links.ts'

const urlsIn = (text: string) => findLinks(text).flatMap(({ url }) => url ?? [])

describe('an address in the chat', () => {
  test.each([
    ['see https://contoso.example/a.', ['https://contoso.example/a']],
    ['(http://a.example/b), HTTPS://c.example!', ['http://a.example/b', 'https://c.example/']],
    // Letters that only look like others are told apart where the customer is asked.
    ['https://cоntoso.example/', ['https://xn--cntoso-wqf.example/']],
  ])('%j', (text, urls) => {
    expect(urlsIn(text)).toEqual(urls)
  })

  test.each([
    'javascript:alert(1)',
    'file:///etc/passwd',
    'www.contoso.example',
    'https://bank.example@evil.example/',
    'https://',
    'ms-msdt:https//x',
  ])('no link: %j', (text) => {
    expect(urlsIn(text)).toEqual([])
  })

  test('one that is too long stays text', () => {
    expect(urlsIn(`https://a.example/${'x'.repeat(2100)}`)).toEqual([])
  })

  test('nothing of the text is lost', () => {
    const text = 'a https://b.example/c), "http://d" e https://f@g/ \n h'
    expect(
      findLinks(text)
        .map((part) => part.text)
        .join(''),
    ).toBe(text)
  })
})
