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
  // In nothing else and with nothing else: who lets a technician see or work does not show them what they copy.
  clipboard: {
    name: 'your clipboard',
    action: 'read and change your clipboard',
    detail: 'Text that you copy from now on goes to them, and text that they send replaces what you copied.',
    alsoGrants: [],
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

/** What whoever has these may do, as the sentence goes on after `They can`; undefined when they may do nothing. */
export function actionsOf(granted: readonly Permission[]): string | undefined {
  const widest = granted.filter((one) => lostWith(one).every((other) => other === one || !granted.includes(other)))
  return widest.length === 0 ? undefined : widest.map((permission) => PERMISSIONS[permission].action).join(', and ')
}
