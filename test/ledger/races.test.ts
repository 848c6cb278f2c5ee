// Writers meet on one scope, or on the log: one valid chain comes of it, and nothing that was read too early is believed.
import { spawn } from "node:child_process";
import { join } from "node:path";
import { beforeEach, describe, expect, test } from "vitest";
import { openExports } from "../../collectors/exports/reader.ts";
import { readLeaf } from "../../ledger/read/log-tail.ts";
import type { RunOptions } from "../../observation/run.ts";
import type { ObservedScope } from "../../observation/comparing/write-segment.ts";
import type { Cloud } from "../support/ledger/cloud.ts";
import { writeGarbage } from "../support/ledger/garbage.ts";
import { A, B, keysOf, ObservedCloud } from "../support/ledger/observed-cloud.ts";
import { writeExports } from "../support/ledger/small-export.ts";
import { temporaryDirectory } from "../support/ledger/temporary-directory.ts";
import { INTACT, TemporaryLedger, type ObservedRun } from "../support/ledger/temporary-ledger.ts";
import { readSegments } from "../support/ledger/read-segments.ts";

let made: ObservedCloud;
let home: TemporaryLedger;
let cloud: Cloud;
beforeEach(async () => {
  made = await ObservedCloud.ofTwoAccounts();
  ({ home, cloud } = made);
  await run("first");
  home.clock.advance(600);
});

const run = (id: string, members?: Partial<RunOptions>): Promise<ObservedRun> => made.runAfter(0, id, members);

const intact = async (): Promise<void> => expect(await home.verify()).toMatchObject(INTACT);

describe("a run that another overtakes between its reading and its append", () => {
  test("throws its answers away and reads again: nothing is resurrected, nothing departs wrongly", async () => {
    made.meanwhile(async () => {
      cloud.remove(A, "one");
      cloud.bucket(A, "three", "own key");
      await run("other");
    });
    const result = await run("overtaken");
    expect(keysOf(result)).toEqual(["three"]);
    const segments = readSegments(home, A);
    expect(segments.map(({ run: id }) => id)).toEqual(["first", "other", "overtaken"]);
    // The overtaken run found what the other had: it has nothing to say of either resource.
    const said = segments[2]?.records.filter(({ type }) => type === "observation" || type === "departure");
    expect(said).toEqual([]);
    await intact();
  });

  test("believes what it reads the second time, not the first", async () => {
    cloud.bucket(A, "one", "default");
    made.meanwhile(async () => {
      await run("other");
      cloud.bucket(A, "one", "own key");
    });
    const { observed } = await run("overtaken");
    const { changes } = observed.find(({ scope }) => scope === A) as ObservedScope;
    expect(changes).toMatchObject([{ is: "finding", finding: { transition: "recovered" } }]);
    await intact();
  });

  test("reads only the overtaken scope again", async () => {
    const readings: string[] = [];
    made.meanwhile(() => made.batch([made.event("e", "one")]));
    const read = cloud.read.bind(cloud);
    cloud.read = (request, emit) => {
      readings.push(request.scope);
      return read(request, emit);
    };
    await run("overtaken");
    // The run reads both scopes side by side, the batch reads A, and the run reads A again.
    expect(readings.toSorted()).toEqual([A, A, A, B]);
    await intact();
  });

  test("gives up a scope after a few lost heads, seals it as failed, and the next run has it", async () => {
    let others = 0;
    cloud.afterRead = async (scope) => {
      if (scope !== A) return;
      const { afterRead } = cloud;
      cloud.afterRead = () => Promise.resolve();
      home.clock.advance(1);
      await made.batch([made.event(`e${(others += 1)}`, "one")]);
      cloud.afterRead = afterRead;
    };
    const { failed, sealed } = await run("overtaken");
    cloud.afterRead = () => Promise.resolve();
    expect([...failed]).toEqual([
      [A, expect.stringMatching(/^aws\/111111111111: another writer appended during each of 5 readings/)],
    ]);
    expect(sealed.seal.scopes.find(({ scope }) => scope === A)?.view).toBe("failed");
    expect(sealed.seal.scopes.find(({ scope }) => scope === B)?.view).toBe("observed");
    await intact();
    expect((await run("next")).failed.size).toBe(0);
    await intact();
  });

  test("a chain of more than ten gens is met at its end, not where its name sorts last", async () => {
    for (let gen = 0; gen < 11; gen += 1) {
      writeGarbage(home, A, "not gzip");
      await run(`restart ${gen}`, { restarts: new Map([[A, { reason: "test", principal: "me" }]]) });
    }
    made.meanwhile(async () => {
      cloud.bucket(A, "three", "own key");
      await run("other");
    });
    expect(keysOf(await run("overtaken"))).toEqual(["one", "three"]);
    await intact();
  });
});

describe("sealers", () => {
  test("two at once: both seals are there, each listing what the other does not", async () => {
    made.meanwhile(() => run("other", { only: new Set([B]) }));
    const { sealed } = await run("slow");
    expect(sealed.index).toBe(2);
    const { leaf: other } = await readLeaf(home.store(), 1);
    expect(other).toMatchObject({ kind: "seal", run: "other" });
    await intact();
  });

  test("one that meets another's unsigned leaf signs it first", async () => {
    const ledger = await home.open();
    let met = false;
    // Between this sealer's seal and its note another seals.
    const signer = {
      ...home.signer,
      sign: async (text: string) => {
        if (!met) {
          met = true;
          home.clock.advance(1);
          await run("other");
        }
        return home.signer.sign(text);
      },
    };
    cloud.bucket(A, "one", "default");
    const { sealed } = await run("slow", { ledger, signer });
    expect(sealed.index).toBe(1);
    expect((await ledger.newestSeal())?.seal.run).toBe("other");
    await intact();
  });
});

test("a run by hand that somebody makes again under its id, much later, is told and not sealed twice", async () => {
  const { sealed } = await run("again");
  home.clock.advance(600);
  expect((await run("again")).sealed.index).toBe(sealed.index);
  await intact();
});

test("two processes collect at once: both runs are sealed, in one chain a scope", async () => {
  const directory = temporaryDirectory();
  const script = join(import.meta.dirname, "../support/ledger/collect-and-die.ts");
  const fresh = await TemporaryLedger.create();
  const exports = writeExports(join(directory, "1"), fresh.clock.text(), ["one", "two"]);
  const codes = ["left", "right"].map((id) => {
    const args = [script, fresh.home, exports, id, fresh.clock.text(), "-1", "before"];
    const child = spawn(process.execPath, args, { stdio: ["ignore", "ignore", "inherit"] });
    return new Promise((resolve) => child.once("close", resolve));
  });
  expect(await Promise.all(codes)).toEqual([0, 0]);
  const { scopes } = await openExports(exports);
  for (const scope of scopes) {
    expect(
      readSegments(fresh, scope)
        .map(({ run: id }) => id)
        .toSorted(),
    ).toEqual(["left", "right"]);
  }
  expect((await fresh.verify()).violations).toEqual([]);
});
