import { type DialogAnswer, type DialogCommand, type DialogRequest, type DialogTool, entered } from './dialog-tool.ts'

/** Characters beyond which a text gets a window that scrolls. */
const LONG = 800

/** GNOME's, and of most others on Linux. Its text comes as an argument that begins with its option, so it is none of its own. */
export function zenity(program: string): DialogTool {
  const command = (request: DialogRequest, title: string): DialogCommand => {
    const { args, read } = shaped(request)
    const long = request.kind === 'choice' && request.text.length > LONG
    return {
      program,
      args: [...args, `--title=${title}`, ...(long ? ['--width=560', '--height=600'] : ['--width=420'])],
      ...(long && { input: request.text }),
      read,
    }
  }
  return { name: 'zenity', command }
}

const yesIfZero = (status: number | null): DialogAnswer => (status === 0 ? 'yes' : 'closed')

function shaped(request: DialogRequest): Pick<DialogCommand, 'args' | 'read'> {
  switch (request.kind) {
    case 'choice': {
      const buttons = [`--ok-label=${request.yes}`, `--cancel-label=${request.no}`]
      if (request.text.length > LONG) return { args: ['--text-info', ...buttons], read: yesIfZero }
      const asks = ['--question', '--no-markup', '--default-cancel', `--text=${request.text}`]
      return { args: [...asks, ...buttons], read: yesIfZero }
    }
    case 'notice':
      return {
        args: ['--info', '--no-markup', `--text=${request.text}`, `--ok-label=${request.close}`],
        read: () => 'closed',
      }
    case 'entry': {
      const buttons = [`--ok-label=${request.go}`, `--cancel-label=${request.leave}`]
      return {
        args: ['--entry', `--text=${request.text}`, ...buttons],
        read: (status, output) => (status === 0 ? entered(output) : 'closed'),
      }
    }
    case 'actions': {
      const { first, second } = request
      const asks = ['--question', '--no-markup', '--switch', `--text=${request.text}`]
      return {
        args: [...asks, `--extra-button=${first}`, `--extra-button=${second}`],
        read: (_status, output) => {
          const pressed = output.trimEnd()
          if (pressed === first) return 'first'
          return pressed === second ? 'second' : 'closed'
        },
      }
    }
    case 'file':
      return { args: ['--file-selection'], read: (status, output) => (status === 0 ? entered(output) : 'closed') }
  }
}
