/** How a thread of Node is started. */
import { Worker } from 'node:worker_threads';
import type { Thread } from './thread.js';

/** A thread with the script beside this one. The process goes on for it only while it is asked. */
export function startThread(): Thread {
  const worker = new Worker(new URL('./worker-thread-node.js', import.meta.url));
  const thread: Thread = {
    postMessage: (message, transfer) => worker.postMessage(message, transfer as never),
    terminate: () => void worker.terminate(),
    hold: (isAsked) => (isAsked ? worker.ref() : worker.unref()),
    onmessage: null,
    onerror: null,
  };
  worker.on('message', (data) => thread.onmessage?.({ data } as never));
  worker.on('error', ({ message }: Error) => thread.onerror?.({ message, filename: '', lineno: 0 }));
  return thread;
}
