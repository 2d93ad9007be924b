import { createHash } from 'node:crypto'
import { expect, test } from 'vitest'
import { encodeCodeResources } from '../../../../build-scripts/package-applet/mac-bundle-seal.ts'

test('a resource is sealed by its SHA-256, and by its SHA-1 where older systems look', () => {
  const bytes = Buffer.from('picture')
  const base64 = (algorithm: string) => createHash(algorithm).update(bytes).digest('base64')
  const text = Buffer.from(encodeCodeResources(new Map([['Resources/a.icns', bytes]])))
    .toString()
    .replace(/>\s+</g, '><')
  const sealed = '<dict><key>Resources/a.icns</key>'
  expect(text).toContain(`<key>files</key>${sealed}<data>${base64('sha1')}</data></dict>`)
  expect(text).toContain(
    `<key>files2</key>${sealed}<dict><key>hash2</key><data>${base64('sha256')}</data></dict></dict>`,
  )
})

test('the rules seal all there is and leave out no more than Apple allows', () => {
  const text = Buffer.from(encodeCodeResources(new Map())).toString()
  const [, rules = ''] = text.split('<key>rules2</key>')
  const left = [...rules.matchAll(/<key>(\^.*)<\/key>\s*<(\w+)/g)].map(([, pattern, kind]) => [pattern, kind])
  expect(left).toEqual([
    ['^.*', 'true'],
    ['^(.*/)?\\.DS_Store$', 'dict'],
    ['^Info\\.plist$', 'dict'],
    ['^PkgInfo$', 'dict'],
  ])
})
