// Runs `npm run bench:cache`: makes a chain of 12,500 resources with 84 segments from its full one on, and measures what a cache of
// them costs: its bytes, the time to write it, to prove it, and to read the chain. Prints; never fails on a number.
import { Ledger } from "../ledger/read/ledger.ts";
import { SegmentCache } from "../ledger/read/cache/segment-cache.ts";
import { openDirectory } from "../ledger/stores/directory.ts";
import { join } from "node:path";
import { buildLedger } from "./build-ledger.ts";
import { inTemporary } from "./home.ts";

const [RESOURCES, SEGMENTS] = [12_500, 84];

await inTemporary(async (directory) => {
  const plan = { directory, large: 0, largeResources: 0, small: 1, smallResources: RESOURCES, runs: SEGMENTS };
  const place = await buildLedger(plan);
  const store = openDirectory(place, join(directory, "work"));
  const kept = new Map<string, Buffer>();
  const objects = {
    get: (key: string) => Promise.resolve(kept.get(key) ?? null),
    put: (key: string, bytes: Buffer) => Promise.resolve(kept.set(key, bytes)),
  };
  // Sizes by name, as a listing has them.
  const look = async (key: string) => ({ version: "v1", size: (await store.get(key))?.length ?? 0 });
  const newest = await (await Ledger.open(store)).newestSeal();
  const scope = newest?.seal.scopes.find(({ full }) => full !== null)?.scope ?? "";
  const load = async (cache: SegmentCache | null): Promise<number> => {
    const ledger = await Ledger.open(store, { cache });
    const began = performance.now();
    await ledger.loadChain(scope, newest);
    return performance.now() - began;
  };
  await load(null);
  const [bare, writing] = [await load(null), await load(new SegmentCache(objects, look))];
  const cache = new SegmentCache(objects, look);
  const reading = await load(cache);
  const [object] = [...kept.values()];
  console.log(
    `${SEGMENTS} segments of ${RESOURCES} resources: a cache of ${((object?.length ?? 0) / 1024).toFixed(0)} KiB`,
  );
  const shown = { bare, "with a cache to write": writing, "with a cache to read": reading };
  for (const [how, ms] of Object.entries(shown)) console.log(`  the chain, ${how}: ${ms.toFixed(0)} ms`);
  console.log(`  ${JSON.stringify(cache.counts)}, ${(process.resourceUsage().maxRSS / 1024).toFixed(0)} MiB at most`);
});
