export type Libnut = typeof import('@nut-tree-fork/libnut-linux')

const PACKAGES: Partial<Record<NodeJS.Platform, () => Promise<{ default: Libnut }>>> = {
  linux: () => import('@nut-tree-fork/libnut-linux'),
  win32: () => import('@nut-tree-fork/libnut-win32'),
  darwin: () => import('@nut-tree-fork/libnut-darwin'),
}

/** Rejects with a sentence for the person who has to mend it. */
export async function loadLibnut(platform: NodeJS.Platform): Promise<Libnut> {
  const load = PACKAGES[platform]
  if (!load) throw new Error(`libnut does not know ${platform}.`)
  if (platform === 'linux') await requireXServer(process.env.DISPLAY)
  try {
    return (await load()).default
  } catch (cause) {
    throw new Error(`The optional package libnut for ${platform} is not installed.`, { cause })
  }
}

/**
 * Without an X server libnut takes the whole process down, and with one it still does for a key that the layout does not
 * have. Our own connection finds out the first, and the error handlers it leaves behind prevent the second.
 */
async function requireXServer(display: string | undefined): Promise<void> {
  if (!display) throw new Error('DISPLAY is not set: there is no X server.')
  const { Connection } = await import('../x11/connection.ts')
  const connection = Connection.open(display)
  if (!connection) throw new Error(`The X server ${display} cannot be reached or does not let us in.`)
  connection[Symbol.dispose]()
}

/**
 * How many pixels of the picture one unit of the pointer's coordinates is: 2 on a Retina display, else 1. Only a look at the
 * screen tells, so it is found out when it is first needed, which is after the customer's Yes.
 */
export function pixelsPerUnit(libnut: Libnut): () => number {
  const units = 16
  let known: number | undefined
  return () => {
    known ??= libnut.screen.capture(0, 0, units, units).width / units
    return known
  }
}
