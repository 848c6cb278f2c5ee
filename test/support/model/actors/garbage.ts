// Somebody who can put objects and has no key: garbage at the next position of a chain, and at the next index of the log.
import { ACTS_SCOPE, sealKey, segmentKey, segmentsPrefix } from "../../../../evidence-schema/keys/object-key.ts";
import { gunzipMember } from "../../../../ledger/read/gzip-member.ts";
import { segmentObjects, type SegmentObject } from "../../../../ledger/read/segment-objects.ts";
import { SCOPES } from "../estate/company.ts";
import type { World } from "../simulation/world.ts";
import type { Actor } from "./actor.ts";

function put(world: World, key: string, bytes: Buffer): void {
  if (world.put("a vandal", key, bytes) === "created") world.garbage.add(key);
}

export const tornSegment: Actor = {
  name: "garbage is put at the next position of a chain",
  rate: 0.08,
  async act(world) {
    const scope = world.random.pick([...SCOPES, ACTS_SCOPE]);
    const objects = segmentObjects([...world.objects.keys()].filter((key) => key.startsWith(segmentsPrefix(scope))));
    const last = objects.at(-1);
    if (last === undefined) return;
    const bytes = world.objects.get(last.key) as Buffer;
    const spoiled = world.random.pick([Buffer.from("garbage"), Buffer.alloc(0), bytes.subarray(0, -9), bytes]);
    put(world, nextKey(world, scope, last, bytes), spoiled);
  },
};

/** Where the chain goes on; where its end can't be read, or now and then, a gen further. */
function nextKey(world: World, scope: string, { key, gen, firstSeq }: SegmentObject, bytes: Buffer): string {
  if (world.garbage.has(key) || world.random.chance(0.15)) return segmentKey(scope, gen + 1, 0);
  const lines = gunzipMember(bytes).reduce((count, byte) => (byte === 0x0a ? count + 1 : count), 0);
  return segmentKey(scope, gen, firstSeq + lines);
}

export const tornLeaf: Actor = {
  name: "garbage is put at the next index of the log",
  rate: 0.08,
  async act(world) {
    let index = 0;
    while (world.objects.has(sealKey(index))) index += 1;
    const before = world.objects.get(sealKey(Math.max(0, index - 1))) ?? Buffer.alloc(0);
    put(world, sealKey(index), world.random.pick([Buffer.from("garbage"), before, Buffer.from('{"v":1}\n')]));
  },
};
