import { describe, expect, test } from 'vitest'
import { BORDERS, crossings, cycles, importsOf, readImports } from '../../../build-scripts/borders.ts'

describe('every border refuses what it is there to refuse', () => {
  const seeded: [string, string][] = [
    ['src/base/rect.ts', 'src/protocol/limits.ts'],
    ['src/base/rect.ts', 'valibot'],
    ['src/protocol/limits.ts', 'src/broker/broker.ts'],
    ['src/protocol/limits.ts', 'ws'],
    ['src/channel/channel.ts', 'src/applet/applet.ts'],
    ['src/applet/applet.ts', 'src/broker/broker.ts'],
    ['src/broker/broker.ts', 'src/console/desk.tsx'],
    ['src/console/desk.tsx', 'src/applet/applet.ts'],
    ['src/join/entry.ts', 'src/console/desk.tsx'],
    ['src/ui/button.tsx', 'src/console/desk.tsx'],
    ['src/applet/applet.ts', 'src/applet/screen/sources/x11-source.ts'],
    ['src/broker/relay/relay.ts', 'src/protocol/peer/catalog.ts'],
    ['src/channel/sealed-channel.ts', '@noble/curves/ed25519.js'],
    ['src/broker/gateway/screen.ts', 'src/channel/sealed-channel.ts'],
    ['src/broker/session/registry.ts', 'src/broker/gateway/screen.ts'],
    ['src/applet/session/log.ts', 'src/applet/ui/customer-ui.ts'],
    ['src/applet/applet.ts', 'src/applet/main.ts'],
    ['src/applet/applet.ts', 'commander'],
    ['src/applet/applet.ts', 'ws'],
    ['src/applet/applet.ts', 'koffi'],
    ['src/applet/applet.ts', 'src/applet/x11/xlib.ts'],
    ['src/applet/ui/pages/main.tsx', 'src/applet/permission/permission-gate.ts'],
    ['src/applet/ui/presenter.ts', 'src/applet/ui/pages/main.tsx'],
  ]
  test.each(seeded)('%s may not import %s', (from, to) => {
    expect(crossings([{ from, to }])).not.toEqual([])
  })

  test('and none of them is without a seeded violation', () => {
    const refused = new Set(
      seeded.flatMap(([from, to]) => crossings([{ from, to }]).map((line) => line.split(': ').slice(1).join(': '))),
    )
    for (const { why } of BORDERS) expect(refused).toContain(why)
  })
})

test('what the rooms may import is let through', () => {
  const good = [
    { from: 'src/applet/choose-platform.ts', to: 'src/applet/screen/sources/x11-source.ts' },
    { from: 'src/applet/screen/sources/x11-source.ts', to: 'src/applet/x11/xlib.ts' },
    { from: 'src/applet/cli.ts', to: 'commander' },
    { from: 'src/broker/broker.ts', to: 'node:http' },
    { from: 'src/protocol/fields.ts', to: 'valibot' },
  ]
  expect(crossings(good)).toEqual([])
})

test('a cycle is found, also one of types alone', () => {
  const imports = [
    ...importsOf('src/base/a.ts', "import type { B } from './b.ts'"),
    ...importsOf('src/base/b.ts', "export { c } from './c.ts'"),
    ...importsOf('src/base/c.ts', "const a = await import('./a.ts')"),
  ]
  expect(cycles(imports)).toEqual(['src/base/a.ts -> src/base/b.ts -> src/base/c.ts -> src/base/a.ts'])
})

test('the check sees the imports of this checkout, and would not pass over nothing', () => {
  expect(readImports().length).toBeGreaterThan(200)
})
