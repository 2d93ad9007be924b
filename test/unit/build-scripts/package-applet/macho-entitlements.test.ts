import { expect, test } from 'vitest'
import {
  encodeEntitlements,
  encodeEntitlementsDer,
} from '../../../../build-scripts/package-applet/macho-entitlements.ts'

const NODE = [
  'com.apple.security.cs.allow-jit',
  'com.apple.security.cs.allow-unsigned-executable-memory',
  'com.apple.security.cs.disable-executable-page-protection',
  'com.apple.security.cs.allow-dyld-environment-variables',
  'com.apple.security.cs.disable-library-validation',
  'com.apple.security.get-task-allow',
]

/** The blob of slot 7 in the official Node 26.10.0 for both Macs, which Apple's own tool wrote: 337 bytes. */
const BY_APPLE = `fade717200000151
  70820145020101b082013e
  303b0c36636f6d2e6170706c652e73656375726974792e63732e616c6c6f772d64796c642d656e7669726f6e6d656e742d7661726961626c65730101ff
  30240c1f636f6d2e6170706c652e73656375726974792e63732e616c6c6f772d6a69740101ff
  303b0c36636f6d2e6170706c652e73656375726974792e63732e616c6c6f772d756e7369676e65642d65786563757461626c652d6d656d6f72790101ff
  303d0c38636f6d2e6170706c652e73656375726974792e63732e64697361626c652d65786563757461626c652d706167652d70726f74656374696f6e0101ff
  30350c30636f6d2e6170706c652e73656375726974792e63732e64697361626c652d6c6962726172792d76616c69646174696f6e0101ff
  30260c21636f6d2e6170706c652e73656375726974792e6765742d7461736b2d616c6c6f770101ff`

test("the DER of Node's entitlements is the very bytes that Apple's own tool writes", () => {
  const entitlements = Object.fromEntries(NODE.map((name) => [name, true]))
  expect(Buffer.from(encodeEntitlementsDer(entitlements)).toString('hex')).toBe(BY_APPLE.replace(/\s/g, ''))
})

test('no is encoded as no, and a short list has short lengths', () => {
  expect(Buffer.from(encodeEntitlementsDer({ key: false })).toString('hex')).toBe(
    'fade717200000019700f020101b00a30080c036b6579010100',
  )
})

test('the XML names each with its yes or no', () => {
  const text = Buffer.from(encodeEntitlements({ 'a.b': true, 'c<d': false }).subarray(8)).toString()
  expect(text).toContain('<key>a.b</key>\n\t<true/>\n\t<key>c&lt;d</key>\n\t<false/>\n</dict>\n</plist>\n')
})
