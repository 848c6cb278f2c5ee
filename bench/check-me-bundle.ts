// Writes a bundle of 66,000 files and 500 MB: 92 days of hourly runs of 28 accounts, as CHECK-ME reads them.
import { hash, randomBytes } from "node:crypto";
import { once } from "node:events";
import { createWriteStream } from "node:fs";
import { finished } from "node:stream/promises";
import { gzipSync } from "node:zlib";
import { canonicalLine, type Json } from "../evidence-schema/bytes/canonical.ts";
import { segmentKey } from "../evidence-schema/keys/object-key.ts";
import { Log, type Row } from "./check-me-log.ts";
import { zipPieces } from "../test/support/handover/stored-zip.ts";

const [HOURS, SCOPES, LINES] = [92 * 24, 28, 35];
/** Files beside the evidence, as long as the report, the tables and the workbook of such a bundle are. */
const BESIDE = 45e6;
/** So many-th segments are measured for the floor. */
const SOME = 40;
const BEGAN = Date.parse("2026-07-01T00:00:00.000Z");
const ZEROS = "0".repeat(64);

export type Built = {
  readonly path: string;
  readonly trust: string;
  readonly files: number;
  readonly bytes: number;
  /** Of all segments: as stored, and inflated. */
  readonly packed: number;
  readonly inflated: number;
  readonly lines: number;
  /** Where every so many-th segment lies in the file: offset and length. */
  readonly some: readonly (readonly [number, number])[];
};

type Stand = { seq: number; head: string; full: Json };

const sha256 = (bytes: Buffer): string => hash("sha256", bytes, "hex");

/** Fills a line so that it is as long, and packs as well, as those of the example company's quarter: 1,320 bytes, by 6.5. */
const filled = (): string =>
  `${"arn:aws:s3:::a-name-that-comes-again ".repeat(22)}${randomBytes(92).toString("base64")}`;

function segment(
  ledger: string,
  scope: string,
  at: Stand,
  slot: string,
): { readonly object: Buffer; readonly row: Row; readonly inflated: number } {
  const before = at.head;
  const first = at.seq + 1;
  const run = `slot-${slot}`;
  const counts = { pass: LINES, fail: 0, indeterminate: 0, "not-applicable": 0 };
  const root = sha256(Buffer.from(`${scope} ${first}`));
  const lines: Buffer[] = [];
  for (let n = 0; n < LINES; n += 1) {
    const [type, body] =
      n === 0
        ? ["run-opened", { trigger: "slot", slot, extent: first === 0 ? "full" : "delta", documents: {} }]
        : n === LINES - 1
          ? ["run-closed", { root, counts }]
          : ["observation", { key: `${scope}/${n}`, projection: { filled: filled() } }];
    const line = canonicalLine({
      v: 1,
      ledger,
      scope,
      gen: 0,
      seq: at.seq + 1,
      prev: at.head,
      run,
      time: slot,
      type,
      body,
    } as Json);
    [at.seq, at.head] = [at.seq + 1, sha256(line)];
    lines.push(line);
  }
  if (first === 0) at.full = { gen: 0, seq: 0 };
  const content = Buffer.concat(lines);
  const object = gzipSync(content, { level: 1 });
  const key = segmentKey(scope, 0, first);
  const row = {
    key,
    content: sha256(content),
    object: sha256(object),
    first,
    last: at.seq,
    before,
    after: at.head,
    root,
    counts,
    run,
    time: slot,
  };
  return { object, row, inflated: content.length };
}

