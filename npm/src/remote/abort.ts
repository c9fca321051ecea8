/** What is given up, and why: Chrome and Edge have `reason` from 98 on and `throwIfAborted` from 100 on, the package runs in 96. */

/** Why a signal was aborted. */
export function reasonOf(signal: AbortSignal): Error {
  return (signal.reason ?? new DOMException('the operation was aborted', 'AbortError')) as Error;
}

/** Gives up where a signal says so. */
export function stopIfAborted(signal: AbortSignal): void {
  if (signal.aborted) throw reasonOf(signal);
}
