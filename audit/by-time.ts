// Says beside a verdict that time alone turned it, so that nobody looks for a change that nobody made.

/** The verdict's sentence; where time alone turned the result, with a word on that. `outcome`: the new one. */
export function becauseOfTime(
  because: string,
  { byTime, outcome }: { byTime: boolean; outcome: string | null },
): string {
  if (!byTime) return because;
  return `${because} (${outcome === "fail" ? "passed its limit" : "ended by time alone"}; nothing was changed)`;
}
