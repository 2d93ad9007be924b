/** From this quality on colours keep their full resolution (4:4:4), so that coloured text stays sharp; below it a quarter. */
export function keepsFullColour(quality: number): boolean {
  return quality >= 80
}
