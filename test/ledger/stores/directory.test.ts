// The directory store keeps the store's contract, and every call of the file system that fails.
import { execFileSync, spawn } from "node:child_process";
import { mkdirSync, readdirSync, readFileSync, statSync, symlinkSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { describe, expect, test } from "vitest";
import { putSame, StoreError } from "../../../ledger/store.ts";
import { openDirectory } from "../../../ledger/stores/directory.ts";
import { CODES, failingFileSystem, watchedFileSystem } from "../../support/ledger/failing-file-system.ts";
import { expectListings, LISTED, NOT_THERE, THERE } from "../../support/ledger/listing-contract.ts";
import { temporaryDirectory } from "../../support/ledger/temporary-directory.ts";

const KEY = "log/000000000000.json";
const BYTES = Buffer.from("whole\n");

function place(): { readonly root: string; readonly work: string; readonly store: ReturnType<typeof openDirectory> } {
  const home = temporaryDirectory();
  const [root, work] = [join(home, "ledger"), join(home, "work")];
  return { root, work, store: openDirectory(root, work) };
}

describe("the contract", () => {
  test("nothing is made until something is put", async () => {
    const { root, store } = place();
    expect(await store.get(KEY)).toBeNull();
    expect(await store.list("")).toEqual([]);
    expect(() => statSync(root)).toThrow(/ENOENT/);
  });

  test("an object is created once, and what was there first stays", async () => {
    const { store } = place();
    expect(await store.put(KEY, BYTES)).toBe("created");
    expect(await store.put(KEY, BYTES)).toBe("exists");
    expect(await store.put(KEY, Buffer.from("other"))).toBe("exists");
    expect(await store.get(KEY)).toEqual(BYTES);
  });

  test("putting the same is success, putting other bytes is refused in one line", async () => {
    const { store } = place();
    await putSame(store, KEY, BYTES);
    await putSame(store, KEY, BYTES);
    await expect(putSame(store, KEY, Buffer.from("other"))).rejects.toThrow(
      new StoreError(`${KEY} exists with other bytes and is never overwritten. Run tidemark verify`),
    );
  });

  test("an empty object is an object", async () => {
    const { store } = place();
    await store.put(KEY, Buffer.alloc(0));
    expect(await store.get(KEY)).toEqual(Buffer.alloc(0));
  });

  test("nobody may write to what was put, and no temporary file is left", async () => {
    const { root, work, store } = place();
    await store.put(KEY, BYTES);
    expect(statSync(join(root, KEY)).mode & 0o777).toBe(0o444 & ~process.umask());
    expect(readdirSync(work)).toEqual([]);
  });

  test("keys are listed by code units, whatever order they came in, with strays", async () => {
    const { root, store } = place();
    const keys = [
      "log/b.json",
      "log/a.json",
      "log/B.json",
      "log/a/z",
      "log/ä.json",
      "log/\u{1f600}",
      "log/\uffee",
      "genesis.json",
    ];
    for (const key of keys) await store.put(key, BYTES);
    writeFileSync(join(root, ".DS_Store"), "");
    expect(await store.list("")).toEqual([".DS_Store", ...keys].sort());
    expect(await store.list("log/")).toEqual(keys.filter((key) => key.startsWith("log/")).sort());
    expect(await store.list("log/a")).toEqual(["log/a.json", "log/a/z"]);
    expect(await store.list("nothing/")).toEqual([]);
  });

  test("listings begin after a key, whether it is there or not, and folders are those of the keys", async () => {
    const { store } = place();
    for (const key of LISTED) await store.put(key, BYTES);
    await expectListings(store, [...THERE, ...NOT_THERE]);
  });

  test("a folder that lies before is not looked into, and one in the place of an object is told after it alone", async () => {
    const { root, store } = place();
    await store.put("log/a/z", BYTES);
    await store.put("log/b", BYTES);
    mkdirSync(join(root, "log/000000000001.json"));
    const told = "log/000000000001.json (not a regular file)";
    expect(await store.list("log/", "log/000000000000.json")).toEqual([told, "log/a/z", "log/b"]);
    expect(await store.list("log/", "log/000000000001.json")).toEqual(["log/a/z", "log/b"]);
    expect(await store.list("log/", "log/a/z")).toEqual(["log/b"]);
  });

  test.each([
    "records/provider=gcp/scope=projects%2F1/gen=0/0",
    "a b/c'd\"e",
    "x/%00",
    "x/line\nbreak",
    "x/-rf",
    "x/日本語",
  ])("a key with odd characters is kept as it is: %j", async (key) => {
    const { store } = place();
    expect(await store.put(key, BYTES)).toBe("created");
    expect(await store.get(key)).toEqual(BYTES);
    expect(await store.list("")).toEqual([key]);
  });

  test.each(["../outside", "log/../../outside", "log//a", "/etc/passwd", "log/.", ""])(
    "a key that leads elsewhere is refused: %j",
    async (key) => {
      const { store } = place();
      await expect(store.put(key, BYTES)).rejects.toThrow(StoreError);
      await expect(store.get(key)).rejects.toThrow(StoreError);
    },
  );

  test.each(["x".repeat(300), "x\0y"])("a key that the file system can't name is refused in one line", async (key) => {
    const { store } = place();
    await expect(store.put(`log/${key}`, BYTES)).rejects.toThrow(/^cannot write [^\n]+$/);
    await expect(store.get(`log/${key}`)).rejects.toThrow(/^cannot read [^\n]+$/);
  });

  test("a symbolic link is never followed, and is listed as what it is", async () => {
    const { root, store } = place();
    await store.put("log/a", BYTES);
    symlinkSync(join(root, "log/a"), join(root, "log/b"));
    symlinkSync(join(root, "log"), join(root, "more"));
    expect(await store.get("log/b")).toBeNull();
    expect(await store.list("")).toEqual(["log/a", "log/b (not a regular file)", "more (not a regular file)"]);
    expect(await store.put("log/b", BYTES)).toBe("exists");
  });

  // Whoever puts one there must not keep a verifier from its verdict: it is told by the listing, as what is stray.
  test("a folder or a pipe in the place of an object is none, is listed as what it is, and nobody waits for it", async () => {
    const { root, store } = place();
    await store.put("log/a", BYTES);
    const folder = "log/000000000001.json";
    mkdirSync(join(root, folder));
    execFileSync("mkfifo", [join(root, "log/pipe")]);
    for (const key of [folder, "log/pipe"]) {
      expect(await store.get(key)).toBeNull();
      expect(await store.put(key, BYTES)).toBe("exists");
    }
    expect(await store.list("")).toEqual([`${folder} (not a regular file)`, "log/a", "log/pipe (not a regular file)"]);
  });

  test("a ledger path that is a file, or lies under one, is refused when something is put", async () => {
    const home = temporaryDirectory();
    writeFileSync(join(home, "file"), "");
    for (const root of [join(home, "file"), join(home, "file", "ledger")]) {
      const store = openDirectory(root, join(home, "work"));
      expect(await store.get(KEY)).toBeNull();
      await expect(store.put(KEY, BYTES)).rejects.toThrow(
        /^cannot write log\/000000000000.json: (EEXIST|ENOTDIR) \([^\n]+\)$/,
      );
    }
  });

  test("its clock is the file system's", async () => {
    const { root, store } = place();
    mkdirSync(root, { recursive: true });
    const before = statSync(root).mtimeMs;
    const now = await store.clock();
    expect(now).toBeGreaterThanOrEqual(Math.floor(before));
    expect(now - before).toBeLessThan(60_000);
  });
});

test("of processes that race on one key exactly one creates it, and it is whole", async () => {
  const { root, work, store } = place();
  const texts = ["first\n", "second\n", "third\n"];
  const racers = texts.map((text) => {
    const script = join(import.meta.dirname, "../../support/ledger/put-once.ts");
    const child = spawn(process.execPath, [script, root, work, KEY, text], { stdio: ["pipe", "pipe", "inherit"] });
    let said = "";
    const ready = new Promise<void>((resolve) =>
      child.stdout.on("data", (data: Buffer) => ((said += String(data)), resolve())),
    );
    const ended = new Promise<string>((resolve) => child.once("close", () => resolve(said.split("\n")[1] as string)));
    return { child, ready, ended, text };
  });
  await Promise.all(racers.map(({ ready }) => ready));
  for (const { child } of racers) child.stdin.write("go\n");
  const outcomes = await Promise.all(racers.map(({ ended }) => ended));
  expect(outcomes.toSorted()).toEqual(["created", "exists", "exists"]);
  expect(String(await store.get(KEY))).toBe(texts[outcomes.indexOf("created")]);
  expect(readdirSync(work)).toEqual([]);
});

describe("each call of the file system fails in turn", () => {
  /** The calls of a put into a new ledger, in order. */
  async function callsOfPut(): Promise<readonly string[]> {
    const { root, work } = place();
    const fs = watchedFileSystem(() => {});
    await openDirectory(root, work, fs).put(KEY, BYTES);
    return fs.calls;
  }

  test("among them are those that make an object durable, in the order that makes it so", async () => {
    const calls = (await callsOfPut()).join(" ");
    expect(calls).toMatch(/open write fsync close link open fsync close unlink$/);
  });

  const faults = Array.from({ length: 24 }, (_, index) => index).flatMap((index) =>
    CODES.flatMap((code) => [false, true].map((whole) => ({ index, code, whole }))),
  );
  test("no more calls are made than are tried here", async () => {
    expect((await callsOfPut()).length).toBeLessThanOrEqual(24);
  });

  test.each(faults)("put, call $index with $code (done all the same: $whole)", async ({ index, code, whole }) => {
    const { root, work, store } = place();
    const fs = failingFileSystem(index, code, whole);
    const failed = await openDirectory(root, work, fs)
      .put(KEY, BYTES)
      .then(
        () => null,
        (error: unknown) => error,
      );
    const broke = fs.calls[index]?.replace(" failed", "");
    if (broke === undefined) return;
    // A temporary file that can't be removed harms nobody; everything else is told.
    if (broke === "unlink") expect(failed).toBeNull();
    else {
      expect(failed).toBeInstanceOf(StoreError);
      expect((failed as Error).message).toMatch(new RegExp(`^cannot write ${KEY}: ${code} \\([^\\n]+\\)$`));
    }
    const there = await store.get(KEY);
    if (there !== null) expect(there).toEqual(BYTES);
    expect((await store.list("")).filter((key) => key !== KEY)).toEqual([]);
    await putSame(store, KEY, BYTES);
    expect(await store.get(KEY)).toEqual(BYTES);
    if (broke !== "unlink" && broke !== "open") expect(readdirSync(work)).toEqual([]);
  });

  test.each(["open", "fstat", "read"])("get: %s fails", async (name) => {
    const { root, work, store } = place();
    await store.put(KEY, BYTES);
    for (const code of ["EIO", "EACCES"]) {
      const fs = watchedFileSystem((call) => {
        if (call.name === name) throw Object.assign(new Error(`${code}: injected`), { code });
      });
      await expect(openDirectory(root, work, fs).get(KEY)).rejects.toThrow(
        new RegExp(`^cannot read ${KEY}: ${code} \\([^\\n]+\\)$`),
      );
    }
  });

  test("list: a folder that can't be read is never taken for an empty one", async () => {
    const { root, work, store } = place();
    await store.put(KEY, BYTES);
    const count = (await callsOfList(root, work)).length;
    for (let index = 0; index < count; index += 1) {
      const failing = openDirectory(root, work, failingFileSystem(index, "EACCES"));
      await expect(failing.list("")).rejects.toThrow(/^cannot list [^\n]+: EACCES \([^\n]+\)$/);
    }
  });

  async function callsOfList(root: string, work: string): Promise<readonly string[]> {
    const fs = watchedFileSystem(() => {});
    await openDirectory(root, work, fs).list("");
    return fs.calls;
  }

  test("clock: what can't be asked is told", async () => {
    const { root, work } = place();
    for (const index of [0, 1, 2, 3]) {
      const failing = openDirectory(root, work, failingFileSystem(index, "EIO"));
      await expect(failing.clock()).rejects.toThrow(/^cannot read the file system's clock: EIO \([^\n]+\)$/);
    }
  });
});

test("an object that another could not make durable is made so before it counts as there", async () => {
  const { root, work } = place();
  const fs = watchedFileSystem(() => {});
  const store = openDirectory(root, work, fs);
  await store.put(KEY, BYTES);
  const before = fs.calls.length;
  expect(await store.put(KEY, BYTES)).toBe("exists");
  const calls = fs.calls.slice(before).join(" ");
  expect(calls).toMatch(/link failed open fsync close unlink$/);
});

test("temporary files that a crash left behind are no part of the ledger", async () => {
  const { root, work, store } = place();
  await store.put(KEY, BYTES);
  writeFileSync(join(work, "0b7e"), "half a segm");
  expect(await store.list("")).toEqual([KEY]);
  expect(dirname(join(root, KEY))).not.toContain(work);
  expect(readFileSync(join(root, KEY))).toEqual(BYTES);
});
