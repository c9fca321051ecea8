/** What to say where a worker cannot be had. */
import { PlanscoreError } from '../errors.js';
import type { Locale } from '../types.js';
import type { Breakage } from './thread.js';

/** Which of several workers, in words. */
export type Named = Record<Locale, string>;

/** What happened to a worker; a script that does not load says nothing of itself. */
export function failureOf({ message, filename, lineno }: Breakage, which?: Named): PlanscoreError {
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

/** A worker broke: which one, where there are several. */
export function failed(why: string, cause?: unknown, which?: Named): PlanscoreError {
  return new PlanscoreError(
    'worker/failed',
    {
      'zh-CN': `${which?.['zh-CN'] ?? ''}后台线程出错：${why}`,
      en: `the worker ${which === undefined ? '' : `${which.en} `}failed: ${why}`,
    },
    cause === undefined ? {} : { cause },
  );
}
