// Runs `tidemark erase`: removes people's names from beside the evidence, and records that.
import { parseArgs } from "node:util";
import { plural } from "../../audit/plural.ts";
import { eraseNames } from "../../ledger/write/acts.ts";
import { realClock } from "../clock.ts";
import { openAnyHome, principalIn } from "../deployed/home.ts";
import { EXIT, UsageError } from "../exit.ts";
import { peopleNamedBy } from "../disclosure/people-to-erase.ts";
import { refuseAnybody, refuseErased } from "../disclosure/refuse-named.ts";
import { sealActs } from "../operator/seal-acts.ts";
import type { Output } from "../output.ts";
import { DEFAULT_LEDGER } from "../places/home.ts";
import { runByHand } from "../places/own-by.ts";
import { configFor, givenReason } from "../reason.ts";

export const summary =
  "erase PERSON... --reason TEXT                              remove people's names; the evidence stays, and verifies";

export const options = {
  ledger: { type: "string", default: DEFAULT_LEDGER },
  reason: { type: "string" },
  trust: { type: "string" },
  config: { type: "string" },
  json: { type: "boolean", default: false },
} as const;

export async function run(args: readonly string[], out: Output): Promise<number> {
  const { values, positionals } = parseArgs({ args: [...args], options, allowPositionals: true });
  const reason = givenReason("erase", values.reason);
  if (positionals.length === 0 || positionals.some((person) => person.trim() === ""))
    throw new UsageError(
      "erase: expected people: names or e-mail addresses, references (person:…), or keys of users as tidemark query prints them",
    );
  const config = await configFor(reason, values.config, out);
  const home = await openAnyHome(values, config);
  const people = await peopleNamedBy(home.names, positionals);
  const found = people.flat();
  const naming = positionals.filter((_, at) => (people[at] ?? []).length > 0);
  refuseErased(reason, [...naming, ...found.map(({ name }) => name)], positionals);
  await refuseAnybody("erase --reason", reason, home.names);
  const unknown = people.filter((known) => known.length === 0).length;
  if (unknown > 0)
    out.line(
      `${unknown} of ${plural(people.length, "text")} given named nobody. Names are compared whole, in any case: a person may also stand by an e-mail address, or by the name of a user`,
    );
  const references = [...new Set(found.map(({ reference }) => reference))].sort();
  if (references.length === 0) {
    out.line("Nothing was recorded.");
    out.result({ v: 1, erased: [], run: null, checkpoint: null });
    return EXIT.done;
  }
  const run = runByHand("erase");
  await eraseNames(home.ledger, realClock, home.names, run, { references, reason, principal: principalIn(home) });
  out.section(
    `Removed the ${references.length === 1 ? "name" : "names"} of ${plural(references.length, "reference")}`,
    references,
  );
  const sealed = await sealActs(out, home, run);
  out.line(
    "The evidence holds the references alone, and verifies as before. Other names of the same person, such as an e-mail address or a user's name, stay until they are erased too. A name comes back if a cloud or the config still tells it.",
  );
  out.result({ v: 1, erased: references, ...(sealed as object) });
  return EXIT.done;
}
