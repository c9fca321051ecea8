/** A file as a worker reads it: as it is, or asked of the thread that has it. */

/** Bytes that are read a part at a time. */
export interface Source {
  size: number;
  /** Some of them. */
  read(from: number, to: number): Promise<ArrayBuffer>;
  /** All of them, from the beginning to the end. */
  pieces(): AsyncGenerator<Uint8Array>;
}

/** A file on its way to a worker. */
export type Sent = Blob | Served;

/** A file that stays in its thread, which answers behind a port: Node's files do not survive the way. */
export interface Served {
  size: number;
  port: MessagePort;
}

/** Bytes that are asked for while those before them are looked at. */
const PIECE = 1024 * 1024;

/** A file as it came. */
export function sourceOf(sent: Sent): Source {
  const { size } = sent;
  if (!('port' in sent)) {
    return { size, read: (from, to) => sent.slice(from, to).arrayBuffer(), pieces: () => streamed(sent) };
  }
  const { port } = sent;
  const waiting: { resolve: (bytes: ArrayBuffer) => void; reject: (error: unknown) => void }[] = [];
  port.onmessage = ({ data }: MessageEvent<ArrayBuffer | { failure: string }>) => {
    const next = waiting.shift();
    if ('failure' in data) next?.reject(new Error(data.failure));
    else next?.resolve(data);
  };
  const read = (from: number, to: number): Promise<ArrayBuffer> =>
    new Promise((resolve, reject) => {
      waiting.push({ resolve, reject });
      port.postMessage([from, to]);
    });
  return { size, read, pieces: () => asked(size, read) };
}

/** How a file is sent to a worker, and what ends with the reading. */
export interface Sending {
  file: Sent;
  transfer: Transferable[];
  end(): void;
}

/** Sends a file itself. */
export const itself = (file: Blob): Sending => ({ file, transfer: [], end: () => undefined });

/** Keeps a file here and answers for it, in the order in which it is asked. */
export function served(file: Blob): Sending {
  const { port1, port2 } = new MessageChannel();
  let last: Promise<unknown> = Promise.resolve();
  port1.onmessage = ({ data: [from, to] }: MessageEvent<[number, number]>) => {
    const bytes = file.slice(from, to).arrayBuffer();
    last = Promise.allSettled([bytes, last]).then(([read]) => {
      if (read.status === 'fulfilled') port1.postMessage(read.value, [read.value]);
      else port1.postMessage({ failure: String(read.reason) });
    });
  };
  return { file: { size: file.size, port: port2 }, transfer: [port2], end: () => port1.close() };
}

async function* streamed(file: Blob): AsyncGenerator<Uint8Array> {
  const reader = file.stream().getReader();
  try {
    for (;;) {
      const { done, value } = await reader.read();
      if (done) return;
      yield value;
    }
  } finally {
    await reader.cancel();
  }
}

async function* asked(size: number, read: Source['read']): AsyncGenerator<Uint8Array> {
  let next = read(0, PIECE);
  for (let from = 0; from < size; from += PIECE) {
    const bytes = new Uint8Array(await next);
    next = read(from + PIECE, from + 2 * PIECE);
    // Whoever gives up does not wait for it.
    next.catch(() => undefined);
    yield bytes;
  }
}
