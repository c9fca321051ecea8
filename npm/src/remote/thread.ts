/** A worker, of the web or of Node, as far as it is used. */
import type { Reply } from './protocol.js';

/** What became of a worker that broke, as far as it is told. */
export type Breakage = Pick<ErrorEvent, 'message' | 'filename' | 'lineno'>;

export interface Thread {
  postMessage(message: unknown, transfer: Transferable[]): void;
  terminate(): void;
  /** Says whether it is asked anything: in Node the process goes on as long. */
  hold?(isAsked: boolean): void;
  onmessage: ((event: MessageEvent<Reply>) => void) | null;
  onerror: ((event: Breakage) => void) | null;
}
