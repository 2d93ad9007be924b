import { decodeRect } from './choose-decoder.ts'

/** A piece of a page with text, 96 by 64 pixels, as an applet sends it. */
const TEXT = `
wAtPlCploiploVyJt73P4v///9nc4Ky0vJOdqJukr3qGlNTb4/P1+K7D2WCMuTRtpkJ4rUN3rbHF22WPu12LupKy1LvQ6OPu+1mIuGiRvFeGto
irz4apzluJuIirzoWpzWiSva7D2lmJuLDF21+LuZCx02KNurnP5zZup0J3rqessb7T6YGmzXaex3KbxUx/s3ScxXqgya7I4uHs+nyCihchK0tU
XLbM5gpOlIGnzeDh5XKcxRlZm9Hh86zG4brQ59zp+ER5rz1zq7e7wIeNk2Nqcp2jqWmUwCVioVuKuzJsp+Tn6jdASGpwd8vO0ltjazY/Rx8oMj
Q8RVNaY7/Cx+/x9IqQlvL091hfZ0RMVezv8qmusxgiLJyhp+3v80lSWykzPNfb3uDi5mJpca+zuG10eyIsNdjb34WLkbu/xBokLq+0uUVNVlJa
YqGnq9ve4Ss0PoSKkY+Um3N6gYGIj4CGjSApM+7w9EhQWfHz9pGWnSUuOHV7guHk6LO4vaWpr6aqsF9nbjQ9Rm10fCw1P+fp7Z2iqFFaYa2xtp
+lq2uVwiNhoFmIuTVuqcrO0lphab/DyPDy9ZWboaTA3WWRv1qKumGPvXCZxBlZmm6Yw9/r+Yms0Et+s0B2rTtyqx5cnD10q3mfyNDg8jRspmOO
urHG21eHt7TI3GiSvIWpzoGmy2yUvluJt4WozYKmzF6LuVqJuFaGt2uUvrXH3Nzh6Nnf5t/k6urt8u3w9Ofr8ODm62WQu+Xp7+Xp7uDl697j6u
rt8Si1L/1gABddEwAWnGElELAnhQ7AEBpch8MFkL2A1SC8rCGKEEK2eKjtegbs9Nvj6zxnB1oAUABSACCQCqkQ8UPiUU9VakwPHTh83/d9GzRk
+DBcSDxqTBwTt5C4ebukK+gyR+EJUMn0tJOEjLA0hAfpoMEMFuSasinHtLQCpCQcKiUhJfh2hOCAgQIEjgYICAAAMUD+rcJqVtYf++jR8iAba8
V2/DrE2q7mwPE3wmz8YF9tDa+7aPxzbWllYc2Q8R+jhXH1wkVmCxaJr2irIoXVmCiqTqQJLJEkRohIPMRTlRozYsL8g9nSysL64uUuXLZoWfP6
LFherW3XrmylSkuFbKydAnaXlLZRpoby1T5xotU2YXLaEiVobRIkV2Wt2kfatN9IW2Qi7RAhXGbt2UFatP+sDcn01IjR59IvUtSWCNGhNkOFnl
DbIEG32wdi4ykh4nhscx7QH90uc6fz4/R9+GTu0fN58GTesfN16GRCzWHT5ZB4uyY5uDhwqnq9Xq/3xk2bHps1atKgOWMGy3xkcEx4qMEYCB0z
LSlplgOAg6SwkA4SgGAoFEQxGANCCIMwBAhFwCEMgjAMIoQQYoiQOHiVB+dJdFjRqUxedPY3rH/ITPc1MER/Mt7+Zf2LflM2Wbt9oWLa9Tb12j
NQMZvaOgivEOI+siv+5aYbnxPRK1ofUDiOjyTqEWszc95v1B6ktFJotIkObp1Gy2GEYp0WrZG37tkc+dupuGIhjdJsh8FsblNlgsoRAXtpYK2U
p08at5fGk8WmTyzmSVZqZ/iH/Yf9GXs/r/fdmcdm5qjHmAMDABzMBVUj4TqUUeWnJXBxIbEt`

const PHOTO = { width: 64, height: 64 }

/** Until the compiler has seen enough of the decoder to make it fast. */
const TIMES = 40

/**
 * Decodes what nobody sees. The first picture of a session is the largest, and code that runs for the first time takes
 * several times as long; done while the page is idle, nobody waits for it later.
 */
export async function rehearseDecoding(): Promise<void> {
  const data = Uint8Array.from(atob(TEXT.replaceAll(/\s/g, '')), (char) => char.charCodeAt(0))
  const rect = { kind: 'palette' as const, x: 0, y: 0, width: 96, height: 64, data }
  for (let time = 0; time < TIMES; time += 1) decodeRect(rect)
  const photo = await new OffscreenCanvas(PHOTO.width, PHOTO.height)
    .convertToBlob({ type: 'image/jpeg' })
    .catch(() => undefined)
  if (!photo) return
  const jpeg = { kind: 'jpeg' as const, x: 0, y: 0, ...PHOTO, data: new Uint8Array(await photo.arrayBuffer()) }
  const decoded = await decodeRect(jpeg)
  decoded.close()
}
