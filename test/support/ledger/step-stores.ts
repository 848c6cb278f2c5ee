// Opens a ledger in an S3 server for each step of a run, as each function opens it: with a store and caches of its own.
import { SegmentCache } from "../../../ledger/read/cache/segment-cache.ts";
import { openS3 } from "../../../ledger/stores/s3.ts";
import { singleObjects } from "../../../ledger/stores/s3/single-objects.ts";
import type { MemoryS3 } from "../servers/memory-s3.ts";
import type { Opened, Step } from "./stepwise-run.ts";
import type { TestClock } from "./temporary-ledger.ts";

/** Where the server holds the ledger. */
export const PLACE = { bucket: "ledger", prefix: "ledger/" };

/** Beginning of the keys of the caches of a step. */
const cachesOf = (step: Step): string => `cache/${step}/`;

/** What each step opens, and its cache. */
export function stepStores(
  s3: MemoryS3,
  clock: TestClock,
  opened: (step: Step, cache: SegmentCache) => void = () => undefined,
): (step: Step) => Promise<Opened> {
  return async (step) => {
    const store = await openS3(s3.client, PLACE, { mode: "local", retentionDays: 0 });
    const place = singleObjects(s3.client, { bucket: "work", prefix: cachesOf(step) });
    const cache = new SegmentCache(place, (key) => store.oldest(key));
    opened(step, cache);
    return {
      cache,
      store: {
        place: store.place,
        get: (key) => store.get(key),
        list: (prefix, after) => store.list(prefix, after),
        folders: (prefix) => store.folders(prefix),
        put: (key, bytes) => store.put(key, bytes),
        // Asked of the server, so that the request counts; its time is that of the history.
        clock: async () => ((await store.clock()) > 0 ? clock.ms : 0),
      },
    };
  };
}
