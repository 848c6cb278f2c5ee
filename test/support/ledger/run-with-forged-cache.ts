// A child process: carries out a run without a cache and with a forged one, and prints which objects of the ledger differ.
import { CachedHistory, differences } from "./cached-history.ts";
import { heldAndSince } from "./forged-cache.ts";

const history = await CachedHistory.create();
const without = await history.tried(new Map());
const forged = await history.tried(new Map([...history.caches].map(([key, object]) => [key, heldAndSince(object)])));
console.log(JSON.stringify(differences(forged.ledger, without.ledger)));
await history.stop();
