// People of the config as readers see them: by name where the names store has it, by reference where it was erased.
import { cpSync, rmSync } from "node:fs";
import { join } from "node:path";
import { beforeAll, describe, expect, test } from "vitest";
import { Ledger } from "../../ledger/read/ledger.ts";
import { NamesStore } from "../../ledger/names/names-store.ts";
import { openDirectory } from "../../ledger/stores/directory.ts";
import { namesDirectory } from "../../ledger/names/names-directory.ts";
import { exampleHome } from "../support/ledger/example-home.ts";
import { runCliInTurn } from "../support/ledger/run-cli-in-turn.ts";
import { temporaryDirectory } from "../support/ledger/temporary-directory.ts";
import { verdictPrinted } from "../support/verdict-printed.ts";

const RENATE = "Renate Osterkamp";
const HANNE = "hanne.dorfner@northlight.example";

let home: string;
let renate: string;
let names: NamesStore;
beforeAll(async () => {
  home = await exampleHome();
  names = await namesOf(home);
  renate = names.person("company", RENATE);
});

async function namesOf(of: string): Promise<NamesStore> {
  const { genesis } = await Ledger.open(openDirectory(join(of, "ledger"), join(of, "work")));
  return NamesStore.open(namesDirectory(join(of, "names")), genesis.salt);
}

async function said(of: string, ...args: readonly string[]): Promise<string> {
  const { status, stdout, stderr } = await runCliInTurn([...args, "--ledger", join(of, "ledger")]);
  expect({ status, stderr }).toEqual({ status: 0, stderr: "" });
  return stdout;
}

type Page = {
  readonly controls: readonly { readonly id: string; readonly owner: string }[];
  readonly failures: readonly { readonly scope: string; readonly owner: string }[];
  readonly scopes: readonly { readonly scope: string; readonly name: string | null }[];
  readonly leftOut: readonly object[];
};

const owners = ({ controls, failures }: Page): readonly (string | undefined)[] => [
  controls.find(({ id }) => id === "NL-IAM-01")?.owner,
  controls.find(({ id }) => id === "NL-IAM-02")?.owner,
  failures.find(({ scope }) => scope.startsWith("gcp/"))?.owner,
];

describe("beside the names store", () => {
  test("status names owners and approvers, scopes and what is left out, also as JSON", async () => {
    const page = await said(home, "status");
    expect(page).toMatch(/^ {2}aws\/444455556666 \(northlight-shared\) +\d+ +resources/m);
    expect(page).toMatch(
      /^ {2}aws\/444455556666 +us-east-1 +AWS turns the region on .* approved by Renate Osterkamp$/m,
    );
    expect(page).toMatch(/^ {2}aws\/777788889999 +the whole scope +Training sandbox.* approved by Renate Osterkamp$/m);
    expect(page).toContain(HANNE);
    expect(page).not.toContain("person:");
    const json = JSON.parse(await said(home, "status", "--json")) as Page;
    expect(owners(json)).toEqual([RENATE, "Head of security", HANNE]);
    expect(json.leftOut).toMatchObject([
      { scope: "aws/777788889999", region: null, approver: RENATE },
      { scope: "aws/444455556666", region: "us-east-1", approver: RENATE },
    ]);
    expect(json.scopes[0]).toMatchObject({ scope: "aws/111122223333", name: "northlight-production" });
    expect(json.scopes.at(-1)).toMatchObject({ scope: "workspace/C01nl4h2x", name: null });
  });

  test("verify names them in what it prints, and not in the JSON that others keep", async () => {
    expect(await said(home, "verify")).toContain(`(approved by ${RENATE}): Training sandbox`);
    const json = await said(home, "verify", "--json");
    expect(json).toContain(renate);
    expect(json).not.toContain(RENATE);
  });

  test("checks --matrix says who owns what as the config does", async () => {
    const { stdout } = await runCliInTurn(["checks", "--matrix", "--json"]);
    const rows = JSON.parse(stdout) as readonly { readonly control: string; readonly owner: string }[];
    expect(rows.find(({ control }) => control === "NL-IAM-01")?.owner).toBe(RENATE);
    expect(rows.find(({ control }) => control === "NL-IAM-02")?.owner).toBe("Head of security");
  });
});

test("whose name was erased is a reference everywhere, and the others keep theirs", async () => {
  const copy = temporaryDirectory();
  cpSync(home, copy, { recursive: true });
  await (await namesOf(copy)).erase(renate);
  const page = await said(copy, "status");
  expect(page).toMatch(new RegExp(`^ {2}aws/444455556666 +us-east-1 .* approved by ${renate}$`, "m"));
  expect(page).not.toContain(RENATE);
  expect(page).toContain(HANNE);
  expect(owners(JSON.parse(await said(copy, "status", "--json")) as Page)).toEqual([renate, "Head of security", HANNE]);
  expect(await said(copy, "verify")).toContain(`(approved by ${renate}): Training sandbox`);
});

test("who has the ledger alone reads references, and it verifies", async () => {
  const copy = temporaryDirectory();
  cpSync(home, copy, { recursive: true });
  rmSync(join(copy, "names"), { recursive: true });
  expect(await said(copy, "status")).toContain(`approved by ${renate}`);
  const proof = await said(copy, "verify");
  expect(proof).toContain(`approved by ${renate}`);
  expect(verdictPrinted(proof)).toBe("INTACT");
});
