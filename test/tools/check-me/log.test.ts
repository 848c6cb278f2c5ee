// Plays those who change the log, leave out runs, paste another trust file, or cite what is not there: the page says where.
import { createHash } from "node:crypto";

import { describe } from "vitest";

import { onSeal, without } from "../../support/forge/edit.ts";
import { impostor, LOG, LOG_2, LOG_P256, STRANGER } from "../../support/forge/keys.ts";
import type { NotePlan, Plan } from "../../support/forge/plan.ts";
import type { Files } from "../../support/handover/bundle-of.ts";
import { findsEach } from "../../support/handover/finds-each.ts";
import { citing, PATHS, SEALED, sealedBundle } from "../../support/handover/sealed-bundle.ts";
import { edit, type Given, given, put, type Tamper, withSums } from "../../support/handover/tamper.ts";

describe("the log", () => {
  const note = (name: string, plan: NotePlan, check: number, says: RegExp): Tamper => ({
    name,
    given: () => given(sealedBundle(onSeal(SEALED, "s1", (seal) => ({ ...seal, note: plan })))),
    check,
    says,
  });
  const swapped = (end: string) => (files: Files) => {
    const [one, other] = [1, 2].map((index) => `evidence/log/00000000000${index}.${end}`) as [string, string];
    const [first, second] = [files.get(one), files.get(other)] as [Buffer, Buffer];
    files.set(one, second).set(other, first);
  };
  findsEach([
    note(
      "has a wrong signature by Ed25519",
      { signers: [impostor(LOG)] },
      3,
      /001\.note: the signature of \S+ is wrong/,
    ),
    note(
      "has a wrong signature by P-256",
      { signers: [impostor(LOG_P256)] },
      3,
      /001\.note: the signature of \S+ is wrong/,
    ),
    note(
      "has a right signature and a wrong one",
      { signers: [LOG, impostor(LOG_P256)] },
      3,
      /001\.note: the signature of \S+ is wrong/,
    ),
    note("has a signature by a stranger", { signers: [STRANGER] }, 3, /001\.note: no log key of the pasted trust file/),
    note("has a note without signature", { lines: () => [] }, 3, /001\.note: the note has/),
    note(
      "has a note of another log",
      { origin: "other.example/log" },
      3,
      /001\.note: origin: found other\.example\/log/,
    ),
    note("has a note of another size", { size: 3 }, 4, /001\.note: size: found 3, expected 2/),
    note("has a note of another tree", { root: Buffer.alloc(32) }, 4, /001\.note: root: found A+=, expected/),
    {
      name: "has two leaves swapped",
      given: () => withSums(swapped("json")),
      check: 4,
      says: /001\.note: root: found/,
    },
    {
      name: "has two notes swapped",
      given: () => withSums(swapped("note")),
      check: 4,
      says: /001\.note: size: found 3/,
    },
    {
      name: "names another tree before a leaf, and its key signed it",
      given: () =>
        given(
          sealedBundle(
            onSeal(SEALED, "s2", (seal) => ({ ...seal, body: (body) => ({ ...body, frontier: ["0".repeat(64)] }) })),
          ),
        ),
      check: 4,
      says: /log\/000000000002\.json: frontier: found/,
    },
    {
      name: "goes back in time, and its key signed it",
      given: () =>
        given(
          sealedBundle(
            onSeal(SEALED, "s2", (seal) => ({
              ...seal,
              body: (body) => ({ ...body, time: "2026-03-01T10:02:00.000Z" }),
            })),
          ),
        ),
      check: 4,
      says: /log\/000000000002\.json: time \S+ is earlier than that of the leaf before/,
    },
  ]);
});

describe("the pasted text", () => {
  const trusting = (name: string, change: (trust: string) => string, check: number, says: RegExp): Tamper => ({
    name,
    given: () => {
      const sealed = sealedBundle();
      return given({ ...sealed, trust: change(sealed.trust) });
    },
    check,
    says,
  });
  const until = (size: number) => (trust: string) =>
    `${trust}until ${size} ${LOG.vkey}\nuntil ${size} ${LOG_P256.vkey}\n`;
  findsEach([
    trusting(
      "names another ledger",
      (trust) => trust.replace(/ledger \S+/, `ledger ${"0".repeat(64)}`),
      2,
      /genesis\.json: SHA-256, which is the ledger's id: found [0-9a-f]{64}, expected 0{64}/,
    ),
    trusting(
      "names another key",
      () => `ledger ${sealedBundle().trust.slice(7, 71)}\nlog ${LOG_2.vkey}\nquorum none\n`,
      3,
      /000\.note: no log key of the pasted trust file signed it/,
    ),
    trusting("ends the keys before the log", until(2), 3, /002\.note: \S+ signed it, and its signatures do not count/),
    trusting(
      "keeps another checkpoint",
      (trust) => `${trust}checkpoint 2 ${Buffer.alloc(32).toString("base64")}\n`,
      4,
      /the pasted text: root of the kept checkpoint of size 2: found \S+, expected A+=/,
    ),
    trusting(
      "keeps a larger checkpoint",
      (trust) => `${trust}checkpoint 9 ${Buffer.alloc(32).toString("base64")}\n`,
      4,
      /the kept checkpoint of size 9 is beyond the log of this bundle/,
    ),
  ]);
});

