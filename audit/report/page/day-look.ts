// Defines how each status of a day looks: a class, a sign that tells it apart without colour, and what it means.
import type { ControlDay, DayStatus } from "../../period/control-days.ts";

export type DayLook = { readonly name: string; readonly sign: string; readonly means: string };

export const DAY_LOOKS: { readonly [status in DayStatus]: DayLook } = {
  "not met": { name: "x", sign: "×", means: "an exception went on: a failure past the limit, under no accepted risk" },
  "not observed": { name: "q", sign: "?", means: "something was not read all day, so nobody knows how it stood" },
  "failing within the limit": {
    name: "t",
    sign: "!",
    means: "something failed, and nothing is known to be past the limit",
  },
  "failing under an accepted risk": {
    name: "a",
    sign: "A",
    means: "something failed while its risk was accepted on record",
  },
  "partly observed": { name: "p", sign: "~", means: "all that was read was met, and some of the day was not read" },
  met: { name: "m", sign: "", means: "every run that was due was made, and nothing failed" },
  "no items": { name: "n", sign: "–", means: "all was read, and there is nothing that the control speaks of" },
  "out of scope": { name: "o", sign: "○", means: "all that there is lies outside the boundary" },
  "not in effect": { name: "e", sign: "·", means: "the control was not in effect" },
};

/** The class of a day: its status, and corners for what holds beside it. */
export function dayClass({ status, marks }: Pick<ControlDay, "status" | "marks">): string {
  const isUnread = marks.includes("not observed") || marks.includes("partly observed");
  const isDoubtful = marks.includes("possibly late");
  return `${DAY_LOOKS[status].name}${isUnread ? " u" : ""}${isDoubtful ? " d" : ""}`;
}

/** The other things that hold on a day, in words; empty where there are none. */
export function besides({ marks, failing, unread }: ControlDay): string {
  const said: string[] = marks.map((mark) => (mark === "possibly late" ? "possibly an exception" : mark));
  if (failing > 0) said.push(`${failing} failing`);
  if (unread > 0) said.push(`${unread} items or units not read at some time`);
  return said.join(", ");
}
