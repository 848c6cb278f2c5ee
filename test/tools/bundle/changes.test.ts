// Changes a bundle as somebody might on its way, and follows VERIFY.md: each change is seen by the step that claims to see it.
import { createHash } from "node:crypto";
import { readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { beforeAll, describe, expect, test } from "vitest";
import { Auditor, commandsIn } from "../../support/bundle/auditor.ts";
import { bundleMade } from "../../support/handover/real-bundle.ts";
import { quarterHome } from "../../support/ledger/quarter-home.ts";

const PERIOD = ["--period", "2026-Q3"];

let home: string;
let zip: string;
let auditor: Auditor;
const trust = (): string => join(home, "trust.txt");
beforeAll(async () => {
  home = await quarterHome();
  zip = await bundleMade(join(home, "ledger"), PERIOD);
  auditor = new Auditor(zip, trust());
  auditor.unpack();
});

describe("a change is seen", () => {
  const SEGMENT = "evidence/records/provider=aws/scope=111122223333/gen=0/000000000440.ndjson.gz";
  const LEAF = "evidence/log/000000000040.json";

  /** Runs the steps of a set on a changed bundle. `resummed`: whoever changed it wrote SHA256SUMS anew. */
  function after(set: "sh" | "python", change: (bundle: string) => void, resummed: boolean): string[] {
    const changed = new Auditor(zip, trust());
    changed.unpack();
    change(changed.bundle);
    if (resummed) {
      const files = readdirSync(changed.bundle, { recursive: true, withFileTypes: true })
        .filter((each) => each.isFile() && each.name !== "SHA256SUMS")
        .map((each) => join(each.parentPath, each.name).slice(changed.bundle.length + 1));
      const sum = (path: string): string =>
        createHash("sha256")
          .update(readFileSync(join(changed.bundle, path)))
          .digest("hex");
      writeFileSync(
        join(changed.bundle, "SHA256SUMS"),
        files
          .toSorted((a, b) => Buffer.compare(Buffer.from(a), Buffer.from(b)))
          .map((path) => `${sum(path)}  ${path}\n`)
          .join(""),
      );
    }
    const [, ...steps] = commandsIn(auditor.read("VERIFY.md"), set);
    const given = { trust: join(changed.folder, "trust-from-elsewhere.txt"), seed: "4711", size: "1" };
    const { out } = changed.run(steps.join("\n"), given, changed.bundle);
    return [...out.matchAll(/^(DIFFERENT.*|verdict: .*)$/gm)].map(([, line = ""]) => line.replace(/: +/, ": "));
  }

  const flip = (path: string) => (bundle: string) => {
    const bytes = readFileSync(join(bundle, path));
    bytes[bytes.length >> 1]! ^= 1;
    writeFileSync(join(bundle, path), bytes);
  };
  const remove = (path: string) => (bundle: string) => rmSync(join(bundle, path));
  const recount = (bundle: string): void => {
    const [name = ""] = readdirSync(join(bundle, "csv")).filter((each) => each.endsWith("-population.csv"));
    const path = join(bundle, "csv", name);
    // The row of the first resource is gone.
    writeFileSync(path, readFileSync(path, "utf8").replace(/^1,.*\n/m, ""));
  };

  test("of a byte in the evidence: the sums, the seal and verify.py say so", () => {
    expect(after("sh", flip(SEGMENT), false)).toEqual([
      "DIFFERENT: a file is not as its sum says",
      "DIFFERENT: a segment is not as sealed",
    ]);
    expect(after("sh", flip(SEGMENT), true)).toEqual(["DIFFERENT: a segment is not as sealed"]);
    expect(after("python", flip(SEGMENT), true)).toEqual([`DIFFERENT: ${SEGMENT}`, "verdict: BROKEN"]);
  });

  test("of a leaf that is removed: the sums and verify.py say so", () => {
    expect(after("sh", remove(LEAF), false)).toEqual([
      "DIFFERENT: a file is not as its sum says",
      "DIFFERENT: the files are not those of SHA256SUMS",
    ]);
    expect(after("python", remove(LEAF), true)).toEqual(["verdict: BROKEN"]);
  });

  test("of a table: the sums say so, and of the population its digest too", () => {
    expect(after("sh", recount, false)).toEqual([
      "DIFFERENT: a file is not as its sum says",
      "DIFFERENT: the digest of the population",
    ]);
    expect(after("python", recount, true)).toEqual([
      "verdict: INCOMPLETE",
      "DIFFERENT: the digest of the population 190",
    ]);
  });

  test("of the trust file: no key signed, and the ledger is another one", () => {
    const other = (bundle: string): void => {
      const path = join(bundle, "../trust-from-elsewhere.txt");
      const text = readFileSync(path, "utf8").replace(/^ledger .*/m, `ledger ${"0".repeat(64)}`);
      writeFileSync(path, text.replace(/^(log [^+]+\+)[0-9a-f]{8}(\+).*/m, `$1aaaaaaaa$2${"A".repeat(44)}`));
    };
    const said = after("sh", other, false);
    expect(said[0]).toMatch(/^DIFFERENT: ledger /);
    expect(said[1]).toMatch(/^DIFFERENT: no key of the trust file signed/);
  });
});
