/** A thread of Node as a worker of the web is. */
import { parentPort } from 'node:worker_threads';
import { attend, type Scope } from './remote/attend.js';

attend(parentPort as unknown as Scope);
