// Checks that a report says in each state of a ledger what a reader has to know first, by its sentences.
import { readdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { gunzipSync, gzipSync } from "node:zlib";
import { beforeAll, describe, expect, test } from "vitest";
import { noteKey, segmentsPrefix } from "../../../evidence-schema/keys/object-key.ts";
import { Cloud } from "../../support/ledger/cloud.ts";
import { A, lateCorrections } from "../../support/ledger/late-corrections.ts";
import { quarterHome } from "../../support/ledger/quarter-home.ts";
import { TemporaryLedger } from "../../support/ledger/temporary-ledger.ts";
import { reported } from "../../support/report/report-text.ts";

let late: TemporaryLedger;
let quarter: string;
beforeAll(async () => {
  late = await lateCorrections();
  late.writeTrust();
  quarter = join(await quarterHome(), "ledger");
});

const NINE_DAYS = ["--period", "2026-09-01..2026-09-09"];
const QUARTER = ["--period", "2026-Q3"];

describe("the quarter of the example company", () => {
  test("each point of the story stands where it must", async () => {
    const { status, stderr, text } = await reported(quarter, ...QUARTER);
    expect({ status, stderr }).toEqual({ status: 2, stderr: "" });
    for (const sentence of [
      "Example data. Nothing in this report was read from a real cloud.",
      "Evidence of cloud configuration, 1 July to 30 September 2026",
      "Prepared by the entity with its own tool, Tidemark",
      "Integrity: unaltered Every record that this report rests on is as it was sealed, by the keys of the trust file.",
      "A run is due every 1 d. The longest time without one was 2 d. Between readings nothing is known, unless an event told it.",
      // A missed slot.
      "Runs: 91 of 92 made Missing: 30 Aug 2026 06:00.",
      "Sun 30 Aug 2026: not observed",
      "Period: settled",
      "5 exceptions on 5 of 8 controls, 1 still past the limit at the end; 1 more possible",
      // An unread week, and the begin in doubt behind it.

      "compute.googleapis.com/Firewall@global denied cloudasset.assets.listComputeFirewalls (PERMISSION_DENIED)",
      "known not failing 19 Jul 2026 05:50",
      "in doubt: perhaps 20 Jul 2026 05:50 to 27 Jul 2026 20:15",
      "20 Jul to 26 Jul 2026 (7 days): not observed ; possibly an exception",
      // A risk that was accepted late.
      "risk accepted (NL-W-2026-003) from 3 Aug 2026 06:00",
      "30 Jul 2026 10:00 to 3 Aug 2026 06:00",
      // An end after the period.
      "Ended after the period",
      "corrected by 7 Oct 2026 06:00",
      // Other tests from the first of September on.
      "parameter maxAgeDays: 365, from then on 180 (2 failures began or ended by it)",
      "gcp/projects/481516234202 excluded by decision",
      "36 of 43 criteria are served by no control here",
      "Changes in the period: 1 of tests, 1 of recorded acts. 1 risk acceptance in force.",
      "0 whole at all times; not whole at some time: denied 2, no-run 139, throttled 21",
      "Passes that follow from the cloud provider, without a setting of the entity",
    ])
      expect(text).toContain(sentence);
    expect(text).not.toMatch(/\bcompliant|\beffectively|\boperated|undefined|\bNaN\b|\[object/);
  });

  test("at an instant: what held then, and nothing of the days before", async () => {
    const { status, html, text } = await reported(quarter, "--as-of", "2026-09-30T12:00:00Z");
    expect(status).toBe(0);
    expect(text).toContain("as of 30 Sep 2026 12:00");
    expect(text).toContain("A point in time says nothing of the days before.");
    expect(text).toContain("NL-LOG-02 Network traffic is logged. CC7.2 7 d 9 × not met");
    expect(html).not.toContain('id="map"');
    expect(text).not.toContain("Runs:");
    expect(text).toContain("Last run: 30 Sep 2026 06:00 It was sealed 5 h 59 min before this time.");
  });

  test("a period that still runs is cut at the newest seal and says so", async () => {
    const { text } = await reported(quarter, "--period", "2026-10");
    expect(text).toContain("(so far)");
    expect(text).toContain(
      "Period: still running It is cut at the newest seal, of 7 Oct 2026 07:00, and ends 1 Nov 2026 00:00. No record tells of the time between",
    );
  });
});

describe("a ledger of its own", () => {
  test("local: not locked, on every page", async () => {
    const { html, text } = await reported(late.root, ...NINE_DAYS);
    expect(text).toContain("Local ledger: this ledger is not locked.");
    expect(text).toContain("Yet this ledger is not locked. Whoever holds its key can replace it.");
    expect(html).toContain("LOCAL LEDGER: THIS LEDGER IS NOT LOCKED");
    expect(text).not.toContain("Example data");
  });

  test("in a time zone: its days, and moments with their offset", async () => {
    const { text } = await reported(late.root, ...NINE_DAYS, "--time-zone", "Europe/Berlin");
    expect(text).toContain("9 days, Europe/Berlin.");
    expect(text).toMatch(/Missing: 8 Sep 2026 08:00 \+02:00\./);
  });

  test("no run in the period", async () => {
    const { text } = await reported(late.root, "--from", "2026-09-08T08:00:00Z", "--to", "2026-09-08T20:00:00Z");
    expect(text).toContain(
      "Runs: none No run was sealed in the period. The last one before it was sealed on 7 Sep 2026 06:02",
    );
  });

  test("without controls and without failures: it says what seen means, and never that there are none", async () => {
    const home = await TemporaryLedger.create();
    home.writeTrust();
    const cloud = new Cloud(home.clock.text);
    cloud.bucket(A, "bucket", "own key", "1");
    await home.run({ reader: cloud, run: "by-hand-1" });
    home.clock.advance(3600);
    await home.run({ reader: cloud, run: "by-hand-2" });
    const { status, text } = await reported(home.root);
    expect(status).toBe(0);
    expect(text).toContain("No control is stated in the period, so nothing is judged here.");
    expect(text).toContain(
      "No failure was seen in the period. Seen means: by the runs that were made, of what they could read",
    );
    expect(text).toContain("No schedule was in force, so nobody can tell which runs are missing.");
  });
});

describe("evidence that is not as it was sealed", () => {
  const segmentsOf = (root: string, scope: string): string[] =>
    readdirSync(join(root, segmentsPrefix(scope)), { recursive: true, encoding: "utf8" })
      .filter((name) => name.endsWith(".gz"))
      .map((name) => join(segmentsPrefix(scope), name))
      .sort();

  test("one scope: said first, left out from there on, and the others are computed", async () => {
    const copy = late.copy();
    copy.writeTrust();
    const [, , , broken] = segmentsOf(copy.root, A);
    const path = join(copy.root, broken as string);
    writeFileSync(path, gzipSync(gunzipSync(readFileSync(path)), { level: 1 }));
    const { status, text, stdout } = await reported(copy.root, ...NINE_DAYS);
    expect(status).toBe(1);
    expect(stdout).toContain("BROKEN: the evidence is not as it was sealed.");
    expect(text).toContain("Integrity: BROKEN The evidence under this report is not as it was sealed");
    expect(text).toContain(broken as string);
    expect(text).toContain(`${A} from 4 Sep 2026 06:0`);
    expect(text).toContain("Do not rely on their results. Tell the entity’s security team.");
    // Nothing of the scope is known from the broken segment on; the network lies in the other scope, which could hold more.
    expect(text).toContain("C-3D ! ! ! ? ? ? ? ? ?");
    expect(text).toContain("Period: not settled");
    expect(text).not.toContain("9 Sep 2026: met");
  });

  test("the log: nothing of the report is to be relied on", async () => {
    const copy = late.copy();
    copy.writeTrust();
    const path = join(copy.root, noteKey(4));
    writeFileSync(path, readFileSync(path, "utf8").replace(/.{8}\n$/, "AAAAAAAA\n"));
    const { status, text } = await reported(copy.root, ...NINE_DAYS);
    expect(status).toBe(1);
    expect(text).toContain("The fault concerns more than single scopes. Do not rely on this report.");
  });

  test("an object that changes after a report was made is seen by the next one", async () => {
    const copy = late.copy();
    copy.writeTrust();
    const before = await reported(copy.root, ...NINE_DAYS);
    const again = await reported(copy.root, ...NINE_DAYS);
    expect([before.status, again.status, again.html === before.html]).toEqual([2, 2, true]);
    const path = join(copy.root, segmentsOf(copy.root, A)[1] as string);
    const bytes = readFileSync(path);
    writeFileSync(path, gzipSync(gunzipSync(bytes), { level: 1 }));
    const broken = await reported(copy.root, ...NINE_DAYS);
    expect(broken.status).toBe(1);
    expect(broken.text).toContain(`${A} from 2 Sep 2026`);
    writeFileSync(path, bytes);
    expect((await reported(copy.root, ...NINE_DAYS)).html).toBe(before.html);
  });
});
