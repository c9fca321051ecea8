/** The command line says something that is not understood. */
export class Misuse extends Error {
  override readonly name = 'Misuse';
}
