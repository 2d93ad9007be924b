import { type DialogAnswer, type DialogCommand, type DialogRequest, type DialogTool, entered } from './dialog-tool.ts'

/** KDE's. It takes what it says from its command line alone, the digits as well: who else is on this computer can read them. */
export function kdialog(program: string): DialogTool {
  const command = (request: DialogRequest, title: string): DialogCommand => {
    const { args, read } = shaped(request)
    return { program, args: ['--title', plain(title), ...args], read }
  }
  return { name: 'kdialog', command }
}

/** Where a text begins with `<` or a dash, it would be taken for more than a text. */
function plain(text: string): string {
  return text.replaceAll('<', '‹').replaceAll('\\', '∖').replace(/^-+/, '')
}

function shaped(request: DialogRequest): Pick<DialogCommand, 'args' | 'read'> {
  const text = plain(request.text)
  switch (request.kind) {
    case 'choice':
      return {
        args: ['--warningyesno', text, '--yes-label', plain(request.yes), '--no-label', plain(request.no)],
        read: (status) => (status === 0 ? 'yes' : 'closed'),
      }
    case 'notice':
      return { args: ['--msgbox', text], read: () => 'closed' }
    case 'entry':
      return { args: ['--inputbox', text], read: (status, output) => (status === 0 ? entered(output) : 'closed') }
    case 'actions':
      return {
        args: ['--yesnocancel', text, '--yes-label', plain(request.first), '--no-label', plain(request.second)],
        read: (status): DialogAnswer => (status === 0 ? 'first' : status === 1 ? 'second' : 'closed'),
      }
    case 'file':
      return {
        args: ['--getopenfilename'],
        read: (status, output) => (status === 0 ? entered(output) : 'closed'),
      }
  }
}
