// B5: nothing is longer than its bound, and what is just as long is read.
import { constants, gunzipSync, gzipSync } from "node:zlib";
import { given, onSeal, onSegment, records } from "../forge/edit.ts";
import type { Plan, Rewrite } from "../forge/plan.ts";
import { act, ACTS, at, BUCKETS, DATA, GENESIS, ONE, seal } from "../forge/small.ts";
import { closed, complete, coverage, judged, observation, opened, restatements } from "../forge/statements.ts";
import { broken, type LedgerVector, valid } from "./vector.ts";

const LINE = 16 * 1024 * 1024;

/** Runs of one letter need few bytes, and are found alike on every processor. */
const compressed: Rewrite = (bytes) => {
  const member = gzipSync(gunzipSync(bytes), { strategy: constants.Z_RLE });
  member[9] = 0xff;
  return member;
};

/** Acts whose second line has this many bytes with its LF. */
const longLine = (bytes: number): Plan =>
  onSegment(ACTS, "t0", (segment) => ({
    ...segment,
    line: (line, i) => {
      if (i !== 1) return line;
      const text = line.toString();
      return Buffer.from(text.replace('"checked"', () => `"${"x".repeat(bytes - line.length + "checked".length)}"`));
    },
    object: compressed,
  }));

/** One bucket of this key, judged by this check. */
const keyed = (key: string): Plan =>
  records(ONE, "a0", () => [
    opened({ extent: "full" }),
    restatements,
    observation(key, BUCKETS, []),
    coverage([complete(BUCKETS, at("09:00:50"))]),
    closed(),
  ]);

const found = (scope: string): Plan =>
  onSeal(ACTS, "s0", (plan) => ({ ...plan, roster: { enrolled: [], excluded: [], found: [scope], unlisted: [] } }));
const founded = (bytes: number): Plan => {
  const genesis = { ...GENESIS, system: "" };
  const rest = JSON.stringify(genesis).length + 1;
  return { ...ACTS, genesis: { ...GENESIS, system: "x".repeat(bytes - rest) } };
};

export const bounds: readonly LedgerVector[] = [
  broken("B5", "line", "a record line has a byte more than 16 MiB", longLine(LINE + 1)),
  broken("B5", "key", "a key has 4,097 bytes", keyed("k".repeat(4097))),
  broken("B5", "key-in-utf-8", "a key has 1,366 characters, and 4,098 bytes", keyed("\u20ac".repeat(1366))),
  broken(
    "B5",
    "unit",
    "a unit has 4,097 bytes",
    given(ONE, "a0", "coverage", {
      units: [complete(BUCKETS, at("09:00:50")), complete(`b@${"x".repeat(4095)}`, at("09:00:50"))],
    }),
  ),
  broken(
    "B5",
    "name",
    "a check has 1,025 bytes",
    records(ONE, "a0", (drafts) => [
      ...drafts.slice(0, 2),
      observation(DATA, BUCKETS, [judged("c".repeat(1025), "indeterminate")]),
      ...drafts.slice(4),
    ]),
  ),
  broken("B5", "principal", "the principal of an act has 1,025 bytes", {
    ...ACTS,
    steps: [
      act("t0", at("09:01"), "response", {
        principal: "p".repeat(1025),
        subject: "encrypted",
        about: null,
        text: "done",
      }),
      seal("s0", "t0", at("09:02")),
    ],
  }),
  broken(
    "B5",
    "type-of-a-later-record",
    "the type of the second record of a segment has 1,025 letters",
    onSegment(ACTS, "t0", (plan) => ({
      ...plan,
      record: (record, nth) => (nth === 1 ? { ...record, type: "x".repeat(1025) } : record),
    })),
  ),
  broken("B5", "scope", "the id of a scope that was found needs 201 bytes", found(`gcp/${"x".repeat(201)}`)),
  broken(
    "B5",
    "scope-encoded",
    "the id of a scope that was found has 67 characters, and needs 201 bytes",
    found(`gcp/${"/".repeat(67)}`),
  ),
  broken("B5", "genesis", "genesis has a byte more than 64 KiB", founded(64 * 1024 + 1)),
  valid("line-of-16-mib", "a record line has 16 MiB", longLine(LINE)),
  valid("key-of-4096", "a key has 4,096 bytes", keyed("k".repeat(4096))),
  valid("scope-of-200", "the id of a scope that was found needs 200 bytes", found(`gcp/${"/".repeat(66)}xx`)),
  valid("genesis-of-64-kib", "genesis has 64 KiB", founded(64 * 1024)),
];

/** Too large to be files. */
export const largeVectors: readonly LedgerVector[] = [
  broken(
    "B5",
    "leaf",
    "a leaf has a byte more than 64 MiB",
    onSeal(ACTS, "s0", (plan) => ({
      ...plan,
      body: (body) => ({ ...body, more: "x".repeat(64 * 1024 * 1024) }),
    })),
  ),
  broken("B5", "document", "a document has a byte more than 64 MiB", {
    ...ACTS,
    documents: { controls: { v: 1, kind: "controls", more: "x".repeat(64 * 1024 * 1024) } },
  }),
  broken(
    "B5",
    "note",
    "a note has more than 256 KiB",
    onSeal(ACTS, "s0", (plan) => ({
      ...plan,
      note: { text: (text) => `${text}${"x".repeat(256 * 1024)}\n` },
    })),
  ),
];
