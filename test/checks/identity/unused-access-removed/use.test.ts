// The cut to the week makes no verdict wrong: what was used within the days is in use, and what was not is unused a week later.
import { expect, test } from "vitest";
import { useOf } from "../../../../checks/identity/unused-access-removed/use.ts";
import { weekOf } from "../../../../collectors/week.ts";
import { Random } from "../../../support/model/simulation/random.ts";
import { runs } from "../../../support/scale.ts";

const HOUR_MS = 3_600_000;
const DAY_MS = 24 * HOUR_MS;
const iso = (ms: number): string => new Date(ms).toISOString();

test("by every use and every moment of asking", () => {
  const random = new Random(20260901);
  const seen = new Map<string, number>();
  for (let run = 0; run < runs(20_000); run += 1) {
    const now = Date.UTC(2026, 0, 1) + random.below(400 * 24) * HOUR_MS + random.below(3_600_000);
    const parameters = { days: 1 + random.below(90), graceDays: random.below(90) };
    const made = now - random.below(400 * 24) * HOUR_MS;
    const used = random.below(4) === 0 ? null : Math.max(made, now - random.below(200 * 24) * HOUR_MS);
    const week = used === null ? null : weekOf(iso(used));
    const said = useOf({ week, from: iso(made) }, { parameters, asOf: iso(now) });
    const isNew = now <= made + parameters.graceDays * DAY_MS;
    const wasUsed = used !== null && now <= used + parameters.days * DAY_MS;
    const wasUsedLately = used !== null && now < used + (parameters.days + 7) * DAY_MS;
    if (isNew || wasUsed) expect(said, `${iso(now)} ${used === null ? "never" : iso(used)}`).toBe("in use");
    if (!isNew && !wasUsedLately) expect(said, `${iso(now)} ${used === null ? "never" : iso(used)}`).toBe("unused");
    seen.set(said, (seen.get(said) ?? 0) + 1);
  }
  expect(Math.min(seen.get("in use") ?? 0, seen.get("unused") ?? 0)).toBeGreaterThan(100);
});
