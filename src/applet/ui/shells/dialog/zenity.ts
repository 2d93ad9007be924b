import { type DialogAnswer, type DialogCommand, type DialogRequest, type DialogTool, entered } from './dialog-tool.ts'

/** Characters beyond which a text gets a window that scrolls. */
const LONG = 800

/** GNOME's, and of most others on Linux. Its text comes as an argument that begins with its option, so it is none of its own. */
export function zenity(program: string): DialogTool {
  const command = (request: DialogRequest, title: string): DialogCommand => {
    const { args, read } = shaped(request)
    const [long, secret] = [isLong(request), isSecret(request)]
    const size = long ? ['--width=560', '--height=600'] : secret ? ['--width=460', '--height=320'] : ['--width=420']
    return {
      program,
      args: [...args, `--title=${title}`, ...size],
      ...((long || secret) && { input: request.text }),
      read,
    }
  }
  return { name: 'zenity', command }
}

function isLong({ kind, text }: DialogRequest): boolean {
  return kind === 'choice' && text.length > LONG
}

/** Command lines can be read by everybody on the computer. */
function isSecret(request: DialogRequest): boolean {
  return request.kind === 'actions' && request.isSecret === true
}

const yesIfZero = (status: number | null): DialogAnswer => (status === 0 ? 'yes' : 'closed')

function shaped(request: DialogRequest): Pick<DialogCommand, 'args' | 'read'> {
  switch (request.kind) {
    case 'choice': {
      const buttons = [`--ok-label=${request.yes}`, `--cancel-label=${request.no}`]
      if (isLong(request)) return { args: ['--text-info', ...buttons], read: yesIfZero }
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
      // A text that is read from standard input comes with two buttons of its own; the one that Return presses does nothing.
      if (isSecret(request)) {
        const buttons = [`--cancel-label=${first}`, `--extra-button=${second}`]
        return { args: ['--text-info', '--font=Sans 14', ...buttons], read: pressedOf(first, second, 'yes') }
      }
      const asks = ['--question', '--no-markup', '--switch', `--text=${request.text}`]
      return {
        args: [...asks, `--extra-button=${first}`, `--extra-button=${second}`],
        read: pressedOf(first, second, 'closed'),
      }
    }
    case 'file':
      return { args: ['--file-selection'], read: (status, output) => (status === 0 ? entered(output) : 'closed') }
  }
}

/** Extra buttons are told by their labels. */
function pressedOf(first: string, second: string, ifZero: DialogAnswer): DialogCommand['read'] {
  return (status, output) => {
    const pressed = output.trimEnd()
    if (pressed === first) return 'first'
    if (pressed === second) return 'second'
    return status === 0 ? ifZero : 'closed'
  }
}
