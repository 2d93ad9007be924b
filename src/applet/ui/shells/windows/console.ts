import { openLibrary } from '../../../win32/library.ts'

const { bind } = openLibrary('kernel32.dll')
/** How many processes are in this console; more than there is room for are counted, too. */
const GetConsoleProcessList = bind('uint32_t GetConsoleProcessList(void *ids, uint32_t room)')
const FreeConsole = bind('int FreeConsole()')

/** Nobody started us from it. */
export function consoleIsOursAlone(): boolean {
  return GetConsoleProcessList(new Uint32Array(2), 2) === 1
}

/** Its window goes. What is written to it afterwards goes nowhere. */
export function leaveConsole(): void {
  for (const stream of [process.stdout, process.stderr]) stream.on('error', () => {})
  FreeConsole()
}
