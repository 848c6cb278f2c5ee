// Plays one who changes, removes or adds files of a bundle, with SHA256SUMS as it was and made anew: the page says where.
import { readFileSync } from "node:fs";
import { describe } from "vitest";
import { PATHS, sealedBundle } from "../../support/handover/sealed-bundle.ts";
import { edit, flip, put, remove, type Tamper, withoutSums, withSums } from "../../support/handover/tamper.ts";
import { findsEach } from "../../support/handover/finds-each.ts";

const ESCAPED = /[.*+?^${}()|[\]\\]/g;
const named = (path: string, says: string): RegExp => new RegExp(`${path.replace(ESCAPED, "\\$&")}.*${says}`);
const paths = [...sealedBundle().files.keys()].toSorted();
const document = (kind: string): string => paths.find((path) => path.includes(`/documents/${kind}/`)) as string;

describe("a byte is changed, and SHA256SUMS is as it was", () => {
  findsEach(
    paths.map((path) => ({
      name: path,
      given: () => withoutSums((files) => edit(files, path, flip)),
      check: 1,
      says: named(path, "SHA-256: found [0-9a-f]{64}, expected [0-9a-f]{64}"),
    })),
  );
});

describe("a file is removed, and SHA256SUMS is as it was", () => {
  findsEach(
    paths.map((path) => ({
      name: path,
      given: () => withoutSums((files) => remove(files, path)),
      check: 1,
      says: named(path, "the file is listed and not there"),
    })),
  );
});

/** What is found of each file without the sums; null: nothing, and the page says that it checks no more of it. */
const CHANGED: Readonly<Record<string, readonly [number, string] | null>> = {
  [PATHS.genesis]: [2, "SHA-256, which is the ledger's id: found"],
  [PATHS.leaf]: [4, "the leaf is not one JSON object"],
  [PATHS.note]: [3, "a signature line of the note can't be read|is wrong"],
  [PATHS.segment]: [5, "digest of the object: found|is not one"],
  [PATHS.attachment]: [5, "found the digest [0-9a-f]{64}, expected that of its name"],
  [document("tests")]: [5, "found the digest"],
  [document("schedule")]: [5, "found the digest"],
  [document("roster")]: [5, "found the digest"],
  "START-HERE.html": null,
  "VERIFY.md": null,
};

describe("a byte is changed, and SHA256SUMS is made anew", () => {
  findsEach(
    Object.entries(CHANGED).flatMap(([path, found]): Tamper[] =>
      found === null
        ? []
        : [
            {
              name: path,
              given: () => withSums((files) => edit(files, path, flip)),
              check: found[0],
              says: named(path, `(?:${found[1]})`),
            },
          ],
    ),
  );
  findsEach(
    Object.entries(CHANGED).flatMap(([path, found]): Tamper[] =>
      found !== null
        ? []
        : [
            {
              name: `${path} passes: nobody signs it, as the page says`,
              given: () => withSums((files) => edit(files, path, flip)),
              check: 0,
              says: /Nobody signs them/,
            },
          ],
    ),
  );
  const [END, EARLY] = ["2026-03-01T12:05:00.000Z", "2026-03-01T09:06:00.000Z"];
  const LEDGER = sealedBundle().trust.slice("ledger ".length, 71);
  findsEach([
    {
      name: "the manifest names another ledger",
      given: () => withSums((files) => edit(files, "export-manifest.json", put(LEDGER, "0".repeat(64)))),
      check: 2,
      says: /export-manifest\.json: ledger: found 0{64}, expected [0-9a-f]{64}/,
    },
    {
      name: "the manifest names another entity",
      given: () => withSums((files) => edit(files, "export-manifest.json", put("Acme", "Bcme"))),
      check: 2,
      says: /export-manifest\.json: legalEntity: found Bcme, expected Acme/,
    },
    {
      name: "the manifest begins later",
      given: () => withSums((files) => edit(files, "export-manifest.json", put('"firstSeal":0', '"firstSeal":1'))),
      check: 4,
      says: /export-manifest\.json: time of the first seal: found 2026-03-01T10:05:00\.000Z, expected 2026-03-01T09:05/,
    },
    {
      name: "the evidence of the manifest ends before the period",
      given: () => withSums((files) => edit(files, "export-manifest.json", put(`"to":"${END}"`, `"to":"${EARLY}"`))),
      check: 2,
      says: /the period ends at 2026-03-01T12:05:00\.000Z, after the evidence, which ends at 2026-03-01T09:06/,
    },
    {
      name: "the evidence of the manifest ends before it begins",
      given: () =>
        withSums((files) =>
          edit(files, "export-manifest.json", put(`"to":"${END}"`, '"to":"2026-03-01T09:05:00.000Z"')),
        ),
      check: 2,
      says: /the evidence ends at 2026-03-01T09:05:00\.000Z, and begins at 2026-03-01T09:05:00\.000Z/,
    },
    {
      name: "evidence and period of the manifest end before its last seal",
      given: () =>
        withSums((files) =>
          edit(files, "export-manifest.json", (bytes) =>
            Buffer.from(bytes.toString().replaceAll(`"to":"${END}"`, `"to":"${EARLY}"`)),
          ),
        ),
      check: 4,
      says: /the period ends at 2026-03-01T09:06:00\.000Z, before seal 2, and the manifest names seal 3 as its last/,
    },
    {
      name: "the manifest is of a longer period",
      given: () =>
        withSums((files) =>
          edit(files, "export-manifest.json", put(`"to":"${END}","zone"`, '"to":"2036-01-01T00:00:00.000Z","zone"')),
        ),
      check: 2,
      says: /the period ends at 2036-01-01T00:00:00\.000Z, after the evidence/,
    },
    {
      name: "a file that no bundle has is there and listed",
      given: () => withSums((files) => files.set("report.htm", Buffer.from("<p>"))),
      check: 1,
      says: /report\.htm: no bundle has a file of this name/,
    },
    {
      name: "the manifest names another root",
      given: () => withSums((files) => edit(files, "export-manifest.json", put('"root":"', '"root":"0'))),
      check: 4,
      says: /export-manifest\.json: root: found unknown, expected/,
    },
    {
      name: "the copy of the trust file names another ledger",
      given: () => withSums((files) => edit(files, "trust.txt", put(LEDGER, "0".repeat(64)))),
      check: 2,
      says: /trust\.txt: the copy in the ZIP file names another ledger/,
    },
    {
      name: "the report is of another ledger",
      given: () => withSums((files) => edit(files, "report.html", put(LEDGER, "0".repeat(64)))),
      check: 2,
      says: /report\.html: the report does not name the ledger's id/,
    },
  ]);
});