/** Writes it to `path`. */
export async function buildBundle(path: string): Promise<Built> {
  const files = new Map<string, Buffer>();
  const origin = "bench.example/tidemark";
  const genesis = canonicalLine({
    v: 1,
    kind: "genesis",
    legalEntity: "Bench",
    system: "Bench",
    origin,
    mode: "local",
  });
  const ledger = sha256(genesis);
  const schedule = canonicalLine({
    v: 1,
    kind: "schedule",
    everySeconds: 3600,
    from: new Date(BEGAN).toISOString(),
    graceSeconds: 900,
    eventCadenceSeconds: 0,
  });
  files.set("evidence/genesis.json", genesis);
  files.set(`evidence/documents/schedule/${sha256(schedule)}.json`, schedule);
  const scopes = Array.from({ length: SCOPES }, (_, i) => `aws/${100_000_000_000 + i}`);
  const stands = new Map(scopes.map((scope) => [scope, { seq: -1, head: ZEROS, full: null } as Stand]));
  const log = new Log(ledger, origin, sha256(schedule));
  let [packed, inflated] = [0, 0];
  for (let hour = 0; hour < HOURS; hour += 1) {
    const slot = new Date(BEGAN + hour * 3_600_000).toISOString();
    const rows = scopes.map((scope) => {
      const at = stands.get(scope) as Stand;
      const made = segment(ledger, scope, at, slot);
      files.set(`evidence/${made.row["key"] as string}`, made.object);
      packed += made.object.length;
      inflated += made.inflated;
      const { seq, head, full } = at;
      return {
        scope,
        view: "observed",
        problem: null,
        gen: 0,
        seq,
        head,
        root: made.row["root"],
        full,
        segments: [made.row],
      } as Row;
    });
    const { leaf, note } = log.seal(rows, slot, scopes);
    files.set(`evidence/log/${String(hour).padStart(12, "0")}.json`, leaf);
    files.set(`evidence/log/${String(hour).padStart(12, "0")}.note`, note);
  }
  const cited = segmentKey(scopes[0] as string, 0, 0);
  const failures = `Failure,Record\n${Array.from({ length: 5000 }, (_, at) => `F-${at},${cited}:${(at % LINES) + 1}\n`).join("")}`;
  const evidence = {
    ...log.evidence(),
    from: new Date(BEGAN).toISOString(),
    to: new Date(BEGAN + (HOURS - 1) * 3_600_000).toISOString(),
  };
  files.set(
    "export-manifest.json",
    canonicalLine({
      v: 1,
      kind: "tidemark-bundle",
      ledger,
      legalEntity: "Bench",
      system: "Bench",
      origin,
      mode: "local",
      evidence,
    }),
  );
  files.set("csv/05-failures.csv", Buffer.from(failures));
  files.set("csv/09-population.csv", randomBytes(BESIDE * 0.7));
  files.set("workbook.xlsx", randomBytes(BESIDE * 0.3));
  files.set("report.html", Buffer.from(`<div id="overview">${ledger}</div><section id="completeness">`));
  files.set("trust.txt", Buffer.from(log.trust));
  const sorted = [...files].toSorted(([a], [b]) => (a < b ? -1 : 1));
  const sums = Buffer.from(sorted.map(([name, bytes]) => `${sha256(bytes)}  ${name}\n`).join(""));
  const entries = [["SHA256SUMS", sums] as const, ...sorted].map(([name, each]) => ({ name, bytes: each }));
  const { bytes, places } = await writePieces(path, zipPieces(entries));
  const some = [...files]
    .filter(([name]) => name.endsWith(".gz"))
    .flatMap(([, object], at) => (at % SOME === 0 ? [[places.get(object) as number, object.length] as const] : []));
  const lines = HOURS * SCOPES * LINES;
  return { path, trust: log.trust, files: entries.length, bytes, packed, inflated, lines, some };
}

/** Gives where each piece begins. */
async function writePieces(
  path: string,
  pieces: Iterable<Buffer>,
): Promise<{ readonly bytes: number; readonly places: ReadonlyMap<Buffer, number> }> {
  const out = createWriteStream(path);
  const places = new Map<Buffer, number>();
  let bytes = 0;
  for (const piece of pieces) {
    places.set(piece, bytes);
    bytes += piece.length;
    if (!out.write(piece)) await once(out, "drain");
  }
  out.end();
  await finished(out);
  return { bytes, places };
}
