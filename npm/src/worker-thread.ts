/** The worker's side: takes the module that the page compiled, then answers. */
import type { Abort, Request, Start } from './remote/protocol.js';
import { Server } from './remote/server.js';
import { start } from './runtime.js';

/** The part of a worker's scope that is used. */
declare const self: {
  postMessage(message: unknown, transfer?: Transferable[]): void;
  onmessage: (event: MessageEvent) => void;
};

const server = new Server((reply, transfer) => self.postMessage(reply, transfer));

async function begin({ module }: Start): Promise<void> {
  const id = 0;
  try {
    await start(() => module);
    self.postMessage({ id, result: null });
  } catch (error) {
    self.postMessage({ id, defect: String(error) });
  }
}

self.onmessage = ({ data }: MessageEvent<Start | Request | Abort>) => {
  if ('module' in data) void begin(data);
  else void server.take(data);
};
