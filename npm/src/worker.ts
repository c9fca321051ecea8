/** The same API in a worker. */
import { beside } from './beside.js';
import { init } from './index.js';
import { connectWith, type Client, type ConnectOptions } from './remote/client.js';
import { startWorker } from './remote/start.js';

/**
 * Starts a worker and connects to it; without `Worker` support everything runs in the calling thread.
 *
 * @example
 * const client = await connect();
 * const report = await client.checkPlan(text);
 * client.close();
 */
export function connect(options: ConnectOptions = {}): Promise<Client> {
  return connectWith({ init, source: beside, worker: startWorker }, options);
}

export type * from './columns.js';
export type { Engine } from './engine-types.js';
export { PlanscoreError } from './errors.js';
export type * from './handles.js';
export type * from './queries.js';
export type {
  Client,
  ConnectOptions,
  Control,
  RemoteDealsMaker,
  RemoteFunctions,
  RemoteOrdersMaker,
} from './remote/client.js';
export type * from './source.js';
export type * from './types.js';
