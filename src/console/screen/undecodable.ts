/** The data of a rectangle are not what its kind and size ask for. */
export class Undecodable extends Error {
  override readonly name = 'Undecodable'
}
