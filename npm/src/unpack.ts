/** The bytes of a module that was gzipped and written in base64. */
export async function unpack(packed: string): Promise<Uint8Array<ArrayBuffer>> {
  const bytes = Uint8Array.from(atob(packed), (char) => char.charCodeAt(0));
  // No Blob: test documents have one without streams.
  const { readable, writable } = new DecompressionStream('gzip');
  const writer = writable.getWriter();
  void writer.write(bytes).then(() => writer.close());
  return new Uint8Array(await new Response(readable).arrayBuffer());
}
