// Checks what the page says of the ledger's lock on every page, and that each status of a day has a sign of its own.
import { beforeAll, describe, expect, test } from "vitest";
import { DAY_LOOKS } from "../../../audit/report/page/day-look.ts";
import { reportPage } from "../../../audit/report/page/document.ts";
import type { Report } from "../../../audit/report/report.ts";
import { homeOf } from "../../../cli/places/home.ts";
import { makeReport } from "../../../cli/report/make-report.ts";
import { windowOf } from "../../../cli/times/window.ts";
import { DAY_STATUSES } from "../../../audit/period/control-days.ts";
import { lateCorrections } from "../../support/ledger/late-corrections.ts";

let report: Report;
beforeAll(async () => {
  const ledger = await lateCorrections();
  ledger.writeTrust();
  report = await makeReport({
    home: homeOf(ledger.root),
    window: (sealed) => ({ ...windowOf({}, sealed), isInstant: false }),
  });
});

describe("how the ledger is locked", () => {
  test.each([
    ["local", "Local ledger: this ledger is not locked.", "LOCAL LEDGER: THIS LEDGER IS NOT LOCKED"],
    [
      "trial",
      "Trial ledger: the lock of this ledger can be lifted.",
      "TRIAL LEDGER: THE LOCK OF THIS LEDGER CAN BE LIFTED",
    ],
  ])("%s: on the screen, in the box of integrity, and on each printed page", async (mode, banner, printed) => {
    const page = await reportPage({ ...report, mode });
    expect(page).toContain(banner);
    expect(page).toContain(printed);
    expect(page.replace(/\s+/g, " ")).toContain("Whoever holds its key can replace it.");
  });

  test("compliance: none of that", async () => {
    const page = await reportPage({ ...report, mode: "compliance" });
    expect(page).not.toMatch(/not locked|can be lifted|can replace it/i);
    expect(page).not.toMatch(/class="banner"(?! id="with-names")/);
  });

  test("example data is told first, whatever the lock", async () => {
    const page = await reportPage({ ...report, example: true });
    expect(page).toContain("Example data. Nothing in this report was read from a real cloud.");
    expect(page).toContain("EXAMPLE DATA");
  });
});

test("each status of a day has a class and a sign that no other has", () => {
  const looks = DAY_STATUSES.map((status) => DAY_LOOKS[status]);
  for (const member of ["name", "sign", "means"] as const)
    expect(new Set(looks.map((look) => look[member])).size).toBe(DAY_STATUSES.length);
});
