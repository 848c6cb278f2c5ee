// The verdict in what `verify` or `start` printed.

/** The verdict of a line that has nothing else, but what stands before it in verify.py; "" where there is none. */
export const verdictPrinted = (stdout: string): string =>
  /^(?:verdict: +)?(INTACT|BROKEN|INCOMPLETE|STRAY)$/m.exec(stdout)?.[1] ?? "";
