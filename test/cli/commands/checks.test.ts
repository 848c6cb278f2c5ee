// What `tidemark checks` prints of controls: the matrix, and the requirements of another framework.
import { expect, test } from "vitest";
import { runCliInTurn } from "../../support/ledger/run-cli-in-turn.ts";

type Told = { readonly requirements: readonly { readonly requirement: string; readonly control: string }[] };

test("a framework by its requirements, in their order, with controls and checks", async () => {
  const { status, stdout } = await runCliInTurn(["checks", "--matrix", "--framework", "iso27001"]);
  expect(status).toBe(0);
  expect(stdout).toContain("ISO/IEC 27001:2022, Annex A: requirements that these controls speak to.");
  const lines = stdout.split("\n").filter((line) => /^\d/.test(line));
  expect(lines[0]).toMatch(/^5\.14 +NL-ENC-02 /);
  expect(lines.findIndex((line) => line.startsWith("8.5 "))).toBeLessThan(
    lines.findIndex((line) => line.startsWith("8.15 ")),
  );
  expect(stdout).toMatch(/8\.24 +NL-ENC-01 .*databases-encrypted-at-rest/);
  const json = await runCliInTurn(["checks", "--matrix", "--framework", "iso27001", "--json"]);
  const { requirements } = JSON.parse(json.stdout) as Told;
  expect(requirements).toHaveLength(lines.length);
});

test.each([
  [["checks", "--framework", "iso27001"], "found --framework without --matrix"],
  [["checks", "--matrix", "--framework", "soc2"], "found framework soc2, expected one of iso27001, csf"],
  [["checks", "people-have-mfa", "--matrix"], "expected at most one check, and no check with --matrix"],
])("%j is refused", async (args, expected) => {
  const { status, stderr } = await runCliInTurn(args);
  expect(status).toBe(3);
  expect(stderr).toContain(expected);
  expect(stderr.trim().split("\n")).toHaveLength(1);
});
