/** From bytes to text. */

/** UTF-8 or UTF-16 by their marks, UTF-8 where it is valid, else GB18030; `beginning` forgives a cut end. */
export function decode(bytes: Uint8Array, beginning = false): string {
  if (bytes[0] === 0xff && bytes[1] === 0xfe) return new TextDecoder('utf-16le').decode(bytes);
  if (bytes[0] === 0xfe && bytes[1] === 0xff) return new TextDecoder('utf-16be').decode(bytes);
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes, { stream: beginning });
  } catch {
    return new TextDecoder('gb18030').decode(bytes);
  }
}
