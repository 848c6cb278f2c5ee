// Reads the lines of a ledger on disk: genesis, seals, documents, and the records of every segment that a seal lists.
import { existsSync, readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { gunzipSync } from "node:zlib";
import type { RosterDocument, Schedule, TestsDocument } from "../../../../evidence-schema/documents/document-schema.ts";
import type { Seal } from "../../../../evidence-schema/log/log-schema.ts";
import type { ChainRecord } from "../../../../evidence-schema/record/record.ts";
import type { Boundary } from "../../../../controls/boundary.ts";
import type { ControlsDocument } from "../../../../controls/controls-document.ts";

export type Segment = {
  readonly scope: string;
  readonly key: string;
  /** Milliseconds since 1970, of its records. */
  readonly time: number;
  /** Index in `seals` of the seal that lists it. */
  readonly sealedBy: number;
  readonly records: readonly ChainRecord[];
};

/** What a seal says that counts from its time on. */
export type Sealed = {
  readonly leaf: number;
  readonly time: number;
  readonly seal: Seal;
  readonly tests: TestsDocument | null;
  readonly roster: RosterDocument | null;
  readonly schedule: Schedule | null;
  readonly controls: ControlsDocument | null;
  readonly boundary: Boundary | null;
};

export type RawLedger = { readonly seals: readonly Sealed[]; readonly segments: readonly Segment[] };

/** `root`: the ledger's directory. */
export function rawLedger(root: string): RawLedger {
  const document = (kind: string, digest: string | null | undefined): unknown =>
    digest == null ? null : JSON.parse(readFileSync(join(root, "documents", kind, `${digest}.json`), "utf8"));
  const seals: Sealed[] = [];
  const segments: Segment[] = [];
  for (const name of readdirSync(join(root, "log")).sort()) {
    if (!name.endsWith(".json") || !existsSync(join(root, "log", name.replace(".json", ".note")))) continue;
    const leaf = JSON.parse(readFileSync(join(root, "log", name), "utf8")) as Seal;
    if (leaf.kind !== "seal") continue;
    const named = leaf.documents as Readonly<Record<string, string | null>>;
    seals.push({
      leaf: Number(name.slice(0, -".json".length)),
      time: Date.parse(leaf.time),
      seal: leaf,
      tests: document("tests", named["tests"]) as TestsDocument | null,
      roster: document("roster", named["roster"]) as RosterDocument | null,
      schedule: document("schedule", named["schedule"]) as Schedule | null,
      controls: document("controls", named["controls"]) as ControlsDocument | null,
      boundary: document("boundary", named["boundary"]) as Boundary | null,
    });
    for (const { scope, segments: listed } of leaf.scopes)
      for (const { key } of listed) segments.push(readSegment(root, scope, key, seals.length - 1));
  }
  return { seals, segments };
}

function readSegment(root: string, scope: string, key: string, sealedBy: number): Segment {
  const lines = gunzipSync(readFileSync(join(root, key)))
    .toString("utf8")
    .split("\n")
    .slice(0, -1);
  const records = lines.map((line) => JSON.parse(line) as ChainRecord);
  return { scope, key, time: Date.parse((records[0] as ChainRecord).time), sealedBy, records };
}
