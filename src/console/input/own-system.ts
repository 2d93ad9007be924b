/** Whether the technician's own computer has a Command key. */
export const onMac = /mac|iphone|ipad/i.test(navigator.platform)
