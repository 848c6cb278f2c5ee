// Gives the page ZIP files that are cut, packed anew, or written to be read in two ways.
import { describe, expect, test } from "vitest";
import { entriesOf, type Files, zipOf } from "../../support/handover/bundle-of.ts";
import { findsEach, shownOf } from "../../support/handover/finds-each.ts";
import { PATHS, sealedBundle } from "../../support/handover/sealed-bundle.ts";
import { type EntryPlan, storedZip, type ZipPlan } from "../../support/handover/stored-zip.ts";
import { type Given, given, type Tamper } from "../../support/handover/tamper.ts";

/** The bundle's ZIP file with one entry, or the file, written otherwise. */
function written(change: Partial<EntryPlan>, plan: ZipPlan = {}, path: string = PATHS.middle): Given {
  const { files, trust } = sealedBundle();
  return {
    zip: storedZip(
      entriesOf(files).map((each) => (each.name === path ? { ...each, ...change } : each)),
      plan,
    ),
    trust,
  };
}

/** With further entries at the end. */
function more(...further: readonly EntryPlan[]): Given {
  const { files, trust } = sealedBundle();
  return { zip: storedZip([...entriesOf(files), ...further]), trust };
}

describe("passes", () => {
  const deflated = (): Given => {
    const { files, trust } = sealedBundle();
    return { zip: storedZip(entriesOf(files).map((each) => ({ ...each, deflated: true }))), trust };
  };
  const rows: readonly (readonly [string, () => Given, RegExp])[] = [
    ["the untouched file", () => given(sealedBundle()), /^$/],
    ["zip64 where nothing needs it", () => written({}, { zip64: true }), /^$/],
    [
      "one compressed entry, and says so",
      () => written({ deflated: true }),
      /Note: the ZIP file: 1 entries are compressed/,
    ],
    ["all entries compressed, and says so", deflated, /Note: the ZIP file: 25 entries are compressed/],
  ];
  test.each(rows)("%s", async (_, make, says) => {
    const { verdict, checks } = await shownOf(make());
    expect([verdict, ...checks.map(({ mark }) => mark)]).toEqual([
      "Everything checked passes",
      ...Array(7).fill("passes"),
    ]);
    expect(checks[0]?.found.join("\n")).toMatch(says);
  });

  test("more than 65,535 entries", async () => {
    const { files, trust } = sealedBundle();
    for (let at = 0; at < 65_600; at += 1) files.set(`csv/x${at}.csv`, Buffer.from(`${at}\n`));
    const { verdict, checks } = await shownOf(given({ files, trust }));
    expect(verdict).toBe("Everything checked passes");
    expect(checks[0]?.title).toContain("passes");
  });
});

