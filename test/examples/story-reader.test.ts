// The reader of the story tells again what it read: the same as exports of that moment that are read anew.
import { expect, test } from "vitest";
import { configuredChecks } from "../../config/configured-checks.ts";
import { readConfig } from "../../config/define-config.ts";
import type { Item, ReadRequest, ScopeReading } from "../../collectors/port.ts";
import { companyAt } from "../../examples/quarter/company.ts";
import { Estate } from "../../examples/quarter/exports/estate.ts";
import { storyReader } from "../../examples/quarter/exports/reader.ts";
import { StoryClock } from "../../examples/quarter/story-clock.ts";
import { prepare, scenes } from "../../examples/quarter/story.ts";
import { plannedUnits } from "../../observation/plan/plan.ts";
import { temporaryDirectory } from "../support/ledger/temporary-directory.ts";

const BEGINS = Date.parse("2026-06-30T06:00:00.000Z");
const DAY_MS = 86_400_000;

const config = readConfig(companyAt({ maxKeyAgeDays: 365, isBucketAccepted: false, isScheduled: true }), "company.ts");
const checks = configuredChecks(config);
const people = { person: (provider: string, value: string) => `${provider}:${value}`, remember: () => {} };
const requests = config.scopes.map(({ scope, regions }): ReadRequest => ({
  scope,
  units: plannedUnits(checks, { scope, regions }),
  ...people,
}));

type Told = { readonly items: readonly Item[]; readonly reading: ScopeReading };

async function tellings(reader: ReturnType<typeof storyReader>): Promise<Told[]> {
  const told: Told[] = [];
  for (const request of requests) {
    const items: Item[] = [];
    told.push({ reading: await reader.read(request, (item) => items.push(item)), items });
  }
  return told;
}

test("what is told again is what would be read", async () => {
  const estate = new Estate(temporaryDirectory(), BEGINS);
  const at = new Date(BEGINS).toISOString();
  prepare(estate, at);
  const clock = new StoryClock(BEGINS + 20_000);
  const kept = storyReader(estate, clock, () => true);
  const before = await tellings(kept);
  for (const scene of scenes.slice(0, 2)) scene.edit?.(estate, `${scene.at}:00.000Z`);
  const later = BEGINS + 20 * DAY_MS;
  clock.moveTo(later);
  const again = await tellings(kept);
  const anewAt = new StoryClock(later);
  const anew = await tellings(storyReader(estate, anewAt, () => true));
  expect(again).toEqual(anew);
  expect(again).not.toEqual(before);
  // AWS Config dates its items itself; all else is as of the reading.
  const times = again.flatMap(({ items }) => items.map(({ dataTime }) => dataTime));
  expect(times.some((time) => time < at)).toBe(true);
  expect(times.some((time) => time >= new Date(later).toISOString())).toBe(true);
});
