// Names people as user, approver, requester, owner and responder, in a resource's name and in tickets, and looks for each in a bundle.
import { cpSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import { userInfo } from "node:os";
import { join } from "node:path";
import { beforeAll, describe, expect, test } from "vitest";
import { realClock } from "../../../cli/clock.ts";
import { openAnyHome } from "../../../cli/deployed/home.ts";
import { sealActs } from "../../../cli/operator/seal-acts.ts";
import { Output } from "../../../cli/output.ts";
import { loadConfig } from "../../../cli/places/load-config.ts";
import { runByHand } from "../../../cli/places/own-by.ts";
import { appendActs } from "../../../ledger/write/acts.ts";
import { textsIn } from "../../support/bundle/unpacked.ts";
import { occurrencesIn } from "../../support/ledger-texts.ts";
import { runCommand } from "../../support/ledger/run-command.ts";
import { temporaryDirectory } from "../../support/ledger/temporary-directory.ts";
import { repository } from "../../support/run-cli.ts";

const MOMENT = "2026-09-15";
const PEOPLE = {
  approver: "Adele Approbatio",
  requester: "Quirin Quaesitor",
  owner: "Ottilie Possessor",
  "owner of a control": "Cordula Custos",
  responder: "Renata Responsor",
};
/** Whoever chose these texts named somebody in them. */
const RESOURCE = "scratch-of-wilma-reineke";
const TICKET = "SEC-9 of Bruno Wachter";
const ANSWER = "Hildegard Anders corrects it by Friday";
const OPS = "OPS-7 of Konrad Weber";

let texts: ReturnType<typeof textsIn>;
let users: string[];
let principal: string;
beforeAll(async () => {
  const home = temporaryDirectory();
  const files = join(home, "estate");
  cpSync(join(repository, "examples/estate", MOMENT), files, { recursive: true });
  for (const name of readdirSync(files)) {
    if (name.endsWith(".gz")) continue;
    const text = readFileSync(join(files, name), "utf8");
    writeFileSync(join(files, name), text.replaceAll("northlight-prod-website-assets", RESOURCE));
  }
  const report = readFileSync(join(files, "aws-111122223333-credential-report.csv"), "utf8");
  users = report
    .split("\n")
    .slice(2)
    .flatMap((line) => (line === "" ? [] : [line.split(",")[0] as string]));
  const config = join(home, "tidemark.config.ts");
  writeFileSync(
    config,
    `import base from ${JSON.stringify(join(repository, "examples/estate/tidemark.config.ts"))};
const people = ${JSON.stringify(PEOPLE)};
export default {
  ...base,
  controls: base.controls.map((each) => ({ ...each, owner: people["owner of a control"] })),
  owners: base.owners.map((each) => ({ ...each, owner: people.owner })),
  waivers: base.waivers.map((each) => ({ ...each, ...{ approver: people.approver, requester: people.requester }, ticket: ${JSON.stringify(TICKET)} })),
};
`,
  );
  const ledger = join(home, "ledger");
  const ask = async (...args: string[]) => {
    const ran = await runCommand([...args, "--ledger", ledger]);
    if (ran.status === 3) throw new Error(ran.stderr);
    return ran.stdout;
  };
  await ask("start", "--from", files, "--config", config);
  const { failures } = JSON.parse(await ask("failures", "--json")) as { failures: readonly { failure: string }[] };
  const id = failures[0]?.failure ?? "";
  const said = await ask("respond", id, "--text", ANSWER, "--ticket", OPS, "--config", config, "--json");
  expect(said).toContain(ANSWER);
  await respondAs(PEOPLE.responder, { id, ledger, config });
  const zip = join(home, "b.zip");
  await ask("bundle", "--out", zip);
  texts = textsIn(zip);
  const act = texts.find(
    ({ key, text }) => key.startsWith("evidence/records/provider=tidemark") && text.includes(ANSWER),
  );
  ({ principal } = (JSON.parse(act?.text.trim() ?? "") as { body: { principal: string } }).body);
  const names = join(home, "names");
  const known = readdirSync(names, { recursive: true, withFileTypes: true })
    .filter((each) => each.isFile())
    .map((each) => readFileSync(join(each.parentPath, each.name), "utf8"));
  // The names beside the ledger do have them: they are looked for in vain because they stayed there.
  for (const person of [...Object.values(PEOPLE), userInfo().username]) expect(known.join("\n")).toContain(person);
});

/** Records a response of somebody else than the user of this machine, by the parts of the command. */
async function respondAs(
  responder: string,
  { id, ledger, config: file }: { readonly id: string; readonly ledger: string; readonly config: string },
): Promise<void> {
  const { config } = await loadConfig(file);
  const home = await openAnyHome({ ledger }, config);
  const principal = home.names.person("local", responder);
  const run = runByHand("response");
  const body = { subject: id, about: null, text: "It stays corrected", principal };
  await appendActs(home.ledger, realClock, run, [{ type: "response", body }]);
  await sealActs(new Output(true, () => {}), home, run);
}

describe("not in any file of the bundle, its records and its workbook", () => {
  test.each(Object.entries(PEOPLE))("the %s", (_, person) => expect(occurrencesIn(texts, person)).toEqual([]));

  test("any user", () => {
    // Some are called by one short word, which stands in other words.
    const named = users.filter((each) => /^.{4,}[.@-]/.test(each) || each.length > 9);
    expect(named.length).toBeGreaterThan(3);
    for (const user of named) expect(occurrencesIn(texts, user), user).toEqual([]);
  });

  test("whoever responded, who stands by reference", () => expect(principal).toMatch(/^person:[0-9a-f]{64}$/));
});

test("names in texts that people chose are there, and START-HERE.html lists each", () => {
  const start = texts.find(({ key }) => key === "START-HERE.html")?.text ?? "";
  for (const text of [RESOURCE, TICKET, ANSWER, OPS]) {
    expect(occurrencesIn(texts, text).length, text).toBeGreaterThan(1);
    expect(start, text).toContain(text);
  }
});