describe("a run", () => {
  const missing = (plan: Plan): Given => given(sealedBundle(plan));
  findsEach([
    {
      name: "of a slot was not made",
      given: () => missing(without(SEALED, "a2", "s2")),
      check: 6,
      says: /evidence\/log: no run was made in time for 2026-03-01T11:00:00\.000Z/,
    },
    {
      name: "of a slot was sealed late",
      given: () => missing(onSeal(SEALED, "s2", (seal) => ({ ...seal, time: "2026-03-01T11:15:01.000Z" }))),
      check: 6,
      says: /no run was made in time for 2026-03-01T11:00:00\.000Z/,
    },
    {
      name: "left out a scope",
      given: () => missing(without(SEALED, "a2")),
      check: 6,
      says: /000000000002\.json: the run left out the enrolled scope aws\/111111111111/,
    },
  ]);
});

describe("a citation", () => {
  const KEY = PATHS.segment.slice("evidence/".length);
  const cited = (page: readonly string[], table: readonly string[] = []): Given =>
    withSums((files) => {
      const ledger = createHash("sha256")
        .update(files.get(PATHS.genesis) as Buffer)
        .digest("hex");
      for (const [path, bytes] of citing(ledger, page, table)) files.set(path, bytes);
    });
  findsEach([
    {
      name: "of the report names a line that is not there",
      given: () => cited([`${KEY}:6`]),
      check: 7,
      says: /report\.html: records\S+:6: the object has 5 lines/,
    },
    {
      name: "of the report names an object that is not there",
      given: () => cited([`${KEY.replace("000000000000", "000000000003")}:1`]),
      check: 7,
      says: /report\.html: records\S+:1: the object is not in the evidence/,
    },
    {
      name: "of the report is none",
      given: () => cited(["see line 3"]),
      check: 7,
      says: /report\.html: see line 3: this is no citation of an object and a line/,
    },
    {
      name: "of the table of failures names a line that is not there",
      given: () => cited([], [`${KEY}:2`, `${KEY}:99`]),
      check: 7,
      says: /csv\/05-failures\.csv: row 3: records\S+:99: the object has 5 lines/,
    },
    {
      name: "of the table of failures is none",
      given: () => cited([], [`${KEY}:2`.replace("records", "Records")]),
      check: 7,
      says: /csv\/05-failures\.csv: row 2: Records\S+: this is no citation/,
    },
    {
      name: "of the table of failures stands behind a row that is none",
      given: () => withSums((files) => edit(files, "csv/05-failures.csv", put("F-1,", 'x"y,1\nF-1,'))),
      check: 7,
      says: /csv\/05-failures\.csv: it is no table of comma-separated values/,
    },
    {
      name: "of the report stands behind a comment",
      given: () => withSums((files) => edit(files, "report.html", put("<p>", '<!--<div id="overview">--><p>'))),
      check: 7,
      says: /report\.html: it has a comment, a part twice or a citation in another form/,
    },
    {
      name: "of the report is written in another way",
      given: () => withSums((files) => edit(files, "report.html", put("<code class", "<code  class"))),
      check: 7,
      says: /report\.html: it has a comment, a part twice or a citation in another form/,
    },
    {
      name: "of a failure is nowhere, and the manifest counts failures",
      given: () => {
        const { files, trust } = sealedBundle(SEALED, { cites: [] });
        files.set("csv/05-failures.csv", Buffer.from("Failure,Because,Record\n"));
        edit(files, "export-manifest.json", put('"evidence"', '"counts":{"failures":3},"evidence"'));
        return given({ files, trust });
      },
      check: 7,
      says: /report\.html: it counts failures, and neither it nor a table cites a record/,
    },
  ]);
});
