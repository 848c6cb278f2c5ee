// What people are called lies outside the evidence: references stay, names go when they are erased, and that is recorded.
import { readdirSync, readFileSync, statSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { beforeEach, describe, expect, test } from "vitest";
import { segmentKey } from "../../evidence-schema/keys/object-key.ts";
import { eraseNames } from "../../ledger/write/acts.ts";
import { NamesStore } from "../../ledger/names/names-store.ts";
import { namesDirectory } from "../../ledger/names/names-directory.ts";
import { Cloud } from "../support/ledger/cloud.ts";
import { faultyStore } from "../support/ledger/faulty-store.ts";
import { readSegment } from "../support/ledger/read-segments.ts";
import { temporaryDirectory } from "../support/ledger/temporary-directory.ts";
import { TemporaryLedger } from "../support/ledger/temporary-ledger.ts";

const NAME = "Ada.Lovelace@example.com";
const DEPLOYMENT = segmentKey("tidemark/ledger", 0, 0);
const ACTS = segmentKey("tidemark/ledger", 0, 1);

let directory: string;
let salt: string;
let names: NamesStore;
beforeEach(async () => {
  directory = join(temporaryDirectory(), "names");
  salt = await NamesStore.found(namesDirectory(directory));
  names = await NamesStore.open(namesDirectory(directory), salt);
});

/** Everything that lies in the names store, but for the salt. */
const written = (): string[] => readdirSync(directory).filter((name) => name !== "salt");

describe("a reference", () => {
  test("is the same for the same person, today and after the store was opened again", async () => {
    const reference = names.person("aws", NAME);
    expect(names.person("aws", ` ${NAME.toLowerCase()} `)).toBe(reference);
    expect((await NamesStore.open(namesDirectory(directory), salt)).person("aws", NAME)).toBe(reference);
    expect(reference).toMatch(/^person:[0-9a-f]{64}$/);
  });

  test("differs by provider, by person and by ledger", async () => {
    const other = join(temporaryDirectory(), "names");
    const elsewhere = await NamesStore.open(namesDirectory(other), await NamesStore.found(namesDirectory(other)));
    const references = [
      names.person("aws", NAME),
      names.person("entra", NAME),
      names.person("aws", "b"),
      elsewhere.person("aws", NAME),
    ];
    expect(new Set(references).size).toBe(4);
  });

  test("is not made with another salt than the one that genesis commits to", async () => {
    const other = join(temporaryDirectory(), "names");
    const otherSalt = await NamesStore.found(namesDirectory(other));
    await expect(NamesStore.open(namesDirectory(directory), otherSalt)).rejects.toThrow(
      /salt is not the salt that genesis commits to, [^\n]+$/,
    );
    writeFileSync(join(directory, "salt"), "");
    await expect(NamesStore.open(namesDirectory(directory), salt)).rejects.toThrow(
      "is not the salt that genesis commits to",
    );
    await expect(NamesStore.open(namesDirectory(join(directory, "nowhere")), salt)).rejects.toThrow(
      /^the ledger's salt salt is missing in [^\n]+nowhere, /,
    );
  });

  test("a salt is never replaced", async () => {
    const before = readFileSync(join(directory, "salt"));
    expect(await NamesStore.found(namesDirectory(directory))).toBe(salt);
    expect(readFileSync(join(directory, "salt"))).toEqual(before);
    expect(before).toHaveLength(32);
  });
});

test("those that make a salt at once all have the one that is made", async () => {
  const place = namesDirectory(join(temporaryDirectory(), "names"));
  const digests = await Promise.all(Array.from({ length: 8 }, () => NamesStore.found(place)));
  expect(new Set(digests).size).toBe(1);
  await NamesStore.open(place, digests[0] as string);
});

describe("a name", () => {
  test("that many write at once is whole, and none of them fails", async () => {
    const name = "Ada ".repeat(5000);
    const stores = await Promise.all(Array.from({ length: 8 }, () => NamesStore.open(namesDirectory(directory), salt)));
    for (const store of stores) store.remember("entra:1", name);
    await Promise.all(stores.map((store) => store.flush()));
    expect(await names.nameOf("entra:1")).toBe(name);
    expect(written()).toHaveLength(1);
  });

  test("is written when it is flushed and not before, for its owner's eyes only", async () => {
    const reference = names.person("aws", NAME);
    expect(await names.nameOf(reference)).toBeNull();
    expect(written()).toEqual([]);
    await names.flush();
    expect(await names.nameOf(reference)).toBe(NAME);
    const [file] = written() as [string];
    expect(statSync(join(directory, file)).mode & 0o777).toBe(0o600);
    expect(statSync(directory).mode & 0o777).toBe(0o700);
    // The reference itself could be looked up by whoever sees a listing.
    expect(file).not.toContain(reference.slice("person:".length));
  });

  test("stays as it was first written: no reader of an account can rename a person; an erasure makes room for another", async () => {
    names.remember("entra:1", "Ada Byron");
    await names.flush();
    names.remember("entra:1", "Ada Lovelace");
    await names.flush();
    expect(await names.nameOf("entra:1")).toBe("Ada Byron");
    expect(written()).toHaveLength(1);
    await names.erase("entra:1");
    names.remember("entra:1", "Ada Lovelace");
    await names.flush();
    expect(await names.nameOf("entra:1")).toBe("Ada Lovelace");
  });

  test("that can't be written is one clear line, and is written the next time", async () => {
    names.remember("entra:1", "Ada");
    const { rename, rm } = await import("node:fs/promises");
    await rename(directory, `${directory}.away`);
    writeFileSync(directory, "");
    await expect(names.flush()).rejects.toThrow(/^cannot (read|write) the name of a person: [^\n]+$/);
    await rm(directory);
    await rename(`${directory}.away`, directory);
    await names.flush();
    expect(await names.nameOf("entra:1")).toBe("Ada");
  });

  test("that is spoiled is one clear line, never somebody else's", async () => {
    names.remember("entra:1", "Ada");
    await names.flush();
    writeFileSync(join(directory, written()[0] as string), "{");
    await expect(names.nameOf("entra:1")).rejects.toThrow(/^cannot read the name of a person: [^\n]+$/);
  });
});

describe("an erasure", () => {
  const erasure = (reference: string) => ({
    references: [reference],
    reason: "asked for",
    principal: "person:officer",
  });
  let home: TemporaryLedger;
  let reference: string;
  beforeEach(async () => {
    home = await TemporaryLedger.create();
    reference = names.person("aws", NAME);
    const cloud = new Cloud(home.clock.text);
    cloud.bucket("aws/111111111111", reference, "own key");
    await home.run({ reader: cloud, run: "first" });
    await names.flush();
  });

  test("removes the name, appends an act that says so, and leaves the evidence as it was", async () => {
    const before = home.digests();
    home.clock.advance(60);
    await eraseNames(await home.open(), home.clock, names, "erasure-1", erasure(reference));
    expect(await names.nameOf(reference)).toBeNull();
    expect(written()).toEqual([]);
    const after = home.digests();
    for (const [key, digest] of before) expect(after.get(key)).toBe(digest);
    expect([...after.keys()].filter((key) => !before.has(key))).toEqual([ACTS]);
    const { records } = readSegment(home, ACTS);
    expect(records).toMatchObject([{ type: "erasure", run: "erasure-1", body: erasure(reference) }]);
    expect(JSON.stringify(records)).not.toContain("Lovelace");
    const cloud = new Cloud(home.clock.text);
    cloud.bucket("aws/111111111111", reference, "own key");
    const { observed } = await home.run({ reader: cloud, run: "next" });
    expect(observed[0]?.changes).toEqual([]);
    expect((await home.verify()).violations).toEqual([]);
  });

  test("that is repeated is recorded once", async () => {
    for (let i = 0; i < 2; i += 1)
      await eraseNames(await home.open(), home.clock, names, "erasure-1", erasure(reference));
    expect(home.keys("records/provider=tidemark/")).toEqual([DEPLOYMENT, ACTS]);
  });

  test("whose act can't be recorded removes nothing", async () => {
    const store = faultyStore(home.store(), 0);
    await expect(eraseNames(await home.open(store), home.clock, names, "e", erasure(reference))).rejects.toThrow(
      "injected",
    );
    expect(await names.nameOf(reference)).toBe(NAME);
  });

  test("finds the name also where a write was cut short", async () => {
    writeFileSync(join(directory, `${written()[0]}.tmp`), JSON.stringify({ reference, name: NAME }));
    await eraseNames(await home.open(), home.clock, names, "erasure-1", erasure(reference));
    expect(written()).toEqual([]);
  });

  test("is not undone by what was remembered before it and not written yet", async () => {
    names.remember(reference, NAME);
    await eraseNames(await home.open(), home.clock, names, "erasure-1", erasure(reference));
    await names.flush();
    expect(await names.nameOf(reference)).toBeNull();
  });
});
