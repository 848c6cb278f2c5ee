// Runs `npm run bench:aging`: makes a ledger of 10,000 runs, and counts what an unchanged run asks of S3 at its beginning and at
// its end, equally far from the latest full segment. Prints both, and whether they are equal. Then it counts hourly runs in
// the middle between two full segments, with and without segments that the functions keep.
import { LongHistory } from "../test/support/ledger/long-history.ts";
import type { Counts } from "../test/support/servers/memory-s3.ts";

const SCOPE = "aws/111111111111";
const AGES = [10, 1_000, 10_000];

const history = await LongHistory.create([SCOPE]);
try {
  let distance: number | null = null;
  const seen = new Set<string>();
  for (const age of AGES) {
    while (history.runs < age) await history.pass();
    distance ??= await history.sinceFull(SCOPE);
    while ((await history.sinceFull(SCOPE)) !== distance) await history.pass();
    // The first that goes step by step finds no plan and no cursor of the run before.
    await history.count();
    const counts = await history.count();
    const shown = Object.entries(counts).map(
      ([step, { put, list, get }]) => `${step} put ${put}, list ${list}, get ${get}`,
    );
    console.log(`after ${history.runs - 1} runs, ${history.objects} objects: ${shown.join("; ")}`);
    seen.add(shown.join());
  }
  console.log(seen.size === 1 ? "equal" : "NOT equal");
} finally {
  await history.stop();
}

/** The middle of a week of hourly runs, and as many runs as come between two puts of a cache, twice. */
const [MIDDLE, COUNTED] = [84, 10];

const CASES = [
  { caches: false, scopes: 1 },
  { caches: true, scopes: 1 },
  { caches: true, scopes: 3 },
];

for (const { caches, scopes } of CASES) {
  const accounts = Array.from({ length: scopes }, (_, i) => (i === 0 ? SCOPE : `aws/22222222222${i}`));
  const hourly = await LongHistory.create(accounts, { everySeconds: 3600, caches, buckets: 4000 });
  try {
    while (hourly.runs < MIDDLE - COUNTED / 2) await hourly.pass();
    // The first one finds no cache.
    await hourly.count();
    const sums = new Map<string, Counts>();
    for (let run = 0; run < COUNTED; run += 1)
      for (const [step, { put, list, get }] of Object.entries(await hourly.count())) {
        const sum = sums.get(step) ?? { put: 0, list: 0, get: 0 };
        sums.set(step, { put: sum.put + put, list: sum.list + list, get: sum.get + get });
      }
    const shown = [...sums].map(
      ([step, { put, list, get }]) => `${step} put ${put / COUNTED}, list ${list / COUNTED}, get ${get / COUNTED}`,
    );
    console.log(`hourly, ${MIDDLE} segments, ${scopes} scopes, ${caches ? "with" : "no"} caches: ${shown.join("; ")}`);
  } finally {
    await hourly.stop();
  }
}
