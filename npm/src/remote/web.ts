/** Workers of the web. */
import type { Home } from './client.js';
import { itself } from './source.js';
import type { Thread } from './thread.js';

/** Workers as a page has them; not every place where the scripts run has any. */
export function webWorkers(start: () => Worker): Pick<Home, 'worker' | 'cores' | 'send'> {
  return {
    worker: typeof Worker === 'undefined' ? null : (start as unknown as () => Thread),
    // Of two, the page and the browser, which hands the file over, have one.
    cores: () => (navigator.hardwareConcurrency > 2 ? navigator.hardwareConcurrency : 1),
    send: itself,
  };
}
