import { expect, test } from 'vitest'
import { encodePlist } from '../../../../build-scripts/package-applet/mac-bundle-plist.ts'

test('every kind of value has its element, and what XML keeps for itself is escaped', () => {
  const text = Buffer.from(
    encodePlist({ 'a&b': 'x < y > z', yes: true, no: false, weight: 20, inner: { data: Buffer.from('hi') } }),
  )
  expect(text.toString().split('\n').slice(2)).toEqual([
    '<plist version="1.0">',
    '<dict>',
    '\t<key>a&amp;b</key>',
    '\t<string>x &lt; y &gt; z</string>',
    '\t<key>yes</key>',
    '\t<true/>',
    '\t<key>no</key>',
    '\t<false/>',
    '\t<key>weight</key>',
    '\t<real>20</real>',
    '\t<key>inner</key>',
    '\t<dict>',
    '\t\t<key>data</key>',
    '\t\t<data>aGk=</data>',
    '\t</dict>',
    '</dict>',
    '</plist>',
    '',
  ])
})
