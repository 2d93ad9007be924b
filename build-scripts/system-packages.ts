import { spawnSync } from 'node:child_process'
import { accessSync, constants, existsSync } from 'node:fs'
import { delimiter, join } from 'node:path'

/** Commands that tests use, and the Debian package that brings each. */
const PACKAGE_OF: Readonly<Record<string, string>> = {
  chromium: 'chromium',
  Xephyr: 'xserver-xephyr',
  Xvfb: 'xvfb',
  import: 'imagemagick',
  nginx: 'nginx-light',
  openssl: 'openssl',
  osslsigncode: 'osslsigncode',
  script: 'bsdutils',
  setpriv: 'util-linux',
  setxkbmap: 'x11-xkb-utils',
  strip: 'binutils',
  tcpdump: 'tcpdump',
  xclip: 'xclip',
  xdotool: 'xdotool',
  xev: 'x11-utils',
  xmodmap: 'x11-xserver-utils',
  xrandr: 'x11-xserver-utils',
  xsetroot: 'x11-xserver-utils',
  xterm: 'xterm',
  xwd: 'x11-apps',
  zenity: 'zenity',
}

/** Shared libraries that the applet loads on X11, and their packages. A desktop has them all. */
const LIBRARY_PACKAGES = ['libxtst6', 'libxdamage1', 'libxfixes3', 'libxrandr2', 'libxi6', 'fonts-dejavu-core']

/** Their packages start a service on the machine, which a person who runs the tests did not ask for; CI did. */
const WITH_A_SERVICE: ReadonlySet<string> = new Set(['nginx'])

/** The Debian package that brings a command. */
export function packageOf(command: string): string {
  return PACKAGE_OF[command] ?? command
}

/** Installs what is missing where it may (root on Debian); else names it in one line, and the tests that need it skip. */
export function ensureSystemPackages(): void {
  const mayInstall = process.getuid?.() === 0 && existsSync('/usr/bin/apt-get')
  const isForCi = process.env.REQUIRE_ALL === '1'
  const missing = Object.keys(PACKAGE_OF).filter((command) => !isOnPath(command))
  const ours = missing.filter((command) => mayInstall && (isForCi || !WITH_A_SERVICE.has(command)))
  const theirs = missing.filter((command) => !ours.includes(command))
  if (ours.length > 0) install([...packagesOf(ours), ...LIBRARY_PACKAGES])
  if (theirs.length > 0)
    console.log(`Some tests are skipped. They need: apt-get install ${packagesOf(theirs).join(' ')}`)
}

function packagesOf(commands: readonly string[]): string[] {
  return [...new Set(commands.map(packageOf))]
}

function install(packages: readonly string[]): void {
  console.log(`Installing system packages: ${packages.join(' ')}`)
  const apt = (...args: string[]) =>
    spawnSync('apt-get', args, { stdio: 'inherit', env: { ...process.env, DEBIAN_FRONTEND: 'noninteractive' } })
  apt('update', '-q')
  apt('install', '-qq', '-y', '--no-install-recommends', ...packages)
}

export function isOnPath(command: string): boolean {
  return (process.env.PATH ?? '').split(delimiter).some((folder) => {
    try {
      accessSync(join(folder, command), constants.X_OK)
      return true
    } catch {
      return false
    }
  })
}
