/**
 * What a technician may be allowed to do. Grants are per session; the sentence a customer reads is
 * `<Technician> of <Company> wants to <action>. <Detail> Do you allow this?`
 */
export const PERMISSIONS = {
  view: { name: 'your screen', action: 'see your screen', detail: 'They cannot click or type.', alsoGrants: [] },
  control: {
    name: 'your mouse and keyboard',
    action: 'see your screen and use your mouse and keyboard',
    detail: 'You can take this back at any time.',
    alsoGrants: ['view'],
  },
} as const satisfies Record<string, { name: string; action: string; detail: string; alsoGrants: readonly string[] }>

export type Permission = keyof typeof PERMISSIONS

export const ALL_PERMISSIONS = Object.keys(PERMISSIONS) as Permission[]

/** The permission itself and those that a Yes to it includes. */
export function grantsOf(permission: Permission): readonly Permission[] {
  return [permission, ...PERMISSIONS[permission].alsoGrants]
}

/** What falls with a permission: itself and each that includes it. Whoever may not view may not control either. */
export function lostWith(permission: Permission): readonly Permission[] {
  return ALL_PERMISSIONS.filter((other) => grantsOf(other).includes(permission))
}
