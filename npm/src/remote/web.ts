/** Workers of the web. */
import type { Thread } from './thread.js';

/** Workers as a page has them; not every place where the scripts run has any. */
export function webWorkers(start: () => Worker): { worker: (() => Thread) | null; cores: () => number } {
  return {
    worker: typeof Worker === 'undefined' ? null : (start as unknown as () => Thread),
    cores: () => navigator.hardwareConcurrency || 1,
  };
}
