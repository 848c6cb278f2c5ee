// B2 to B4: instants, the one gzip member of a segment, and its lines.
import { gzipSync } from "node:zlib";
import { given, onSeal, onSegment } from "../forge/edit.ts";
import type { Plan, Rewrite } from "../forge/plan.ts";
import { ACTS, BUCKETS, GENESIS, ONE } from "../forge/small.ts";
import { complete } from "../forge/statements.ts";
import { broken, type LedgerVector } from "./vector.ts";

const object = (rewrite: Rewrite): Plan => onSegment(ACTS, "t0", (segment) => ({ ...segment, object: rewrite }));
const content = (rewrite: Rewrite): Plan => onSegment(ACTS, "t0", (segment) => ({ ...segment, content: rewrite }));

const patched = (at: number, change: (byte: number) => number): Plan =>
  object((bytes) => {
    const copy = Buffer.from(bytes);
    copy[copy.length + at - (at < 0 ? 0 : copy.length)] = change(copy.at(at) as number);
    return copy;
  });

/** The member with a file name between header and data, and FLG saying so. */
const named: Rewrite = (bytes) => {
  const header = Buffer.from(bytes.subarray(0, 10));
  header[3] = 0x08;
  return Buffer.concat([header, Buffer.from("a\0"), bytes.subarray(10)]);
};

const member = (text: string): Buffer => {
  const bytes = gzipSync(text);
  bytes[9] = 0xff;
  return bytes;
};

const plus = (more: Buffer): Plan => object((bytes) => Buffer.concat([bytes, more]));

const gzip: readonly LedgerVector[] = [
  broken(
    "B3",
    "mtime",
    "the gzip header has a time",
    patched(4, () => 1),
  ),
  broken("B3", "file-name", "the gzip header has a file name", object(named)),
  broken("B3", "two-members", "a second gzip member follows", plus(member('{"type":"deployment"}\n'))),
  broken("B3", "empty-second-member", "a second gzip member that holds nothing follows", plus(member(""))),
  broken("B3", "trailing-byte", "a byte follows the gzip member", plus(Buffer.from([0]))),
  broken(
    "B3",
    "crc",
    "the CRC32 is wrong",
    patched(-8, (byte) => byte ^ 1),
  ),
  broken(
    "B3",
    "isize",
    "the ISIZE is wrong",
    patched(-4, (byte) => byte ^ 1),
  ),
  broken(
    "B3",
    "cut",
    "the gzip member is cut short",
    object((bytes) => bytes.subarray(0, -12)),
  ),
  broken(
    "B3",
    "method",
    "the compression method is not deflate",
    patched(2, () => 7),
  ),
  broken(
    "B3",
    "not-gzip",
    "the object is not compressed",
    object(() => Buffer.from('{"type":"response"}\n')),
  ),
];

const lines: readonly LedgerVector[] = [
  broken(
    "B4",
    "unfinished-line",
    "the last line has no LF",
    content((bytes) => bytes.subarray(0, -1)),
  ),
  broken(
    "B4",
    "empty-line",
    "an empty line follows the last",
    content((bytes) => Buffer.concat([bytes, Buffer.from("\n")])),
  ),
  broken(
    "B4",
    "nothing",
    "a segment holds no line",
    content(() => Buffer.alloc(0)),
  ),
];

const timed = (time: string): Plan =>
  onSegment(ACTS, "t0", (segment) => ({ ...segment, record: (record) => ({ ...record, time }) }));

const instants: readonly LedgerVector[] = [
  broken(
    "B2",
    "no-such-day",
    "the time of records is on a day that no calendar has",
    timed("2026-02-29T09:01:00.000Z"),
  ),
  broken("B2", "leap-second", "the time of records is a leap second", timed("2026-03-01T09:00:60.000Z")),
  broken("B2", "no-decimals", "the time of records has no decimals", timed("2026-03-01T09:01:00Z")),
  broken("B2", "offset", "the time of records has an offset", timed("2026-03-01T09:01:00.000+00:00")),
  broken("B2", "as-of", "asOf is a date", given(ONE, "a0", "run-opened", { asOf: "2026-03-01" })),
  broken(
    "B2",
    "data-time",
    "the dataTime of a unit has a space in it",
    given(ONE, "a0", "coverage", {
      units: [complete(BUCKETS, "2026-03-01 09:00:00.000Z")],
    }),
  ),
  broken(
    "B2",
    "seal",
    "the time of a seal has six decimals",
    onSeal(ACTS, "s0", (plan) => ({ ...plan, body: (body) => ({ ...body, time: "2026-03-01T09:02:00.000000Z" }) })),
  ),
  broken("B2", "genesis", "genesis was created at hour 24", {
    ...ACTS,
    genesis: { ...GENESIS, created: "2026-02-28T24:00:00.000Z" },
  }),
];

export const encoding: readonly LedgerVector[] = [...instants, ...gzip, ...lines];
