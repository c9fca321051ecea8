/** Who reads a large file: further workers beside the first, each of which answers to it through a port of its own. */
import { failed, failureOf } from './failure.js';
import { slicesOf } from './slices.js';
import type { Sending } from './source.js';
import type { Thread } from './thread.js';

/** Slices that are worth a worker. */
const WORTH = 4;
/** Workers that are used without being asked for. */
const MOST = 8;

/** How many workers read a file, the first included. */
export function workersFor(file: Blob, given: number | undefined, cores: number): number {
  return Math.max(1, Math.min(given ?? Math.min(cores, MOST), Math.floor(slicesOf(file) / WORTH)));
}

/** Further workers for one file. */
export class Crew {
  /** Where the first worker asks them. */
  readonly ports: MessagePort[] = [];
  readonly #threads: Thread[] = [];
  readonly #sent: Sending[] = [];

  /** Starts so many; the first that breaks is told of by its number. */
  constructor(
    count: number,
    module: WebAssembly.Module,
    start: () => Thread,
    send: () => Sending,
    fail: (error: unknown) => void,
  ) {
    for (let i = 0; i < count; i++) {
      const thread = start();
      this.#threads.push(thread);
      // The process goes on for the first worker as long as these are asked.
      thread.hold?.(false);
      thread.onerror = (event) => fail(failureOf(event, i + 2));
      // Of a scout, nothing but a core that does not start is told here.
      thread.onmessage = ({ data }) => {
        if ('defect' in data) fail(failed(data.defect, undefined, i + 2));
      };
      const { port1, port2 } = new MessageChannel();
      const sending = send();
      this.ports.push(port1);
      this.#sent.push(sending);
      thread.postMessage({ module, errand: { port: port2, file: sending.file } }, [port2, ...sending.transfer]);
    }
  }

  /** Ends them. */
  end(): void {
    for (const thread of this.#threads) thread.terminate();
    for (const { end } of this.#sent) end();
  }
}
