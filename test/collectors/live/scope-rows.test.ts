// Rows of many small scopes: they come out as they went in, and hold no more memory than they need.
import { setFlagsFromString } from "node:v8";
import { runInNewContext } from "node:vm";
import { expect, test } from "vitest";
import { ScopeRows } from "../../../collectors/live/scope-rows.ts";

const DATA_TIME = "2026-09-01T06:00:00.000Z";
const rowOf = (place: number) => ({ name: `subnetwork-${place}`, tags: Array.from({ length: 40 }, (_, at) => at) });

test("rows come in the order in which they were taken, pressed or not", () => {
  const rows = new ScopeRows(DATA_TIME, false);
  for (const place of [1, 2, 3, 4]) {
    rows.take("a", rowOf(place));
    if (place % 2 === 0) rows.pressed();
  }
  rows.take("a", rowOf(5));
  expect([...rows.of("a")]).toEqual([1, 2, 3, 4, 5].map(rowOf));
  expect([...rows.of("b")]).toEqual([]);
});

test("3,000 scopes with one row each keep less than 4 MiB beside the heap", () => {
  setFlagsFromString("--expose-gc");
  const collect = runInNewContext("gc") as () => void;
  const held = (): number => {
    for (let times = 0; times < 3; times += 1) collect();
    return process.memoryUsage().arrayBuffers;
  };
  const before = held();
  const scopes = Array.from({ length: 3_000 }, (_, place) => {
    const rows = new ScopeRows(DATA_TIME, false);
    rows.take("a", rowOf(place));
    return rows.pressed();
  });
  expect((held() - before) / 2 ** 20).toBeLessThan(4);
  expect([...(scopes.at(-1)?.of("a") ?? [])]).toEqual([rowOf(2_999)]);
});
