import { describe, expect, test } from 'vitest'
import { ChannelPair } from '../../support/channel-pair.ts'
import { until } from '../../support/until.ts'

/** Collects the halves of the key with which the applet answered. */
function sharesOf(pair: ChannelPair): string[] {
  const shares: string[] = []
  pair.meddle = (bytes, from) => {
    const said = Buffer.from(bytes).toString('latin1')
    const share = from === 'applet' && said.includes('"key-answered"') && /"share":"([0-9a-f]{64})"/.exec(said)?.[1]
    if (share) shares.push(share)
    return [bytes]
  }
  return shares
}

const otherThan = (digits = '') => digits.slice(0, 5) + ((Number(digits[5]) + 1) % 10)

describe('what the applet makes ahead while its digits are read aloud', () => {
  test('serves one try and no other', async () => {
    const pair = new ChannelPair()
    const shares = sharesOf(pair)
    const refused: number[] = []
    pair.consoleExchange.on('codeRefused', ({ triesLeft }) => refused.push(triesLeft))
    pair.consoleExchange.on('codeShown', () => pair.consoleExchange.enterCode(otherThan(pair.code.digits)))
    pair.connect()
    await until(() => refused.length === 1, 'a refusal')
    const opened = pair.opens(pair.applet)
    pair.consoleExchange.enterCode(pair.code.digits ?? '')
    expect(await opened).toMatchObject({ verified: true })
    expect(new Set(shares).size).toBe(2)
  })

  test('serves no other digits than those that were read', async () => {
    const pair = new ChannelPair()
    const opened = pair.opens(pair.applet)
    pair.consoleExchange.on('codeShown', () => {
      const before = pair.code.digits
      while (pair.code.digits === before) {
        pair.code.hide()
        pair.code.show()
      }
      pair.consoleExchange.enterCode(pair.code.digits ?? '')
    })
    pair.connect()
    expect(await opened).toMatchObject({ verified: true })
  })
})
