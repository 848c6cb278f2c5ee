// Holds the first page of a report against a recount, number by number.
import { UNREAD } from "./days.ts";
import type { FirstPage } from "./first-page.ts";
import { words } from "./lasted.ts";
import type { Found } from "./recount.ts";

/** One line for each number that differs: what the page says, and what was counted. */
export function differences(page: FirstPage, found: Found): string[] {
  const lines: string[] = [];
  const same = (what: string, said: unknown, counted: unknown): void => {
    const [left, right] = [JSON.stringify(said), JSON.stringify(counted)];
    if (left !== right) lines.push(`${what}: found ${left}, expected ${right}`);
  };
  const expected = cardsOf(found);
  for (const [name, counted] of Object.entries(expected)) same(`card ${name}`, numbersOf(page.cards[name]), counted);
  same(
    "controls",
    [...page.controls.keys()],
    found.controls.map(({ id }) => id),
  );
  for (const control of found.controls) {
    const row = page.controls.get(control.id);
    if (row === undefined) continue;
    same(`items of ${control.id}`, row.items, control.items);
    const counts = Object.entries(Object.groupBy(control.days, ({ status }) => status));
    same(
      `days by status of ${control.id}`,
      inOrder(Object.entries(row.byStatus)),
      inOrder(counts.map(([status, days]) => [status, days.length])),
    );
    same(`number of cells of ${control.id}`, row.days.length, control.days.length);
    for (const [index, day] of control.days.entries()) same(`day ${index} of ${control.id}`, row.days[index], day);
  }
  const { runs } = found;
  const made = runs.made === runs.due ? `all ${runs.due} made` : `${runs.made} of ${runs.due} made`;
  const seals = `${runs.seals} ${runs.seals === 1 ? "seal" : "seals"}`;
  const ran = runs.seals === 0 ? "none" : runs.isScheduled ? made : seals;
  const said = page.facts["Runs"] ?? "";
  if (!said.startsWith(ran)) same("runs", said, ran);
  const without = /longest time without one was (.*?)\. Between/.exec(said)?.[1];
  if (runs.seals > 0) same("longest time without a run", without, words(runs.longestWithout));
  const period = page.facts["Period"] ?? "";
  same("still running", period.startsWith("still running"), found.isSoFar);
  const unsettled = /the last (.*) can still change/.exec(period)?.[1] ?? null;
  if (!found.isSoFar) same("not settled", unsettled, runs.unsettled === 0 ? null : words(runs.unsettled));
  const [said2, counted2] = [new Set(page.exceptions), new Set(found.exceptions)];
  for (const row of page.exceptions) if (!counted2.has(row)) lines.push(`exceptions: found ${row}, expected none such`);
  for (const row of found.exceptions) if (!said2.has(row)) lines.push(`exceptions: found no ${row}`);
  same("rows of exceptions", page.exceptions.length, found.exceptions.length);
  return lines;
}

/** The numbers of each card, in the order in which it says them. */
function cardsOf({ controls, failures, openAtEnd, scopes }: Found): Record<string, number[]> {
  const verdicts = controls.flatMap((control) => control.verdicts.map((each) => ({ ...each, control: control.id })));
  const of = (status: string) => verdicts.filter((each) => each.status === status);
  const exceptions = of("exception");
  const on = new Set(exceptions.map(({ control }) => control)).size;
  const inEffect = controls.filter(({ isInEffect }) => isInEffect).length;
  const days = controls.flatMap((control) => control.days).filter(({ status }) => status !== "not in effect");
  const met = days.filter(({ status }) => status === "met").length;
  const share = days.length === 0 ? [] : [Math.floor((met * 1000) / days.length) / 10];
  const unread = ["not observed", "partly observed"].map(
    (status) => days.filter((each) => each.status === status).length,
  );
  const beside = days.filter(({ status, isUnread }) => isUnread && !UNREAD.includes(status)).length;
  const items = controls.reduce((sum, control) => sum + control.items, 0);
  const some = (count: number): number[] => (count > 0 ? [count] : []);
  return {
    exceptions: [exceptions.length, on, inEffect, ...some(openAtEnd), of("possible exception").length],
    failures: [failures, items, ...LESSER.map((status) => of(status).length)],
    days: [...share, days.length, met, ...unread, beside],
    scopes: [scopes.read, scopes.all, ...some(scopes.excluded), ...some(scopes.found), ...some(scopes.unlisted)],
  };
}

const LESSER = ["corrected in time", "accepted", "open within its limit", "ended uncorrected"];

const numbersOf = (text: string | undefined): number[] => (text?.match(/\d+(?:\.\d+)?/g) ?? []).map(Number);

const inOrder = (counts: readonly (readonly [string, number])[]): readonly (readonly [string, number])[] =>
  counts.toSorted(([a], [b]) => (a < b ? -1 : 1));
