// K1 to K4, and G1 to G3: the objects of a ledger, and the one that founds it.
import { canonicalLine } from "../../../evidence-schema/bytes/canonical.ts";
import { sha256Hex } from "../../../evidence-schema/bytes/digest.ts";
import { documentKey, segmentKey } from "../../../evidence-schema/keys/object-key.ts";
import { lacking, onSegment } from "../forge/edit.ts";
import type { Objects } from "../forge/forge.ts";
import type { JsonObject } from "../../../evidence-schema/record/record.ts";
import { ACTS_SCOPE } from "../../../evidence-schema/keys/object-key.ts";
import type { Plan } from "../forge/plan.ts";
import { act, ACTS, at, AWS, followedBy, GENESIS, ONE, TESTS } from "../forge/small.ts";
import { broken, type LedgerVector, stray, tampered, valid } from "./vector.ts";

const beside = (name: string, key: string): LedgerVector =>
  stray(
    "K1",
    name,
    `an object has the key ${key}`,
    tampered(ACTS, (objects) => objects.set(key, Buffer.from("{}\n"))),
  );

const keys: readonly LedgerVector[] = [
  beside("stray", "notes.txt"),
  beside("nul-in-scope", "records/provider=aws/scope=a%00b/gen=0/000000000000.ndjson.gz"),
  beside("hidden", "log/.000000000000.json"),
  beside("short-index", "log/1.json"),
  beside("unknown-extension", "log/000000000000.sig"),
  beside("kind-upper-case", `documents/Policies/${"0".repeat(64)}.json`),
  beside("provider-upper-case", "records/provider=Oracle/scope=1/gen=0/000000000000.ndjson.gz"),
  beside("other-scope-of-acts", "records/provider=tidemark/scope=other/gen=0/000000000000.ndjson.gz"),
  beside("long-scope", `records/provider=aws/scope=${"1".repeat(201)}/gen=0/000000000000.ndjson.gz`),
  beside("high-gen", "records/provider=aws/scope=1/gen=1000000/000000000000.ndjson.gz"),
  beside("further-note", "log/000000000000.1.note"),
  beside("further-stamp-0", "log/000000000000.0.tsr"),
  beside("further-stamp-100", "log/000000000000.100.tsr"),
  beside("attachment-upper-case", `attachments/${"A".repeat(64)}`),
  beside("gen-with-zero", "records/provider=aws/scope=1/gen=00/000000000000.ndjson.gz"),
  beside("needless-percent", "records/provider=aws/scope=%31/gen=0/000000000000.ndjson.gz"),
  beside("lower-case-percent", "records/provider=gcp/scope=projects%2f1/gen=0/000000000000.ndjson.gz"),
  beside("copy", "records/provider=tidemark/scope=ledger/gen=0/000000000000.ndjson.gz.orig"),
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
  stray(
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
      const bytes = canonicalLine(TESTS);
      objects.set(documentKey("tests", sha256Hex(bytes)), bytes);
    }),
  ),
  valid("unknown-kind", "a document of a kind that nobody knows is in force", {
    ...ACTS,
    documents: { policies: { v: 1, kind: "policies" } },
  }),
];

const again = (key: string) => (objects: Objects) =>
  objects.set(key, objects.get(segmentKey(ACTS_SCOPE, 0, 0)) as Buffer);

const segments: readonly LedgerVector[] = [
  stray(
    "K4",
    "beyond-the-head",
    "a segment begins past the head of its chain",
    tampered(ACTS, again(segmentKey(ACTS_SCOPE, 0, 7))),
  ),
  stray(
    "K4",
    "inside-a-segment",
    "a segment begins inside another",
    tampered(ACTS, again(segmentKey(ACTS_SCOPE, 0, 1))),
  ),
  stray(
    "K4",
    "breaks-a-rule",
    "a segment that no seal lists goes on from the head, and its first line names another head",
    onSegment(
      followedBy(ACTS, act("t1", at("10:01"), "response", { subject: "encrypted", about: null, text: "again" })),
      "t1",
      (plan) => ({ ...plan, record: (record) => ({ ...record, prev: "1".repeat(64) }) }),
    ),
  ),
  stray(
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

const succeeding = (name: string, what: string, members: JsonObject): LedgerVector =>
  broken(
    "G3",
    name,
    what,
    changed((each) => ({
      ...each,
      continues: { ledger: "0".repeat(64), size: 3, root: "1".repeat(64), reason: "moved", ...members },
    })),
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
  founded("legal-entity-empty", "the legal entity is empty", { legalEntity: "" }),
  founded("system-empty", "the system is empty", { system: "" }),
  founded("origin-scheme", "the origin has a scheme", { origin: "https://ledger.example/acme" }),
  founded("origin-space", "the origin has a space", { origin: "ledger.example/ acme" }),
  founded("origin-plus", "the origin has a plus", { origin: "ledger.example/a+cme" }),
  founded("origin-control", "the origin has a control character", { origin: "ledger.example/\u007facme" }),
  founded("origin-long", "the origin has 256 bytes", { origin: "a".repeat(256) }),
  founded("example-false", "genesis says that the ledger is not made of example data", { example: false }),
  founded("continues-text", "what is continued is a text", { continues: "the earlier ledger" }),
  succeeding("root", "the root of the ledger that is continued is no digest", { root: "unknown" }),
  succeeding("size", "the ledger that is continued has no leaf", { size: 0 }),
  succeeding("ledger", "the ledger that is continued is named by no digest", { ledger: "acme-1" }),
  succeeding("reason", "there is no reason to continue a ledger", { reason: "" }),
  valid("example", "genesis says that the ledger is made of example data", {
    ...ACTS,
    genesis: { ...GENESIS, example: true },
  }),
  broken("G2", "other-ledger", "the trust file names another ledger", {
    ...ACTS,
    trust: ([, ...lines]) => [`ledger ${"0".repeat(64)}`, ...lines],
  }),
];

export const founding: readonly LedgerVector[] = [...keys, ...documents, ...segments, ...genesis];
