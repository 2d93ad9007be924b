/** Copies rows of so many bytes; safe where both overlap. Both have the same stride. */
export function copyRows(from: usize, to: usize, stride: usize, rowBytes: usize, rows: i32): void {
  if (rowBytes === stride) {
    memory.copy(to, from, stride * <usize>rows)
    return
  }
  const upwards = to <= from
  for (let row = 0; row < rows; row += 1) {
    const offset = <usize>(upwards ? row : rows - 1 - row) * stride
    memory.copy(to + offset, from + offset, rowBytes)
  }
}
