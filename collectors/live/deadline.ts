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

/** `answer`; rejects with the reason of `signal` as soon as that ends the reading: for what can't be ended itself. */
export async function untilEnded<T>(signal: AbortSignal | null, answer: Promise<T>): Promise<T> {
  if (signal === null) return answer;
  const { promise: ended, reject } = Promise.withResolvers<never>();
  const end = (): void => reject(signal.reason as Error);
  if (signal.aborted) end();
  else signal.addEventListener("abort", end, { once: true });
  try {
    return await Promise.race([answer, ended]);
  } finally {
    signal.removeEventListener("abort", end);
    answer.catch(() => undefined);
  }
}
