/**
 * What a technician may be allowed to do. Grants are per session and per technician. `each-time`: a Yes is for the one act that
 * was asked about, and nothing stays granted.
 */
export const PERMISSIONS = {
  view: { asked: 'once', alsoGrants: [] },
  control: { asked: 'once', alsoGrants: ['view'] },
  // In nothing else and with nothing else: who lets a technician see or work does not show them what they copy.
  clipboard: { asked: 'once', alsoGrants: [] },
  'files.send': { asked: 'once', alsoGrants: [] },
  'files.receive': { asked: 'each-time', alsoGrants: [] },
  url: { asked: 'each-time', alsoGrants: [] },
} as const satisfies Record<string, { asked: 'once' | 'each-time'; alsoGrants: readonly string[] }>

export type Permission = keyof typeof PERMISSIONS

export const ALL_PERMISSIONS = Object.keys(PERMISSIONS) as Permission[]

/** What a Yes grants for as long as the customer wants it. */
export const LASTING_PERMISSIONS = ALL_PERMISSIONS.filter((permission) => PERMISSIONS[permission].asked === 'once')

/** The permission itself and those that a Yes to it includes. */
export function grantsOf(permission: Permission): readonly Permission[] {
  return [permission, ...PERMISSIONS[permission].alsoGrants]
}

/** What falls with a permission: itself and each that includes it. Whoever may not view may not control either. */
export function lostWith(permission: Permission): readonly Permission[] {
  return ALL_PERMISSIONS.filter((other) => grantsOf(other).includes(permission))
}

/** Of these the ones that no other of them includes: what a sentence has to name. */
export function widestOf(granted: readonly Permission[]): readonly Permission[] {
  return granted.filter((one) => lostWith(one).every((other) => other === one || !granted.includes(other)))
}
