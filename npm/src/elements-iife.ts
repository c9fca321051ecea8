/**
 * Everything in one classic script: the functions, the elements, Office files and the worker, each with its bytes
 * inside. A page that has no build, from the disk or from an intranet, needs one script tag.
 */
import packedFiles from 'planscore-files-packed';
import workerScript from 'planscore-worker-script';
import './element.js';
import { filesFrom } from './files-api.js';
import { init } from './inline.js';
import packed from './packed.js';
import { connectWith, type Client, type ConnectOptions } from './remote/client.js';
import { webWorkers } from './remote/web.js';
import { unpack } from './unpack.js';

/** A worker whose script is inside of this one. */
function insideWorker(): Worker {
  const address = URL.createObjectURL(new Blob([workerScript], { type: 'text/javascript' }));
  try {
    return new Worker(address);
  } finally {
    URL.revokeObjectURL(address);
  }
}

/**
 * Starts a worker and connects to it; `worker: null` answers in the calling thread.
 *
 * @example
 * const client = await planscore.connect();
 */
export function connect(options: ConnectOptions = {}): Promise<Client> {
  return connectWith({ init, source: () => unpack(packed), ...webWorkers(insideWorker) }, options);
}

export const { xlsxToCsv, xlsxTable, xlsxSheets, docxToMarkdown } = filesFrom(() => unpack(packedFiles));
export * from './inline.js';
export type * from './element-jsx.js';
export type * from './element-types.js';
export type { Engine } from './engine-types.js';
export type { SheetTable } from './files-api.js';
export type * from './handles.js';
export type {
  Client,
  ConnectOptions,
  Control,
  RemoteDealsMaker,
  RemoteFunctions,
  RemoteOrdersMaker,
} from './remote/client.js';
