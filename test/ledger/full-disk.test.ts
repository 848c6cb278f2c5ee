// A disk that is full in the middle of a run.
import { describe, expect, test } from "vitest";
import { openDirectory } from "../../ledger/stores/directory.ts";
import { observe } from "../../observation/run.ts";
import { Cloud } from "../support/ledger/cloud.ts";
import { fullFileSystem, watchedFileSystem } from "../support/ledger/failing-file-system.ts";
import { runOptions, TemporaryLedger, timed } from "../support/ledger/temporary-ledger.ts";

describe("a disk that is full in the middle of a run", () => {
  const A = "aws/111111111111";
  const B = "aws/222222222222";

  test("is one clear line wherever it happens, and the next run carries on", async () => {
    const prepared = await TemporaryLedger.create();
    const cloud = new Cloud(prepared.clock.text);
    cloud.bucket(A, "a", "own key");
    cloud.bucket(B, "b", "own key");
    const dry = prepared.copy();
    const counting = watchedFileSystem(() => {});
    const counted = timed(openDirectory(dry.root, dry.work, counting), dry.clock.now);
    await observe(await runOptions(dry, { reader: cloud, run: "run", store: counted }));
    const opens = counting.calls.flatMap((name, index) => (name === "link" || name === "write" ? [index] : []));
    expect(opens.length).toBeGreaterThan(12);
    for (const index of opens) {
      const home = prepared.copy();
      const store = timed(openDirectory(home.root, home.work, fullFileSystem(index)), home.clock.now);
      const failing = observe(await runOptions(home, { reader: cloud, run: "run", store }));
      await expect(failing).rejects.toThrow(/^cannot write [^\n]+: ENOSPC \([^\n]+\)$/);
      expect((await home.verify()).verdict).toBe("INCOMPLETE");
      await observe(await runOptions(home, { reader: cloud, run: "next" }));
      expect((await home.verify()).violations).toEqual([]);
    }
  });
});
