// Measures the state roots of a year: hourly runs over 10,000 resources, 50 changes a day, through the writers' state.
import { hash } from "node:crypto";
import { State } from "../evidence-schema/state/state.ts";
import type { Entry } from "../evidence-schema/state/entry.ts";

const HOURS = 8760;
const RESOURCES = 10_000;
const CHANGES_A_DAY = 50;

const entry = (i: number, edition: number): Entry => ({
  key: `arn:aws:s3:::bench-${i}`,
  incarnation: "2024-05-01T09:00:00.000Z",
  unit: "AWS::S3::Bucket@eu-central-1",
  region: "eu-central-1",
  name: `bench-${i}`,
  createdAt: "2024-05-01T09:00:00.000Z",
  labels: { team: "bench" },
  from: null,
  projection: { BucketEncryption: { Edition: edition } },
  findings: [],
  tests: "0".repeat(64),
  since: "2026-09-01T06:00:00.000Z",
});

/** Seconds to compute the roots of all runs; hashes that the changed buckets alone need, as seconds, for the floor. */
export function stateRoots(): { readonly seconds: number; readonly floor: number; readonly runs: number } {
  const state = new State();
  for (let i = 0; i < RESOURCES; i += 1) state.put(entry(i, 0));
  const began = performance.now();
  let changes = 0;
  for (let hour = 0; hour < HOURS; hour += 1) {
    for (; changes < ((hour + 1) * CHANGES_A_DAY) / 24; changes += 1)
      state.put(entry((changes * 7919) % RESOURCES, changes + 1));
    state.root();
  }
  const seconds = (performance.now() - began) / 1000;
  return { seconds, floor: hashing(changes * 48), runs: HOURS };
}

// A changed leaf asks for its own hash, the nodes of its bucket (about 39 leaves) and the path of its bucket to the root.
function hashing(hashes: number): number {
  const node = Buffer.alloc(65, 7);
  const began = performance.now();
  for (let i = 0; i < hashes; i += 1) hash("sha256", node, "buffer");
  return (performance.now() - began) / 1000;
}
