/** The same API in a thread of Node. */
import { availableParallelism } from 'node:os';
import { beside } from './beside-node.js';
import { PlanscoreError } from './errors.js';
import { init } from './node.js';
import { connectWith, type Client, type ConnectOptions } from './remote/client.js';
import { served } from './remote/source.js';
import { startThread } from './remote/start-node.js';

/**
 * Starts a worker and connects to it; without `Worker` support everything runs in the calling thread.
 *
 * @example
 * const client = await connect();
 * const report = await client.checkPlan(text);
 * client.close();
 */
export async function connect(options: ConnectOptions = {}): Promise<Client> {
  const home = { init, source: beside, worker: startThread, cores: availableParallelism, send: served };
  try {
    return await connectWith(home, options);
  } catch (error) {
    // A bundler for servers moves this script away from the thread's: then everything runs here.
    const isAway = error instanceof PlanscoreError && error.code === 'worker/failed' && options.worker === undefined;
    if (!isAway) throw error;
    return connectWith(home, { ...options, worker: null });
  }
}

export * from './worker-names.js';
