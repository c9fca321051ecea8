/** The worker's side: loads the core, then answers. */
import { init } from './index.js';
import type { Abort, Request } from './remote/protocol.js';
import { Server } from './remote/server.js';
import type { InitSource } from './source.js';

/** The part of a worker's scope that is used. */
declare const self: {
  postMessage(message: unknown, transfer?: Transferable[]): void;
  onmessage: (event: MessageEvent) => void;
};

const server = new Server((reply, transfer) => self.postMessage(reply, transfer));
const start = async (source: InitSource | undefined): Promise<void> => {
  const id = 0;
  try {
    await init(source);
    self.postMessage({ id, result: null });
  } catch (error) {
    self.postMessage({ id, defect: String(error) });
  }
};

self.onmessage = ({ data }: MessageEvent<{ source?: InitSource } | Request | Abort>) => {
  if ('source' in data) void start(data.source);
  else void server.take(data as Request | Abort);
};
