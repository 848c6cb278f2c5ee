// Ends what is under way when the time of a request is over.

/** `signal` is aborted at `deadline` (ms since 1970); null without a deadline. The caller calls `done` in the end. */
export function untilDeadline(
  deadline: number | undefined,
  clock: () => number,
): { readonly signal: AbortSignal | null; readonly done: () => void } {
  if (deadline === undefined) return { signal: null, done: () => undefined };
  const controller = new AbortController();
  const end = (): void => controller.abort(new DOMException("the deadline has come", "TimeoutError"));
  const timer = setTimeout(end, Math.max(0, deadline - clock()));
  return { signal: controller.signal, done: () => clearTimeout(timer) };
}
