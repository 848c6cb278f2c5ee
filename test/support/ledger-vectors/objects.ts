// K1 to K4, G1 and G2: the objects of a ledger, and the one that founds it.
import { documentKey, segmentKey } from "../../../evidence-schema/object-key.ts";
import { lacking, onSegment } from "../forge/edit.ts";
import type { Objects } from "../forge/forge.ts";
import type { JsonObject } from "../../../evidence-schema/record.ts";
import { ACTS_SCOPE } from "../forge/chain.ts";
import type { Plan } from "../forge/plan.ts";
import { ACTS, AWS, GENESIS, ONE } from "../forge/small.ts";
import { broken, type LedgerVector, tampered, valid } from "./vector.ts";

const stray = (name: string, key: string): LedgerVector =>
  broken(
    "K1",
    name,
    `an object has the key ${key}`,
    tampered(ACTS, (objects) => objects.set(key, Buffer.from("{}\n"))),
  );

const keys: readonly LedgerVector[] = [
  stray("stray", "notes.txt"),
  stray("hidden", "log/.000000000000.json"),
  stray("short-index", "log/1.json"),
  stray("unknown-extension", "log/000000000000.sig"),
  stray("unknown-kind", `documents/policies/${"0".repeat(64)}.json`),
  stray("unknown-provider", "records/provider=oracle/scope=1/gen=0/000000000000.ndjson.gz"),
  stray("gen-with-zero", "records/provider=aws/scope=1/gen=00/000000000000.ndjson.gz"),
  stray("needless-percent", "records/provider=aws/scope=%31/gen=0/000000000000.ndjson.gz"),
  stray("lower-case-percent", "records/provider=gcp/scope=projects%2f1/gen=0/000000000000.ndjson.gz"),
  stray("copy", "records/provider=tidemark/scope=ledger/gen=0/000000000000.ndjson.gz.orig"),
];

const CONTROLS: JsonObject = { v: 1, kind: "controls" };
const documented: Plan = { ...ACTS, documents: { controls: CONTROLS } };
const documentOf = (objects: Objects, kind: string): string =>
  [...objects.keys()].find((key) => key.startsWith(`documents/${kind}/`)) as string;

const documents: readonly LedgerVector[] = [
  broken(
    "K2",
    "other-bytes",
    "a document in force has other bytes than its name says",
    tampered(documented, (objects) =>
      objects.set(documentOf(objects, "controls"), Buffer.from('{"kind":"controls","v":2}\n')),
    ),
  ),
  broken(
    "K2",
    "unreferenced",
    "a document that nothing names has other bytes than its name says",
    tampered(ACTS, (objects) =>
      objects.set(documentKey("controls", "0".repeat(64)), Buffer.from('{"kind":"controls","v":1}\n')),
    ),
  ),
  broken(
    "K3",
    "of-a-seal",
    "a document that a seal names is missing",
    tampered(documented, (objects) => objects.delete(documentOf(objects, "controls"))),
  ),
  broken(
    "K3",
    "of-a-run",
    "a document that only a run names is missing",
    tampered(
      onSegment(ONE, "a0", (segment) => ({ ...segment, documents: { controls: CONTROLS } })),
      (objects) => objects.delete(documentOf(objects, "controls")),
    ),
  ),
  broken(
    "K3",
    "other-kind",
    "a document is there under another kind",
    tampered(documented, (objects) => {
      const key = documentOf(objects, "controls");
      objects.set(key.replace("controls", "waivers"), objects.get(key) as Buffer);
      objects.delete(key);
    }),
  ),
  valid(
    "unreferenced-document",
    "a document that nothing names",
    tampered(ACTS, (objects) => {
      const bytes = Buffer.from('{"checks":{"encrypted":{"version":2}},"kind":"tests","v":1}\n');
      objects.set(documentKey("tests", "f89112aa9a5dead90ee78ab7d53e3c0c78f001d42c4ea8194247400b925e2448"), bytes);
    }),
  ),
];

const again = (key: string) => (objects: Objects) =>
  objects.set(key, objects.get(segmentKey(ACTS_SCOPE, 0, 0)) as Buffer);

const segments: readonly LedgerVector[] = [
  broken(
    "K4",
    "beyond-the-head",
    "a segment begins past the head of its chain",
    tampered(ACTS, again(segmentKey(ACTS_SCOPE, 0, 7))),
  ),
  broken(
    "K4",
    "inside-a-segment",
    "a segment begins inside another",
    tampered(ACTS, again(segmentKey(ACTS_SCOPE, 0, 1))),
  ),
  broken(
    "K4",
    "scope-without-a-chain",
    "a scope has a segment that does not begin its chain",
    tampered(ACTS, again(segmentKey(AWS, 0, 5))),
  ),
];

const changed = (change: (genesis: JsonObject) => JsonObject): Plan => ({ ...ACTS, genesis: change(GENESIS) });
const founded = (name: string, what: string, members: JsonObject): LedgerVector =>
  broken(
    "G1",
    name,
    what,
    changed((genesis) => ({ ...genesis, ...members })),
  );

const genesis: readonly LedgerVector[] = [
  broken("G1", "no-salt", "genesis has no salt", changed(lacking("salt"))),
  broken("G1", "no-legal-entity", "genesis names no legal entity", changed(lacking("legalEntity"))),
  broken(
    "G1",
    "continues-missing",
    "genesis does not say whether it continues a ledger",
    changed(lacking("continues")),
  ),
  founded("version", "genesis is of version 2", { v: 2 }),
  founded("kind", "genesis is of another kind", { kind: "seal" }),
  founded("mode", "genesis has a mode that is none", { mode: "governance" }),
  founded("retention", "retentionDays is negative", { retentionDays: -1 }),
  founded("salt", "the salt is not a digest", { salt: "5A".repeat(32) }),
  founded("continues", "the ledger that is continued has no root", {
    continues: { ledger: "0".repeat(64), size: 3, reason: "moved" },
  }),
  broken("G2", "other-ledger", "the trust file names another ledger", {
    ...ACTS,
    trust: ([, ...lines]) => [`ledger ${"0".repeat(64)}`, ...lines],
  }),
];

export const founding: readonly LedgerVector[] = [...keys, ...documents, ...segments, ...genesis];
