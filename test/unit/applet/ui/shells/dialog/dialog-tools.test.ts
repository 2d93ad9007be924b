import { describe, expect, test } from 'vitest'
import { chooseDialogTool } from '../../../../../../src/applet/ui/shells/dialog/choose-dialog-tool.ts'
import type { DialogRequest, DialogTool } from '../../../../../../src/applet/ui/shells/dialog/dialog-tool.ts'
import { kdialog } from '../../../../../../src/applet/ui/shells/dialog/kdialog.ts'
import { osascript } from '../../../../../../src/applet/ui/shells/dialog/osascript.ts'
import { powershell } from '../../../../../../src/applet/ui/shells/dialog/powershell.ts'
import { zenity } from '../../../../../../src/applet/ui/shells/dialog/zenity.ts'

const HOSTILE = '--help\n"; Remove-Item C:\\ -Recurse; $(reboot) `reboot` \' & do shell script "reboot" %PATH% <b>&amp;'
const REQUESTS: DialogRequest[] = [
  { kind: 'choice', text: HOSTILE, yes: 'Yes', no: 'No' },
  { kind: 'notice', text: HOSTILE, close: 'Close' },
  { kind: 'entry', text: HOSTILE, go: 'Connect', leave: 'Leave' },
  { kind: 'actions', text: HOSTILE, first: 'Stop', second: 'End' },
  { kind: 'file', text: HOSTILE },
]
const [CHOICE, , ENTRY, ACTIONS] = REQUESTS as [DialogRequest, DialogRequest, DialogRequest, DialogRequest]

describe('what somebody else wrote is text and never code', () => {
  test.each(REQUESTS)('of PowerShell: $kind', (request) => {
    const { args, environment } = powershell().command(request, HOSTILE)
    const script = Buffer.from(args.at(-1) ?? '', 'base64').toString('utf16le')
    for (const part of [...args.slice(0, -1), script]) {
      expect(part).not.toContain('Remove-Item')
      expect(part).not.toContain('reboot')
    }
    expect(environment).toMatchObject({ RESCUE_TEXT: HOSTILE, RESCUE_TITLE: HOSTILE })
  })

  test.each(REQUESTS)('of osascript: $kind', (request) => {
    const { args, input } = osascript('osascript').command(request, 'Title')
    expect(input).not.toContain('reboot')
    // The first argument says that the script comes from standard input; behind it all is text.
    expect(args.slice(0, 3)).toEqual(['-', 'Title', HOSTILE])
    expect(args).toHaveLength(5)
  })

  test('of zenity: what is secret comes through standard input, and its labels are the answers', () => {
    const secret: DialogRequest = { kind: 'actions', text: HOSTILE, first: 'Stop', second: 'End', isSecret: true }
    const { args, input, read: answer } = zenity('zenity').command(secret, 'Title')
    expect(args.join()).not.toContain('reboot')
    expect(input).toBe(HOSTILE)
    expect([answer(1, ''), answer(1, 'End\n'), answer(0, ''), answer(null, '')]).toEqual([
      'closed',
      'second',
      'yes',
      'closed',
    ])
  })

  test.each(REQUESTS)('of zenity: $kind', (request) => {
    const { args, input } = zenity('zenity').command(request, 'Title')
    expect(input).toBeUndefined()
    for (const arg of args) expect(arg).toMatch(/^--[a-z-]+(=|$)/)
    if (request.kind === 'choice' || request.kind === 'actions') expect(args).toContain('--no-markup')
  })

  test.each(REQUESTS)('of kdialog: $kind', (request) => {
    const { args } = kdialog('kdialog').command(request, HOSTILE)
    expect(args.filter((arg) => arg.includes('reboot')).every((arg) => !/^-|</.test(arg))).toBe(true)
  })
})

describe('an answer is a clear one, or none', () => {
  const read = (tool: DialogTool, request: DialogRequest, status: number | null, output = '') =>
    tool.command(request, 'Title').read(status, output)

  test('of zenity', () => {
    const tool = zenity('zenity')
    expect([0, 1, 5, 255, null].map((status) => read(tool, CHOICE, status))).toEqual([
      'yes',
      'closed',
      'closed',
      'closed',
      'closed',
    ])
    expect(read(tool, ENTRY, 0, '123456\n')).toEqual({ entered: '123456' })
    expect(read(tool, ENTRY, 1, '123456\n')).toBe('closed')
    expect(read(tool, ENTRY, 0, '\n')).toBe('closed')
    expect(['Stop\n', 'End\n', '', 'Sto'].map((said) => read(tool, ACTIONS, 1, said))).toEqual([
      'first',
      'second',
      'closed',
      'closed',
    ])
  })

  test('of kdialog', () => {
    const tool = kdialog('kdialog')
    expect([0, 1, 2, null].map((status) => read(tool, CHOICE, status))).toEqual(['yes', 'closed', 'closed', 'closed'])
    expect([0, 1, 2, null].map((status) => read(tool, ACTIONS, status))).toEqual([
      'first',
      'second',
      'closed',
      'closed',
    ])
  })

  test('of osascript', () => {
    const tool = osascript('osascript')
    expect([read(tool, CHOICE, 0, 'Yes\n'), read(tool, CHOICE, 0, 'No\n'), read(tool, CHOICE, 1, 'Yes\n')]).toEqual([
      'yes',
      'closed',
      'closed',
    ])
    expect(read(tool, CHOICE, 0, 'constructor\n')).toBe('closed')
    expect(read(tool, ENTRY, 0, '=654321\n')).toEqual({ entered: '654321' })
  })

  test('of PowerShell; where it says nothing there was no dialog, and nobody answered', () => {
    const tool = powershell()
    expect(['Yes', 'No', 'Cancel'].map((said) => read(tool, CHOICE, 0, said))).toEqual(['yes', 'closed', 'closed'])
    expect(read(tool, CHOICE, 0, '')).toBeInstanceOf(Error)
    expect(read(tool, ENTRY, 0, '=1')).toEqual({ entered: '1' })
    expect(read(tool, ENTRY, 0, '-')).toBe('closed')
    expect(read(tool, ENTRY, 0, '')).toBeInstanceOf(Error)
  })
})

test('a system without a program for dialogs, or without a screen, has none', () => {
  expect(() => chooseDialogTool('linux', { DISPLAY: ':0', PATH: '/nowhere' })).toThrow('neither zenity nor kdialog')
  expect(() => chooseDialogTool('linux', { PATH: '/usr/bin' })).toThrow('there is no screen')
  expect(chooseDialogTool('darwin', {}).name).toBe('osascript')
  expect(chooseDialogTool('win32', { SystemRoot: 'D:\\Win' }).command(CHOICE, '').program).toMatch(/^D:\\Win\\System32/)
})
