// The memory of lines that were read by their bytes: of later segments no more than the lines that stay in state.
import { Session } from "node:inspector/promises";
import { expect, test } from "vitest";
import { Chain } from "../../../evidence-schema/chain/chain.ts";
import { sha256Hex } from "../../../evidence-schema/bytes/digest.ts";
import { GENESIS_KEY, segmentsPrefix } from "../../../evidence-schema/keys/object-key.ts";
import { PlainObservation } from "../../../evidence-schema/plain/plain-observation.ts";
import { RepeatedTexts } from "../../../evidence-schema/plain/repeated-texts.ts";
import { gunzipMember } from "../../../ledger/read/gzip-member.ts";
import { segmentObjects, type SegmentObject } from "../../../ledger/read/segment-objects.ts";
import { A, ObservedCloud } from "../../support/ledger/observed-cloud.ts";

const WEEK = 8 * 86_400;

async function collectGarbage(): Promise<void> {
  const session = new Session();
  session.connect();
  await session.post("HeapProfiler.collectGarbage");
  session.disconnect();
}

test("the first segment of a chain is held as a whole, and of later full ones and deltas nothing but lines", async () => {
  const observed = await ObservedCloud.ofTwoAccounts();
  const { home, cloud } = observed;
  cloud.bucket(A, "three", "own key");
  cloud.bucket(A, "four", "own key");
  await observed.runAfter(60, "first");
  cloud.bucket(A, "one", "default");
  await observed.runAfter(60, "delta");
  cloud.bucket(A, "three", "default");
  await observed.runAfter(WEEK, "full");
  const store = home.store();
  const chain = new Chain(sha256Hex((await store.get(GENESIS_KEY)) as Buffer), A);
  const held: WeakRef<ArrayBufferLike>[] = [];
  const extents: (string | undefined)[] = [];
  const read = async ({ key, gen, firstSeq }: SegmentObject): Promise<void> => {
    // In memory of its own: small buffers share theirs.
    const inflated = Buffer.from(new Uint8Array(gunzipMember((await store.get(key)) as Buffer)).buffer);
    held.push(new WeakRef(inflated.buffer));
    extents.push(chain.read(gen, firstSeq, inflated, { keepsText: true }).opened?.extent);
  };
  for (const object of segmentObjects(await store.list(segmentsPrefix(A)))) await read(object);
  expect(extents).toEqual(["full", "delta", "full"]);
  expect([...chain.state.entries.values()].some((entry) => entry instanceof PlainObservation)).toBe(true);
  // A WeakRef is kept alive until the turn of the event loop in which it was made ends.
  await new Promise((resolve) => setImmediate(resolve));
  await collectGarbage();
  expect(held.map((each) => each.deref() !== undefined)).toEqual([true, false, false]);
});

test("long texts are given as they are, and not kept", async () => {
  const texts = new RepeatedTexts();
  const bytes = Buffer.alloc(2 ** 20, "x");
  const used = async (): Promise<number> => {
    await collectGarbage();
    const { heapUsed, arrayBuffers } = process.memoryUsage();
    return heapUsed + arrayBuffers;
  };
  const before = await used();
  for (let i = 0; i < 100; i += 1) expect(texts.textOf(bytes, 0, bytes.length - i)).toHaveLength(bytes.length - i);
  expect((await used()) - before).toBeLessThan(20 * 2 ** 20);
});