describe("a file is removed, and SHA256SUMS is made anew", () => {
  const removed = (check: number, says: RegExp, ...which: readonly string[]): Tamper => ({
    name: which.join(" and "),
    given: () => withSums((files) => remove(files, ...which)),
    check,
    says,
  });
  findsEach([
    removed(2, /genesis\.json: the file is missing/, PATHS.genesis),
    removed(5, named(PATHS.segment, "the segment is missing: evidence/log/000000000000.json lists it"), PATHS.segment),
    removed(5, named(PATHS.middle, "the segment is missing"), PATHS.middle),
    removed(5, named(PATHS.attachment, "an act names the attachment, and it is not there"), PATHS.attachment),
    ...["tests", "schedule", "roster"].map((kind) =>
      removed(5, named(document(kind), "a seal or a run names the document, and it is not there"), document(kind)),
    ),
    removed(6, named(document("schedule"), "the schedule is missing"), document("schedule")),
    removed(4, named(PATHS.leaf, "the leaf is missing, and 2 leaves behind it were not checked"), PATHS.leaf),
    removed(4, named(PATHS.note, "the note is missing"), PATHS.note),
    removed(
      4,
      /export-manifest\.json: seal 3, which the manifest names, is not in the log/,
      "evidence/log/000000000003.json",
      "evidence/log/000000000003.note",
    ),
    removed(
      4,
      /evidence\/log\/000000000000\.json|the first leaf of the bundle/,
      "evidence/log/000000000000.json",
      "evidence/log/000000000000.note",
    ),
    removed(2, /export-manifest\.json: it is missing/, "export-manifest.json"),
    removed(7, /report\.html: the report is not there/, "report.html"),
    removed(7, /csv: no table of failures was found/, "csv/05-failures.csv"),
  ]);
});

describe("a file is added", () => {
  const stray = "evidence/records/provider=aws/scope=111111111111/gen=0/000000000099.ndjson.gz";
  findsEach([
    {
      name: "that SHA256SUMS does not list",
      given: () => withoutSums((files) => void files.set("evidence/more.txt", Buffer.from("more"))),
      check: 1,
      says: /evidence\/more\.txt: the file is there and not listed/,
    },
    {
      name: "that SHA256SUMS lists, and no ledger names so",
      given: () => withSums((files) => void files.set("evidence/more.txt", Buffer.from("more"))),
      check: 5,
      says: /Named by nothing: evidence\/more\.txt: no object of a ledger is named so/,
    },
    {
      name: "that SHA256SUMS lists, a segment that no seal lists",
      given: () => withSums((files) => void files.set(stray, files.get(PATHS.segment) as Buffer)),
      check: 5,
      says: named(stray, "no seal of the bundle lists the segment"),
    },
    {
      name: "that SHA256SUMS lists, a script of this folder",
      given: () => withSums((files) => void files.set("evidence/log/x.ts", readFileSync(import.meta.filename))),
      check: 5,
      says: /evidence\/log\/x\.ts: no object of a ledger is named so/,
    },
    {
      name: "to SHA256SUMS alone",
      given: () =>
        withoutSums((files) =>
          edit(files, "SHA256SUMS", (sums) => Buffer.concat([sums, Buffer.from(`${"0".repeat(64)}  z.txt\n`)])),
        ),
      check: 1,
      says: /z\.txt: the file is listed and not there/,
    },
    {
      name: "to SHA256SUMS as a line that is none",
      given: () =>
        withoutSums((files) => edit(files, "SHA256SUMS", (sums) => Buffer.concat([sums, Buffer.from("# no line\n")]))),
      check: 1,
      says: /SHA256SUMS, line 25: the line is no digest, two spaces and a path/,
    },
  ]);
});
