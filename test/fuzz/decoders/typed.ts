import { checkedBroker, findPin, UsageError } from '../../../src/applet/options.ts'
import { chooseLanguage } from '../../../src/base/choose-language.ts'
import { typedPin } from '../../../src/broker/session/typed-pin.ts'
import { takeOneTimeLink } from '../../../src/console/account/one-time-link.ts'
import { remembered, rememberedNumber } from '../../../src/ui/remembered.ts'
import type { Decoder } from '../decoder.ts'

/** A line as it is typed, dropped or kept: what is no UTF-8 has become replacement characters on its way. */
function line(
  name: string,
  seeds: readonly string[],
  decode: (text: string) => unknown,
  refusals: Decoder['refusals'] = [],
) {
  return {
    name,
    seeds: seeds.map((seed) => Buffer.from(seed)),
    refusals,
    decode: (bytes: Uint8Array) => decode(Buffer.from(bytes).toString()),
  }
}

/** Gives a reader of the page's own objects what it would find in a browser. */
function onPage(name: 'localStorage' | 'location' | 'history', value: object): void {
  Object.defineProperty(globalThis, name, { value, configurable: true })
}

function keptNumber(kept: string): number {
  onPage('localStorage', { getItem: () => kept, setItem() {} })
  const { value } = rememberedNumber('width', { least: 200, first: 300, most: 900 })
  if (!(value >= 200 && value <= 900)) throw new Error(`${value} is outside the limits`)
  return value
}

function keptChoice(kept: string): string {
  onPage('localStorage', { getItem: () => kept, setItem() {} })
  const { value } = remembered('fit', ['fit', 'actual'])
  if (value !== 'fit' && value !== 'actual') throw new Error(`${value} is no choice`)
  return value
}

function linkIn(hash: string) {
  onPage('location', { hash, pathname: '/console' })
  onPage('history', { replaceState() {} })
  return takeOneTimeLink()
}

/** What people type or follow, and what their browsers kept. */
export const TYPED_DECODERS: readonly Decoder[] = [
  line('pin-on-the-page', ['737225', '737 225', '737\u2013225', '７３７２２５'], typedPin),
  line('pin-argument', ['737225', '737 225', '737-225'], (text) => findPin(text, ''), [UsageError]),
  line(
    'pin-in-a-file-name',
    [
      'C:\\Users\\a\\Support-123456 (1).exe',
      '/Applications/Support-123456 2.app/Contents/MacOS/applet',
      './Support-123456',
    ],
    (text) => findPin(undefined, text, 'Support') ?? findPin(undefined, text),
  ),
  line(
    'broker-address',
    ['https://support.example.com', 'http://127.0.0.1:7420', 'http://[::1]/'],
    (text) => checkedBroker(text, true).href,
    [UsageError],
  ),
  line('languages', ['de-CH,en', 'zh-Hant-TW'], (text) => chooseLanguage(text.split(','), ['en', 'de', 'zh-Hant'])),
  line('one-time-link', [`#sign-in=${'a'.repeat(43)}`, `#setup=${'_-'.repeat(21)}`], linkIn),
  line('remembered-number', ['300', '1e3', '-5'], keptNumber),
  line('remembered-choice', ['fit', 'actual'], keptChoice),
]
