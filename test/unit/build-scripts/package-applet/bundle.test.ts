import { expect, test } from 'vitest'
import { bundleApplet } from '../../../../build-scripts/package-applet/bundle.ts'
import { TARGET_SPECS } from '../../../../build-scripts/package-applet/targets.ts'

test('each part of a script is ASCII, as an executable reads it', async () => {
  const { script } = await bundleApplet({ version: '0.0.1', name: 'x', qa: false }, TARGET_SPECS['linux-x64'].parts)
  const parts = [script.main, ...Object.values(script.others)].map((part) => Buffer.from(part).toString('latin1'))
  // Esbuild escapes what stands in a string, but not in a regular expression.
  expect(parts.flatMap((part) => /.{0,40}[\u0080-\u00ff].{0,40}/.exec(part)?.[0] ?? [])).toEqual([])
})
