import { CAPTURE_ARGUMENT } from './screen/process/capture-messages.ts'
import { EXIT } from './session/endings.ts'
import { WINDOW_ARGUMENT } from './ui/process/window-messages.ts'

start()
  .then((status) => {
    process.exitCode ??= status
  })
  .catch(async (error: unknown) => {
    const { explainFailure } = await import('./explain-failure.ts')
    process.exitCode = explainFailure(error)
  })
  // A native part may keep a thread waiting; everything that matters is closed by now.
  .finally(() => process.stdout.write('', () => process.exit()))

/** Each process of the program loads its own part and no other: what is loaded is what a start takes. */
async function start(): Promise<number> {
  if (process.argv[2] === CAPTURE_ARGUMENT) return captureOnly()
  if (process.argv[2] === WINDOW_ARGUMENT) return windowOnly()
  return (await import('./serve-customer.ts')).serveCustomer()
}

async function captureOnly(): Promise<number> {
  await requireParent()
  await (await import('./screen/process/capture-main.ts')).captureScreen()
  return EXIT.ended
}

async function windowOnly(): Promise<number> {
  await requireParent()
  await (await import('./ui/process/window-main.ts')).showWindow()
  return EXIT.ended
}

async function requireParent(): Promise<void> {
  if (process.connected) return
  const { UsageError } = await import('./options.ts')
  throw new UsageError('The program starts this part of itself; leave the option out.')
}
