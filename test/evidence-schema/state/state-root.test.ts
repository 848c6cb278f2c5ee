// The state root against its definition, computed anew from all leaves, over random changes.
import fc from "fast-check";
import { expect, test } from "vitest";
import { sha256, sha256Binary } from "../../../evidence-schema/bytes/digest.ts";
import { leafHash, rootOf } from "../../../evidence-schema/log/merkle.ts";
import { StateRoot } from "../../../evidence-schema/state/state-root.ts";
import { runs } from "../../support/scale.ts";

/** FORMAT.md S1: 256 buckets by the first byte of the key's digest, leaves sorted by key, bucket roots as leaf data. */
function defined(leaves: ReadonlyMap<string, string>): string {
  const buckets = Array.from({ length: 256 }, (): string[] => []);
  for (const key of [...leaves.keys()].sort()) buckets[sha256(key)[0] as number]?.push(leaves.get(key) as string);
  const roots = buckets.map((bucket) => rootOf(bucket.map((leaf) => Buffer.from(leaf, "latin1"))));
  return rootOf(roots.map(leafHash)).toString("hex");
}

// Keys of two buckets, so that these come to hold some dozens each.
const keys = Array.from({ length: 20_000 }, (_, i) => `key ${i}`)
  .filter((key) => (sha256(key)[0] as number) < 2)
  .slice(0, 90);
const change = fc.record({
  key: fc.nat(keys.length - 1),
  leaf: fc.option(fc.nat(5)),
  /** Most roots are asked for after one change; some after many. */
  rooted: fc.boolean(),
});

test("the root after any changes is that of the leaves there are", () => {
  const histories = fc.tuple(fc.nat(keys.length), fc.array(change, { maxLength: 60 }));
  fc.assert(
    fc.property(histories, ([first, changes]) => {
      const root = new StateRoot();
      const leaves = new Map<string, string>();
      const set = (key: string, leaf: string): void => {
        root.set(key, leaf);
        leaves.set(key, leaf);
      };
      for (const key of keys.slice(0, first)) set(key, sha256Binary(key));
      expect(root.root()).toBe(defined(leaves));
      for (const { key: at, leaf, rooted } of changes) {
        const key = keys[at] as string;
        if (leaf !== null) set(key, sha256Binary(`${leaf}`));
        else {
          root.delete(key);
          leaves.delete(key);
        }
        if (rooted) expect(root.root()).toBe(defined(leaves));
      }
      expect(root.root()).toBe(defined(leaves));
    }),
    { numRuns: runs(300) },
  );
});
