import { setTimeout as pause } from 'node:timers/promises'
import { Connection } from '../../src/applet/x11/connection.ts'
import { openLibrary } from '../../src/applet/x11/library.ts'
import {
  XCreateImage,
  XDefaultDepth,
  XDefaultScreen,
  XDefaultVisual,
  XFlush,
  XSync,
  Z_PIXMAP,
} from '../../src/applet/x11/xlib.ts'
import { monotonicNow } from './monotonic-now.ts'
import { longPage, markBlocks, type Picture, photos, typingPages } from './workload-pictures.ts'
import { MARK, SCREEN, SCROLL_STEP, STEPS, STEPS_PER_SECOND, TYPED } from './workloads.ts'

// A program of its own, so that drawing and being looked at do not wait for each other: it draws one workload on a display
// when it is told to, and tells when it drew each step.

const { bind } = openLibrary('libX11.so.6')
const XCreateGC = bind('void *XCreateGC(void *d, unsigned long drawable, unsigned long mask, void *values)')
const XSetForeground = bind('int XSetForeground(void *d, void *gc, unsigned long pixel)')
const XFillRectangle = bind(
  'int XFillRectangle(void *d, unsigned long drawable, void *gc, int x, int y, unsigned int w, unsigned int h)',
)
const XCreatePixmap = bind(
  'unsigned long XCreatePixmap(void *d, unsigned long drawable, unsigned int w, unsigned int h, unsigned int depth)',
)
const XPutImage = bind(
  'int XPutImage(void *d, unsigned long drawable, void *gc, void *image, int sx, int sy, int x, int y, unsigned int w, unsigned int h)',
)
const XCopyArea = bind(
  'int XCopyArea(void *d, unsigned long from, unsigned long to, void *gc, int sx, int sy, unsigned int w, unsigned int h, int x, int y)',
)

const [displayName = '', workload = ''] = process.argv.slice(2)
// Whoever started this is gone.
process.once('disconnect', () => process.exit())
using connection = Connection.open(displayName)
if (!connection) throw new Error(`no X server ${displayName}`)
const { display, root } = connection
const gc = XCreateGC(display, root, 0, null)

const drawStep = await prepare()
drawStep(0)
XSync(display, 0)
process.send?.({ ready: true })
await new Promise((resolve) => process.once('message', resolve))
process.send?.({ drawn: await play() })

function prepare(): Promise<(step: number) => void> {
  if (workload === 'typing') return prepareTyping()
  return workload === 'scroll' ? prepareScroll() : prepareVideo()
}

async function prepareTyping(): Promise<(step: number) => void> {
  const [empty, full] = (await typingPages()).map(upload)
  const { x, y, width, height } = TYPED
  return (step) => {
    if (step === 0) copy(empty ?? 0, 0)
    else XCopyArea(display, full ?? 0, root, gc, x + (step - 1) * width, y, width, height, x + (step - 1) * width, y)
    fill(x + step * width, y, width, height, 0)
  }
}

async function prepareScroll(): Promise<(step: number) => void> {
  const page = upload(await longPage())
  return (step) => copy(page, step * SCROLL_STEP)
}

async function prepareVideo(): Promise<(step: number) => void> {
  const pictures = (await photos(6)).map(upload)
  return (step) => {
    copy(pictures[step % pictures.length] ?? 0, 0)
    fill(0, 0, MARK.bits * MARK.side, MARK.side, 0xffffff)
    for (const bit of markBlocks(step)) fill(bit * MARK.side, 0, MARK.side, MARK.side, 0)
  }
}

/** The moment before each step was drawn, from the first on. */
async function play(): Promise<number[]> {
  const drawn: number[] = []
  const startedAt = monotonicNow()
  for (let step = 1; step <= STEPS; step += 1) {
    const due = startedAt + (step * 1000) / STEPS_PER_SECOND
    await pause(Math.max(0, due - monotonicNow()))
    drawn.push(monotonicNow())
    drawStep(step)
    XFlush(display)
  }
  XSync(display, 0)
  return drawn
}

/** Into the server's own memory, from where drawing takes it no longer than any program's drawing. */
function upload({ width, height, pixels }: Picture): number {
  const screen = XDefaultScreen(display)
  const depth = XDefaultDepth(display, screen)
  const pixmap = XCreatePixmap(display, root, width, height, depth)
  const visual = XDefaultVisual(display, screen)
  const image = XCreateImage(display, visual, depth, Z_PIXMAP, 0, pixels, width, height, 32, width * 4)
  XPutImage(display, pixmap, gc, image, 0, 0, 0, 0, width, height)
  XSync(display, 0)
  return pixmap
}

function copy(pixmap: number, fromY: number): void {
  XCopyArea(display, pixmap, root, gc, 0, fromY, SCREEN.width, SCREEN.height, 0, 0)
}

function fill(x: number, y: number, width: number, height: number, colour: number): void {
  XSetForeground(display, gc, colour)
  XFillRectangle(display, root, gc, x, y, width, height)
}
