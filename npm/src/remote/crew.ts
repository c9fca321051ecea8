/** Further workers for one large file: each answers to the first through a port of its own. */
import { failed, failureOf } from './failure.js';
import { slicesOf } from './slices.js';
import type { Thread } from './thread.js';

/** Slices that are worth a worker. */
const WORTH = 4;
/** Workers that are used without being asked for. */
const MOST = 8;

/** Who reads a file besides the first worker. */
export interface Crew {
  ports: MessagePort[];
  /** Ends them. */
  end(): void;
}

/** How many workers read a file, the first included. */
export function workersFor(file: unknown, given: number | undefined, cores: number): number {
  // By its tag: what comes from a frame is of no class of this realm.
  if (!/^\[object (File|Blob)\]$/.test(Object.prototype.toString.call(file))) return 1;
  return Math.max(1, Math.min(given ?? Math.min(cores, MOST), Math.floor(slicesOf(file as Blob) / WORTH)));
}

/** Starts so many workers; the first that breaks is told of. */
export function startCrew(
  count: number,
  module: WebAssembly.Module,
  start: () => Thread,
  fail: (error: unknown) => void,
): Crew {
  const threads: Thread[] = [];
  const ports: MessagePort[] = [];
  for (let i = 0; i < count; i++) {
    const thread = start();
    threads.push(thread);
    // The first worker is asked as long as these are.
    thread.hold?.(false);
    const name = { 'zh-CN': `第 ${i + 2} 个`, en: `number ${i + 2}` };
    thread.onerror = (event) => fail(failureOf(event, name));
    // Only a core that does not start is told of here.
    thread.onmessage = ({ data }) => {
      if ('defect' in data) fail(failed(data.defect, undefined, name));
    };
    const { port1, port2 } = new MessageChannel();
    ports.push(port1);
    thread.postMessage({ module, port: port2 }, [port2]);
  }
  return { ports, end: () => threads.forEach((thread) => thread.terminate()) };
}
