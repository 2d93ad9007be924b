import { accessSync, constants } from 'node:fs'
import { delimiter, join } from 'node:path'
import { requireScreen } from '../screen-at-hand.ts'
import type { DialogTool } from './dialog-tool.ts'
import { kdialog } from './kdialog.ts'
import { osascript } from './osascript.ts'
import { powershell } from './powershell.ts'
import { zenity } from './zenity.ts'

/** By name: in an executable functions have lost theirs. */
const TOOLS = [
  { name: 'zenity', tool: zenity },
  { name: 'kdialog', tool: kdialog },
]

/** Throws when this system has nothing to draw dialogs with, or no screen to draw them on. */
export function chooseDialogTool(
  platform: NodeJS.Platform = process.platform,
  environment: NodeJS.ProcessEnv = process.env,
): DialogTool {
  if (platform === 'win32') return powershell(environment.SystemRoot)
  if (platform === 'darwin') return osascript('/usr/bin/osascript')
  requireScreen(platform, environment)
  // Each looks right on its own desktop, and both work on all.
  const known = TOOLS.map(({ name, tool }) => ({ tool, path: onPath(name, environment.PATH) }))
  const ofDesktop = /kde/i.test(environment.XDG_CURRENT_DESKTOP ?? '') ? known.reverse() : known
  const found = ofDesktop.find(({ path }) => path !== undefined)
  if (!found?.path) throw new Error('neither zenity nor kdialog is installed')
  return found.tool(found.path)
}

/** An empty part of PATH stands for the working folder, where anything may lie. */
function onPath(name: string, path = ''): string | undefined {
  const places = path.split(delimiter).filter((folder) => folder.startsWith('/'))
  return places
    .map((folder) => join(folder, name))
    .find((program) => {
      try {
        accessSync(program, constants.X_OK)
        return true
      } catch {
        return false
      }
    })
}