describe("an entry", () => {
  const odd = (name: string, says: RegExp, make: () => Given): Tamper => ({ name, given: make, check: 1, says });
  const link = 0xa1ff * 65_536;
  findsEach([
    odd("is compressed, and cut", /its deflated bytes are damaged/, () =>
      written({ method: 8, bytes: Buffer.from([1, 2, 3]), size: 9 }),
    ),
    odd("unpacks to more than it says", /unpacks to another length/, () =>
      written({ deflated: true, size: 10, localSize: 10 }),
    ),
    odd("is packed by another method", /packed by method 12, which this page can't unpack/, () =>
      written({ method: 12 }),
    ),
    odd("is encrypted", /the entry is encrypted/, () => written({ flags: 1 })),
    odd("has another name before its data", /the local header has another name/, () =>
      written({ localName: PATHS.middle.replace("provider=aws", "provider=gcp") }),
    ),
    odd("has another size before its data", /the local header has other sizes/, () => written({ localSize: 3 })),
    odd("has fewer bytes than are stored", /the entry is stored in \d+ bytes, and has 3/, () =>
      written({ size: 3, localSize: 3 }),
    ),
    odd("has a comment", /the entry has a comment/, () => written({ comment: "x" })),
    odd("is a link", /the entry is a link/, () => written({ attributes: link })),
    odd("has bytes behind it", /5 bytes after it belong to no entry/, () => written({ after: Buffer.from("extra") })),
    odd("is there twice", /two entries have this name/, () => more({ name: PATHS.middle, bytes: Buffer.from("x") })),
    odd("is there twice but for case", /differs from \S+ in upper and lower case alone/, () =>
      more({ name: "Report.html", bytes: Buffer.from("x") }),
    ),
    odd("shares its bytes with another", /shares bytes with/, () =>
      more({ name: "zz", bytes: Buffer.from("x"), sameAs: "VERIFY.md" }),
    ),
    ...[
      ["leads out of the folder", "../x", /the path leads out of its folder/],
      ["is absolute", "/etc/x", /the path is absolute/],
      ["is of a drive", "C:x", /the path is absolute/],
      ["has a backslash", "a\\b", /the path has a backslash/],
      ["is a folder", "a/", /the entry is a folder/],
      ["has a device's name", "aux.txt", /Windows can't write this path/],
      ["has a control character", "a\u0007b", /characters other than printable ASCII/],
    ].map(([name, path, says]) =>
      odd(name as string, says as RegExp, () => more({ name: path as string, bytes: Buffer.from("x") })),
    ),
  ]);
});

describe("the file", () => {
  findsEach([
    {
      name: "has bytes before its first entry",
      given: () => written({}, { before: Buffer.from("#!/bin/sh\n") }),
      check: 1,
      says: /10 bytes lie before its first entry/,
    },
    {
      name: "has a comment",
      given: () => written({}, { comment: "hello" }),
      check: 1,
      says: /ends with a comment of 5 bytes/,
    },
    {
      name: "counts other entries than it has",
      given: () => written({}, { count: 24 }),
      check: 1,
      says: /counts 24 entries, and the central directory has 25/,
    },
  ]);
});

describe("one line and no verdict", () => {
  const whole = given(sealedBundle());
  const cut = (bytes: number): Given => ({ ...whole, zip: whole.zip.subarray(0, bytes) });
  const files = (change: (files: Files) => void): Given => {
    const sealed = sealedBundle();
    change(sealed.files);
    return given(sealed);
  };
  const rows: readonly (readonly [string, () => Given, RegExp])[] = [
    ["cut by a byte", () => cut(whole.zip.length - 1), /^This is not a ZIP file, or its end is missing\./],
    ["cut in half", () => cut(whole.zip.length / 2), /^This is not a ZIP file, or its end is missing\./],
    [
      "with a part taken out",
      () => ({ ...whole, zip: Buffer.concat([whole.zip.subarray(0, 100), whole.zip.subarray(200)]) }),
      /central directory of the ZIP file does not end where/,
    ],
    ["empty", () => ({ ...whole, zip: Buffer.alloc(0) }), /^The file is empty\./],
    ["a text", () => ({ ...whole, zip: Buffer.from("hello\n".repeat(99)) }), /^This is not a ZIP file/],
    ["a ZIP file without entries", () => ({ ...whole, zip: storedZip([]) }), /^The ZIP file has no entries\./],
    [
      "another ZIP file",
      () => ({ ...whole, zip: storedZip([{ name: "a.txt", bytes: Buffer.from("a") }]) }),
      /^This ZIP file is not a bundle of Tidemark/,
    ],
    [
      "a bundle without log",
      () =>
        files((all) => [...all.keys()].filter((path) => path.includes("/log/")).forEach((path) => all.delete(path))),
      /^The ZIP file has no log below evidence\/log\./,
    ],
    [
      "a bundle without segments",
      () =>
        files((all) =>
          [...all.keys()].filter((path) => path.includes("/records/")).forEach((path) => all.delete(path)),
        ),
      /^The ZIP file has no segment below evidence\/records/,
    ],
    [
      "two directories",
      () => {
        const zip = zipOf(sealedBundle().files, { zip64: true });
        zip.writeUInt16LE(1, zip.length - 12);
        return { ...whole, zip };
      },
      /^The end records of the ZIP file lead to different directories\./,
    ],
    [
      "a trust text with a word that every object has",
      () => ({ ...whole, trust: `${whole.trust}constructor x\n` }),
      /^The pasted text has a line that no trust file has: "constructor x"/,
    ],
    ["no trust text", () => ({ ...whole, trust: "" }), /^Paste the text of the trust file that you got another way/],
    ["a trust text of spaces", () => ({ ...whole, trust: " \n " }), /^Paste the text of the trust file/],
    [
      "another text",
      () => ({ ...whole, trust: "Dear auditor,\n" }),
      /^The pasted text has a line that no trust file has: "Dear auditor,"/,
    ],
    [
      "a trust text without its first line",
      () => ({ ...whole, trust: whole.trust.replace(/^ledger.*\n/, "") }),
      /^The pasted text has 0 "ledger" lines/,
    ],
    [
      "a trust text without its end",
      () => ({ ...whole, trust: whole.trust.replace("quorum none\n", "") }),
      /^The pasted text has 0 "quorum" lines/,
    ],
    [
      "a trust text without a key",
      () => ({ ...whole, trust: whole.trust.replace(/^log.*\n/gm, "") }),
      /^The pasted text has no "log" line/,
    ],
    [
      "a trust text with a key that is cut",
      () => ({ ...whole, trust: whole.trust.replace(/^(log .{50}).*$/m, "$1") }),
      /^A "log" line of the pasted text has no readable key/,
    ],
  ];
  test.each(rows)("%s", async (_, make, says) => {
    const { verdict, line, checks } = await shownOf(make());
    expect([verdict, line, checks]).toEqual(["No verdict", expect.stringMatching(says), []]);
    expect(line).not.toContain("\n");
  });
});
