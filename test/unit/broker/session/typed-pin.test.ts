import { expect, test } from 'vitest'
import { typedPin } from '../../../../src/broker/session/typed-pin.ts'

test.each(['737225', '737 225', '737-225', '737\u00a0225', '737\u202f225', '7\u20113\u20137\u2212225', ' 73 72 25\n'])(
  '%j is the code 737225',
  (text) => expect(typedPin(text)).toBe('737225'),
)

test('digits of another script and other signs stay what they are', () => {
  expect(typedPin('٧٣٧ ٢٢٥')).toBe('٧٣٧٢٢٥')
  expect(typedPin('737.225')).toBe('737.225')
})
