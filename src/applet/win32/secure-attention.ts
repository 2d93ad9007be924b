import { openLibrary } from './library.ts'

/** Ctrl+Alt+Del, which SendInput cannot press: Windows itself has to, and does it only for services that it trusts. */

const WIN_LOCAL_SYSTEM_SID = 22
const MOST_SID_BYTES = 68
const HKEY_LOCAL_MACHINE = 0x8000_0002n
const RRF_RT_REG_DWORD = 0x10
const POLICIES = 'SOFTWARE\\Microsoft\\Windows\\CurrentVersion\\Policies\\System'
/** The bit of SoftwareSASGeneration that lets services press it. */
const SERVICES = 1

/** False when Windows would not do it for this program; it says so to nobody, so that it is found out before. */
export function pressSecureAttention(): boolean {
  try {
    if (!isSystem() || !isAllowed()) return false
    openLibrary('sas.dll').bind('void SendSAS(int asUser)')(0)
    return true
  } catch {
    return false
  }
}

function isSystem(): boolean {
  const { bind } = openLibrary('advapi32.dll')
  const CreateWellKnownSid = bind('int CreateWellKnownSid(int type, void *domain, void *sid, void *bytes)')
  const CheckTokenMembership = bind('int CheckTokenMembership(void *token, void *sid, void *isMember)')
  const sid = Buffer.alloc(MOST_SID_BYTES)
  const isMember = new Int32Array(1)
  const made = CreateWellKnownSid(WIN_LOCAL_SYSTEM_SID, null, sid, new Uint32Array([sid.byteLength])) !== 0
  return made && CheckTokenMembership(null, sid, isMember) !== 0 && isMember[0] !== 0
}

function isAllowed(): boolean {
  const { bind } = openLibrary('advapi32.dll')
  const RegGetValueA = bind(
    'int32_t RegGetValueA(void *key, const char *path, const char *name, uint32_t flags, void *type, void *data, void *bytes)',
  )
  const value = new Uint32Array(1)
  const bytes = new Uint32Array([value.byteLength])
  const name = 'SoftwareSASGeneration'
  const status = RegGetValueA(HKEY_LOCAL_MACHINE, POLICIES, name, RRF_RT_REG_DWORD, null, value, bytes)
  return status === 0 && ((value[0] ?? 0) & SERVICES) !== 0
}
