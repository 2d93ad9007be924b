import koffi from 'koffi'
import { openLibrary } from './library.ts'

/** When the last input came, by mouse, keyboard or a program, and what time it is on the same clock. */
const { bind: bindUser32 } = openLibrary('user32.dll')
const { bind: bindKernel32 } = openLibrary('kernel32.dll')

const LASTINPUTINFO = koffi.struct({ cbSize: 'uint32_t', dwTime: 'uint32_t' })
const GetLastInputInfo = bindUser32('int GetLastInputInfo(void *info)')
const GetTickCount = bindKernel32('uint32_t GetTickCount()')

/** Milliseconds since the system started; they begin again after 49 days. */
export const inputTimes = {
  lastInput(): number {
    const info = Buffer.alloc(koffi.sizeof(LASTINPUTINFO))
    info.writeUInt32LE(info.byteLength, 0)
    GetLastInputInfo(info)
    return info.readUInt32LE(4)
  },
  now: (): number => GetTickCount(),
}
