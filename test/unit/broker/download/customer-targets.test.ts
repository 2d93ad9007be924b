import { expect, test } from 'vitest'
import { customerTargets } from '../../../../src/broker/download/customer-targets.ts'

const CHROME = 'AppleWebKit/537.36 (KHTML, like Gecko) Chrome/150.0.0.0 Safari/537.36'
const IPAD = '(iPad; CPU OS 12_5 like Mac OS X) AppleWebKit/605.1.15 Version/12.1 Mobile/15E148'
const MACS = ['darwin-arm64', 'darwin-x64']

test.each([
  ['Chrome or Edge on Windows', `Mozilla/5.0 (Windows NT 10.0; Win64; x64) ${CHROME}`, ['win-x64']],
  ['Firefox on Windows', 'Mozilla/5.0 (Windows NT 10.0; Win64; x64; rv:140.0) Firefox/140.0', ['win-x64']],
  ['Safari', 'Mozilla/5.0 (Macintosh; Intel Mac OS X 10_15_7) AppleWebKit/605.1.15 Version/18.0 Safari', MACS],
  ['Firefox on Linux', 'Mozilla/5.0 (X11; Linux x86_64; rv:140.0) Gecko/20100101 Firefox/140.0', ['linux-x64']],
  ['Linux on ARM', 'Mozilla/5.0 (X11; Linux aarch64; rv:140.0) Gecko/20100101 Firefox/140.0', []],
  ['Chrome OS', `Mozilla/5.0 (X11; CrOS x86_64 14541.0.0) ${CHROME}`, []],
  ['an iPhone', 'Mozilla/5.0 (iPhone; CPU iPhone OS 18_0 like Mac OS X) Version/18.0 Mobile/15E148 Safari', []],
  ['an old iPad', `Mozilla/5.0 ${IPAD}`, []],
  ['an Android phone', `Mozilla/5.0 (Linux; Android 10; K) ${CHROME.replace('Safari', 'Mobile Safari')}`, []],
  ['an Android tablet', `Mozilla/5.0 (Linux; Android 10; K) ${CHROME}`, []],
  ['FreeBSD', 'Mozilla/5.0 (X11; FreeBSD amd64; rv:140.0) Gecko/20100101 Firefox/140.0', []],
  ['a program', 'curl/8.0', []],
])('%s', (_device, userAgent, targets) => {
  expect(customerTargets({ 'user-agent': userAgent })).toEqual(targets)
})

test('says nothing, gets nothing', () => expect(customerTargets({})).toEqual([]))

test('a Chromium on a Mac tells which Mac, once it was asked', () => {
  const mac = { 'user-agent': `Mozilla/5.0 (Macintosh; Intel Mac OS X 10_15_7) ${CHROME}` }
  expect(customerTargets({ ...mac, 'sec-ch-ua-arch': '"x86"' })).toEqual(['darwin-x64'])
  expect(customerTargets({ ...mac, 'sec-ch-ua-arch': '"arm"' })).toEqual(MACS)
})

test('a tablet that asks for desktop pages is still a tablet', () => {
  const desktop = { 'user-agent': `Mozilla/5.0 (X11; Linux x86_64) ${CHROME}` }
  expect(customerTargets({ ...desktop, 'sec-ch-ua-platform': '"Android"' })).toEqual([])
  expect(customerTargets({ ...desktop, 'sec-ch-ua-mobile': '?1' })).toEqual([])
  expect(customerTargets({ ...desktop, 'sec-ch-ua-platform': '"Linux"' })).toEqual(['linux-x64'])
})
