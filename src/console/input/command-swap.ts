/** Keys that change places: what Command does on a Mac, Ctrl does elsewhere. */
const SWAPPED: Readonly<Record<string, string>> = {
  MetaLeft: 'ControlLeft',
  MetaRight: 'ControlRight',
  ControlLeft: 'MetaLeft',
  ControlRight: 'MetaRight',
}

/** What the customer's applet calls a Mac. */
const MAC = 'macOS'

/** Whether shortcuts go by another key on the customer's computer than on the technician's. Unknown systems go as they are. */
export function commandDiffers(onMac: boolean, customer: string | undefined): boolean {
  return customer !== undefined && onMac !== (customer === MAC)
}

/** The key that does the same on the other system. */
export function swapCommand(code: string): string {
  return Object.hasOwn(SWAPPED, code) ? (SWAPPED[code] ?? code) : code
}
