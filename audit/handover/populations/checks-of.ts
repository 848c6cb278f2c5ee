// Finds the checks that controls rested on at some time of a window.
import { touches } from "../../period/stretches.ts";
import { effectOf, statedControls } from "../../tables/policy/controls.ts";
import type { Asked } from "./asked.ts";

/** Their ids, sorted; null where no control is named. */
export function checksOf(controls: readonly string[], { policy, window }: Asked): readonly string[] | null {
  if (controls.length === 0) return null;
  const checks = [...statedControls(policy)]
    .filter((stated) => controls.includes(stated.control.id) && touches([effectOf(stated)], window))
    .flatMap(({ control }) => control.checks.map(({ check }) => check));
  return [...new Set(checks)].sort();
}
