import { accessSync, constants } from 'node:fs'
import { delimiter, join, win32 } from 'node:path'

type Environment = Readonly<Record<string, string | undefined>>

/** Browsers that show a page as a window of its own, those that the system brings first. */
const LINUX = [
  'microsoft-edge-stable',
  'microsoft-edge',
  'google-chrome-stable',
  'google-chrome',
  'chromium',
  'chromium-browser',
  'brave-browser',
]
const WINDOWS = [
  'Microsoft\\Edge\\Application\\msedge.exe',
  'Google\\Chrome\\Application\\chrome.exe',
  'BraveSoftware\\Brave-Browser\\Application\\brave.exe',
  'Chromium\\Application\\chrome.exe',
]
const MAC = ['Google Chrome', 'Microsoft Edge', 'Brave Browser', 'Chromium'].map(
  (name) => `${name}.app/Contents/MacOS/${name}`,
)

/** Full paths of those that are there. Nothing is started to find them. */
export function installedBrowsers(platform: NodeJS.Platform, environment: Environment): string[] {
  return placesOf(platform, environment).filter(isProgram)
}

function placesOf(platform: NodeJS.Platform, environment: Environment): string[] {
  switch (platform) {
    case 'win32': {
      const roots = [environment['ProgramFiles(x86)'], environment.ProgramFiles, environment.LOCALAPPDATA]
      return WINDOWS.flatMap((path) => roots.flatMap((root) => (root ? [win32.join(root, path)] : [])))
    }
    case 'darwin': {
      const roots = ['/Applications', ...(environment.HOME ? [join(environment.HOME, 'Applications')] : [])]
      return MAC.flatMap((path) => roots.map((root) => join(root, path)))
    }
    default: {
      // An empty part of PATH stands for the working folder, where anything may lie.
      const folders = (environment.PATH ?? '').split(delimiter).filter((folder) => folder.startsWith('/'))
      return LINUX.flatMap((name) => folders.map((folder) => join(folder, name)))
    }
  }
}

function isProgram(path: string): boolean {
  try {
    accessSync(path, constants.X_OK)
    return true
  } catch {
    return false
  }
}
