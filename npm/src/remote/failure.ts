/** What to say where a worker cannot be had. */
import { PlanscoreError } from '../errors.js';
import type { Breakage } from './thread.js';

/** What happened to a worker, the first or another; a script that does not load says nothing of itself. */
export function failureOf({ message, filename, lineno }: Breakage, which = 1): PlanscoreError {
  if (message) return failed(filename ? `${message} (${filename}:${lineno})` : message, undefined, which);
  return new PlanscoreError('worker/not-found', {
    'zh-CN':
      '后台线程的脚本 worker-thread.js 无法加载：请把它放到脚本旁边（内容安全策略需允许 worker-src），' +
      "或传入 connect({ worker: () => new Worker(…) })，脚本为 'planscore/worker-thread'",
    en:
      "the worker's script worker-thread.js did not load: serve it beside the script (a policy must allow it in " +
      "worker-src), or pass connect({ worker: () => new Worker(…) }) with the script 'planscore/worker-thread'",
  });
}

/** A worker broke, the first or another. */
export function failed(why: string, cause?: unknown, which = 1): PlanscoreError {
  if (which > 1) why = `worker ${which}: ${why}`;
  return new PlanscoreError(
    'worker/failed',
    {
      'zh-CN': `后台线程出错：${why}`,
      en: `the worker failed: ${why}`,
    },
    cause === undefined ? {} : { cause },
  );
}
