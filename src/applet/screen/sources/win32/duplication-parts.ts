import { isSecureDesktop } from '../../../win32/input-desktop.ts'
import { usePhysicalPixels } from '../../../win32/virtual-screen.ts'
import { tellCursor } from './cursor.ts'
import { DuplicatedDesktop } from './duplicated-desktop.ts'
import type { DesktopParts } from './duplicated-screen.ts'

/** Desktop duplication as this Windows has it. */
export function duplicationParts(): DesktopParts {
  usePhysicalPixels()
  return { openCopy: () => new DuplicatedDesktop(), isSecureDesktop, tellCursor }
}
