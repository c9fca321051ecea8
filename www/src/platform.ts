/** What differs between the served page and the single file: here the served page. */
import { connect, type Client } from 'planscore/worker';

/** A client of a worker of its own. */
export function start(): Promise<Client> {
  // Offline from the second visit on; where there is no service worker the page works all the same.
  if ('serviceWorker' in navigator && isSecureContext) navigator.serviceWorker.register('sw.js').catch(() => undefined);
  return connect();
}

/** A file of the sample data. */
export async function sample(name: string): Promise<File> {
  return new File([await (await fetch(`samples/${name}`)).blob()], name);
}

/** What reads .xlsx and .docx, loaded when first needed. */
export function office(): Promise<typeof import('planscore/files')> {
  return import('planscore/files');
}
