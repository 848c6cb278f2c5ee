// A disk that is full in the middle of a run.
import { describe, expect, test } from "vitest";
import { openDirectory } from "../../ledger/stores/directory.ts";
import { fullFileSystem, watchedFileSystem } from "../support/ledger/failing-file-system.ts";
import { ObservedCloud } from "../support/ledger/observed-cloud.ts";
import { timed } from "../support/ledger/temporary-ledger.ts";

describe("a disk that is full in the middle of a run", () => {
  test("is one clear line wherever it happens, and the next run carries on", async () => {
    const { home: prepared, cloud } = await ObservedCloud.ofTwoAccounts();
    const dry = prepared.copy();
    const counting = watchedFileSystem(() => {});
    const counted = timed(openDirectory(dry.root, dry.work, counting), dry.clock.now);
    await dry.run({ reader: cloud, run: "run", store: counted });
    const opens = counting.calls.flatMap((name, index) => (name === "link" || name === "write" ? [index] : []));
    expect(opens.length).toBeGreaterThan(12);
    for (const index of opens) {
      const home = prepared.copy();
      const store = timed(openDirectory(home.root, home.work, fullFileSystem(index)), home.clock.now);
      const failing = home.run({ reader: cloud, run: "run", store });
      await expect(failing).rejects.toThrow(/^cannot write [^\n]+: ENOSPC \([^\n]+\)$/);
      expect((await home.verify()).verdict).toBe("INCOMPLETE");
      await home.run({ reader: cloud, run: "next" });
      expect((await home.verify()).violations).toEqual([]);
    }
  });
});
