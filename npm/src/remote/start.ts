/** How a worker is started. */
import { failed } from './failure.js';

/** The part of the page's `trustedTypes` that is used; its type is in no library yet. */
interface TrustedTypes {
  createPolicy(name: string, rules: { createScriptURL: (url: string) => string }): {
    createScriptURL(url: string): string;
  };
}

let policy: ReturnType<TrustedTypes['createPolicy']> | undefined;

/** A worker with the script beside this one, also where a page demands trusted types: its policy is `planscore`. */
export function startWorker(): Worker {
  try {
    // Bundlers know a worker by this very expression.
    return new Worker(new URL('./worker-thread.js', import.meta.url), { type: 'module' });
  } catch (cause) {
    const { trustedTypes } = globalThis as { trustedTypes?: TrustedTypes };
    if (trustedTypes === undefined) throw failed(String(cause), cause);
    const here = import.meta.url;
    policy ??= trustedTypes.createPolicy('planscore', { createScriptURL: (url) => url });
    return new Worker(policy.createScriptURL(new URL('./worker-thread.js', here).href), { type: 'module' });
  }
}
