/** The same API in a worker. */
import { beside } from './beside.js';
import { init } from './index.js';
import { connectWith, type Client, type ConnectOptions } from './remote/client.js';
import { startWorker } from './remote/start.js';
import { webWorkers } from './remote/web.js';

/**
 * Starts a worker and connects to it; without `Worker` support everything runs in the calling thread.
 *
 * @example
 * const client = await connect();
 * const report = await client.checkPlan(text);
 * client.close();
 */
export function connect(options: ConnectOptions = {}): Promise<Client> {
  return connectWith({ init, source: beside, ...webWorkers(startWorker) }, options);
}

export * from './worker-names.js';
