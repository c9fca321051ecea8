/** What differs between the served page and the single file: here everything is inside. */
import packedFiles from 'planscore-files-packed';
import samples from 'planscore-samples';
import { filesFrom, type Files } from '../../npm/src/files-api.js';
import { unpack } from '../../npm/src/unpack.js';
import { connect, type Client } from 'planscore/worker';

/** Answers in the page's own thread: a file has no worker to load. */
export function start(): Promise<Client> {
  return connect({ worker: null });
}

/** A file of the sample data. */
export function sample(name: string): Promise<File> {
  return Promise.resolve(new File([samples[name] ?? ''], name));
}

const files = filesFrom(() => unpack(packedFiles));

/** What reads .xlsx and .docx. */
export function office(): Promise<Files> {
  return Promise.resolve(files);
}
