// Reads one shard (scopes that share a budget) until its time is over, and keeps what was read for whoever compares it.
import { z } from "zod";
import type { Reader } from "../../collectors/port.ts";
import { rereadResources, canReread } from "../../observation/reading/answering.ts";
import { keepReread, keysToReread, NEEDED_READS } from "../../observation/reading/kept-answers.ts";
import { readParts } from "../../observation/reading/read-parts.ts";
import { readPlan } from "../../observation/reading/run-plan.ts";
import { enrolledScope, refuseOtherDeployment, tests, unitsOf } from "../environment/company.ts";
import { handle } from "../environment/handle.ts";
import { clock, keepOf, openLedger, openNames } from "../environment/places.ts";

/** `next`: where an invocation before stopped. `needs`: reread where resources of the one scope of the shard are read by name. */
const Event = z.object({
  run: z.string(),
  scopes: z.array(z.string()).min(1),
  attempt: z.int().min(1),
  needs: z.enum(NEEDED_READS).default("read"),
  next: z.object({ scope: z.int().min(0), part: z.int().min(0) }).default({ scope: 0, part: 0 }),
});

/** A list of a cloud's scopes takes no more of the time in which scopes are read. */
export const LISTING_MS = 60_000;

/**
 * The handler of a cloud's function. `open`: its reader, given the scopes that are still to be read. `begin`: the work that
 * comes before the first scope of a run is read; it is called again where an invocation is repeated.
 */
export const collecting = (
  open: (scopes: readonly string[]) => Reader,
  begin: (run: string) => Promise<void> = () => Promise.resolve(),
) =>
  handle(Event, async ({ run, scopes, attempt, needs, next }, deadline) => {
    const keep = keepOf(run);
    const plan = await readPlan(keep);
    refuseOtherDeployment(plan);
    const ledger = await openLedger(plan.landmarks);
    const names = await openNames(ledger.genesis.salt);
    const people = { person: names.person, remember: names.remember };
    const reader = open(scopes.slice(next.scope));
    const done = { run, scopes, attempt, needs };
    if (needs === "reread") {
      const of = { scope: scopes[0] as string, attempt };
      const keys = (await keysToReread(keep, of)) ?? [];
      if (canReread(reader))
        await keepReread(
          keep,
          of,
          await rereadResources(reader, tests, { scope: of.scope, deadline, ...people }, keys),
        );
      await names.flush();
      return { result: { ...done, more: false }, counts: { Asked: keys.length } };
    }
    if (attempt === 1 && next.scope === 0 && next.part === 0) await begin(run);
    const shard = scopes.map((scope) => ({ enrolled: enrolledScope(scope), units: unitsOf(enrolledScope(scope)) }));
    const read = await readParts({
      ledger,
      keep,
      reader,
      tests,
      people,
      scopes: shard,
      attempt,
      from: next,
      deadline,
      clock,
    });
    await names.flush();
    return { result: { ...done, next: read.next ?? next, more: read.next !== null }, counts: { Calls: read.calls } };
  });
