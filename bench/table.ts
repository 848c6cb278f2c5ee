// Prints what was measured as rows of one Markdown table, each as soon as it is known.
import { cpus } from "node:os";

/** A figure beside its floor: the least that anybody would need for the same work, measured in the same run. */
export type Row = {
  readonly what: string;
  readonly figure: string;
  readonly floor?: string;
  /** Of the floor's speed. */
  readonly ratio?: number;
  readonly target?: string;
  readonly isMet?: boolean;
};

/** How often a figure is measured that is small enough. */
export const ROUNDS = 3;

export const median = (values: readonly number[]): number =>
  [...values].sort((a, b) => a - b)[Math.floor(values.length / 2)] as number;

export const MIB = 2 ** 20;

/** The machine, and the head of the table. */
export function printHead(): void {
  const [cpu] = cpus();
  console.log(`${cpu?.model ?? "unknown processor"}, ${cpus().length} cores, Node ${process.version}\n`);
  console.log("| measured | figure | floor | its speed reached | target | |\n|---|---|---|---|---|---|");
}

export function print({ what, figure, floor = "", ratio, target = "", isMet }: Row): void {
  const verdict = isMet === undefined ? "" : isMet ? "met" : "**missed**";
  console.log(`| ${[what, figure, floor, ratio?.toFixed(2) ?? "", target, verdict].join(" | ")} |`);
}
