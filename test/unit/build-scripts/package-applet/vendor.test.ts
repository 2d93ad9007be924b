import { expect, test } from 'vitest'
import { requireLocked } from '../../../../build-scripts/package-applet/vendor.ts'

const ours = { packages: { 'node_modules/koffi': { version: '3.3.4', integrity: 'sha512-a' } } }

test('[SUP-1] what npm installed for another system is what our lock file records', () => {
  requireLocked({ packages: { '': {}, ...ours.packages } }, ours)
})

test.each([
  ['other bytes', { 'node_modules/koffi': { version: '3.3.4', integrity: 'sha512-b' } }],
  ['bytes that nobody vouches for', { 'node_modules/koffi': { version: '3.3.4' } }],
  ['a package more', { ...ours.packages, 'node_modules/extra': { version: '1.0.0', integrity: 'sha512-c' } }],
  ['a package more without integrity', { ...ours.packages, 'node_modules/extra': { version: '1.0.0' } }],
])('[SUP-1] refused: %s', (_, packages) => {
  expect(() => requireLocked({ packages }, ours)).toThrow('differs from package-lock.json')
})
