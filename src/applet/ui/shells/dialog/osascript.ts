import { type DialogAnswer, type DialogCommand, type DialogRequest, type DialogTool, entered } from './dialog-tool.ts'

/** The script comes through standard input and is always the same; what people wrote comes as arguments, which are text. Others on this Mac can read them. */
const BEGIN = 'on run argv\n  activate\n  set {theTitle, theText, firstLabel, secondLabel} to argv\n'
const END = 'end run\n'
const ASK = `${BEGIN}  return button returned of (display dialog theText with title theTitle ¬
    buttons {secondLabel, firstLabel} default button 1 with icon caution)\n${END}`
const TELL = `${BEGIN}  display dialog theText with title theTitle buttons {firstLabel} default button 1\n${END}`
const ENTER = `${BEGIN}  set answered to (display dialog theText with title theTitle default answer "" ¬
    buttons {secondLabel, firstLabel} default button 2)
  if button returned of answered is firstLabel then return "=" & text returned of answered\n${END}`
const CHOOSE = `${BEGIN}  return "=" & POSIX path of (choose file with prompt theText)\n${END}`

/** macOS's. A dialog has no button to close it; Escape ends the script with an error. */
export function osascript(program: string): DialogTool {
  const command = (request: DialogRequest, title: string): DialogCommand => {
    const { script, labels, read } = shaped(request)
    const args = ['-', title, request.text, ...labels, ...Array<string>(2 - labels.length).fill('')]
    return { program, args, input: script, read }
  }
  return { name: 'osascript', command }
}

interface Shape extends Pick<DialogCommand, 'read'> {
  readonly script: string
  readonly labels: readonly string[]
}

function shaped(request: DialogRequest): Shape {
  switch (request.kind) {
    case 'choice':
      return { script: ASK, labels: [request.yes, request.no], read: pressed({ [request.yes]: 'yes' }) }
    case 'notice':
      return { script: TELL, labels: [request.close], read: () => 'closed' }
    case 'entry':
      return { script: ENTER, labels: [request.go, request.leave], read: afterSign }
    case 'actions': {
      const { first, second } = request
      return { script: ASK, labels: [first, second], read: pressed({ [first]: 'first', [second]: 'second' }) }
    }
    case 'file':
      return { script: CHOOSE, labels: [], read: afterSign }
  }
}

function pressed(answers: Readonly<Record<string, DialogAnswer>>): DialogCommand['read'] {
  return (status, output) => {
    const label = output.trimEnd()
    return status === 0 && Object.hasOwn(answers, label) ? (answers[label] ?? 'closed') : 'closed'
  }
}

function afterSign(status: number | null, output: string): DialogAnswer {
  return status === 0 && output.startsWith('=') ? entered(output.slice(1)) : 'closed'
}
