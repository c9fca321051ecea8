/** What a worker does, of the web or of Node: it takes the module, then answers a client, or scouts for a worker. */
import { start } from '../runtime.js';
import type { Abort, Request, Start } from './protocol.js';
import { scoutFor } from './scout.js';
import { Server } from './server.js';
import { sourceOf } from './source.js';

/** The part of a worker's scope that is used. */
export interface Scope {
  postMessage(message: unknown, transfer?: Transferable[]): void;
  onmessage: ((event: MessageEvent) => void) | null;
}

/** Answers what a scope hears. */
export function attend(scope: Scope): void {
  const server = new Server((reply, transfer) => scope.postMessage(reply, transfer));
  const begin = async ({ module, errand }: Start): Promise<void> => {
    const id = 0;
    try {
      await start(() => module);
      if (errand !== undefined) scoutFor(errand.port, sourceOf(errand.file));
      scope.postMessage({ id, result: null });
    } catch (error) {
      scope.postMessage({ id, defect: String(error) });
    }
  };
  scope.onmessage = ({ data }: MessageEvent<Start | Request | Abort>) => {
    if ('module' in data) void begin(data);
    else void server.take(data);
  };
}
