/** What `planscore/worker` offers beside `connect`, in browsers and in Node alike. */
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
