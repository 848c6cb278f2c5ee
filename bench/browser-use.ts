// Follows how much memory and processor time the processes below this one use, by what Linux counts as theirs.
import { readdirSync, readFileSync } from "node:fs";
import { setInterval } from "node:timers";

/**
 * In MiB, `all`: of all processes of the browser at one time, shared pages by their share; `page`: of the largest one. `cpuSeconds`: of all,
 * which a machine that is busy with other things does not lengthen.
 */
export type Used = { readonly all: number; readonly page: number; readonly cpuSeconds: number };

/** Samples until `stop` is called, which gives the most that was held, and the time since the beginning. */
export function followBrowser(everyMs = 250): { readonly stop: () => Used } {
  const began = cpuSeconds();
  let [all, page] = [0, 0];
  const timer = setInterval(() => {
    const held = descendants(process.pid).map(proportional);
    all = Math.max(
      all,
      held.reduce((sum, each) => sum + each, 0),
    );
    page = Math.max(page, ...held);
  }, everyMs);
  return {
    stop: () => {
      clearInterval(timer);
      return { all, page, cpuSeconds: cpuSeconds() - began };
    },
  };
}

function descendants(root: number): number[] {
  const parents = new Map<number, number>();
  for (const name of readdirSync("/proc")) {
    if (!/^\d+$/.test(name)) continue;
    const stat = textOf(`/proc/${name}/stat`);
    // The name in brackets may have spaces.
    const parent = Number(stat.slice(stat.lastIndexOf(")") + 2).split(" ")[1]);
    parents.set(Number(name), parent);
  }
  const found = [root];
  for (const pid of found) for (const [child, parent] of parents) if (parent === pid) found.push(child);
  return found.slice(1);
}

/** Linux counts hundredths of a second, for threads that ended too. */
const cpuSeconds = (): number =>
  descendants(process.pid).reduce((sum, pid) => {
    const stat = textOf(`/proc/${pid}/stat`);
    const fields = stat.slice(stat.lastIndexOf(")") + 2).split(" ");
    return sum + (Number(fields[11] ?? 0) + Number(fields[12] ?? 0)) / 100;
  }, 0);

const proportional = (pid: number): number =>
  Number(/^Pss:\s+(\d+) kB/m.exec(textOf(`/proc/${pid}/smaps_rollup`))?.[1] ?? 0) / 1024;

/** A process may have ended. */
function textOf(path: string): string {
  try {
    return readFileSync(path, "utf8");
  } catch {
    return "";
  }
}
