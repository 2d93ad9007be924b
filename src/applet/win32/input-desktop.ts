import { openLibrary } from './library.ts'

const { bind } = openLibrary('user32.dll')

const OpenInputDesktop = bind('void *OpenInputDesktop(uint32_t flags, int inherit, uint32_t access)')
const CloseDesktop = bind('int CloseDesktop(void *desktop)')
const GetUserObjectInformationW = bind(
  'int GetUserObjectInformationW(void *object, int index, void *information, uint32_t bytes, void *needed)',
)

const DESKTOP_READOBJECTS = 1
const UOI_NAME = 2
/** Room for a name; that of Windows' own desktop is `Winlogon`. */
const NAME_BYTES = 512

/**
 * Whether the customer sees a desktop of Windows' own now, which no program may look at or act on: a question of User Account
 * Control, the lock screen, the keys Ctrl+Alt+Del.
 */
export function isSecureDesktop(): boolean {
  const desktop = OpenInputDesktop(0, 0, DESKTOP_READOBJECTS)
  if (desktop === null) return true
  const name = Buffer.alloc(NAME_BYTES)
  const known = GetUserObjectInformationW(desktop, UOI_NAME, name, name.byteLength, null) !== 0
  CloseDesktop(desktop)
  // A screen saver's desktop is called so; the person's own is the default one.
  return !known || !name.toString('utf16le').startsWith('Default\0')
}
