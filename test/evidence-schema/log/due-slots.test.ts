// Slots of an interval against the rule written down plainly, and a count that does not grow with what it counts.
import fc from "fast-check";
import { expect, test } from "vitest";
import { countSlots, dueSlots } from "../../../evidence-schema/log/due-slots.ts";
import type { Schedule } from "../../../evidence-schema/documents/document-schema.ts";
import { formatTimestamp, parseTimestamp } from "../../../evidence-schema/bytes/timestamp.ts";

const FROM = "2026-09-01T07:00:00.000Z";
const schedule = (everySeconds: number | null): Schedule => ({
  v: 1,
  kind: "schedule",
  everySeconds,
  from: FROM,
  graceSeconds: 0,
  eventCadenceSeconds: 0,
});
const start = parseTimestamp(FROM);

test("they are from + k * everySeconds, after the one instant and up to the other", () => {
  const ms = fc.integer({ min: -400_000, max: 400_000 });
  fc.assert(
    fc.property(fc.integer({ min: 60, max: 130 }), ms, ms, fc.integer({ min: 0, max: 4 }), (every, a, b, named) => {
      const rule: string[] = [];
      for (let k = 0; k <= 10; k += 1) {
        const slot = start + k * every * 1000;
        if (slot > start + a && slot <= start + b) rule.push(formatTimestamp(slot));
      }
      expect(dueSlots(schedule(every), start + a, start + b)).toEqual(rule);
      expect(countSlots(schedule(every), start + a, start + b, named)).toEqual({
        count: rule.length,
        first: rule.slice(0, named),
      });
    }),
  );
});

test("there are none of a schedule that has none", () => {
  expect(countSlots(schedule(null), start - 1, start, 9)).toEqual({ count: 0, first: [] });
});

test("a thousand years of minutes are counted at once", () => {
  const until = Date.UTC(3026, 8, 1, 7);
  const { count, first } = countSlots(schedule(60), start - 1, until, 2);
  expect(count).toBe((until - start) / 60_000 + 1);
  expect(first).toEqual([FROM, "2026-09-01T07:01:00.000Z"]);
});
