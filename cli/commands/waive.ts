// Runs `tidemark waive`: prints the config entry by which a risk would be accepted, and the results that it would cover. Changes nothing.
import { userInfo } from "node:os";
import { parseArgs } from "node:util";
import { EXAMPLE_NOTICE } from "../../audit/example-data.ts";
import { coveredNow } from "../../audit/handover/covered-now.ts";
import { plural } from "../../audit/plural.ts";
import { checks as allChecks } from "../../checks/index.ts";
import { WaiverInput } from "../../config/members/waiver-input.ts";
import type { PersonOrRole } from "../../config/members/person-or-role.ts";
import type { Json } from "../../evidence-schema/bytes/canonical.ts";
import { Ledger } from "../../ledger/read/ledger.ts";
import { EXIT, UsageError } from "../exit.ts";
import { namedFailure } from "../handover/named-failure.ts";
import { refuseText } from "../handover/recorded-text.ts";
import { waiverAsConfig } from "../handover/waiver-as-config.ts";
import { table, type Output } from "../output.ts";
import { DEFAULT_LEDGER, homeOf } from "../places/home.ts";
import { loadConfig } from "../places/load-config.ts";
import { openToRead } from "../places/open-store.ts";
import { withTables } from "../places/tables.ts";
import { printable } from "../printable.ts";
import { answering, NOTHING_SEALED } from "../query/answering.ts";

export const summary =
  "waive F-ID --until DAY --risk --reason --ticket --approver print the config entry that would accept a risk";

export const options = {
  ledger: { type: "string", default: DEFAULT_LEDGER },
  until: { type: "string" },
  risk: { type: "string" },
  reason: { type: "string" },
  ticket: { type: "string" },
  approver: { type: "string" },
  requester: { type: "string" },
  id: { type: "string" },
  scope: { type: "string" },
  config: { type: "string" },
  json: { type: "boolean", default: false },
} as const;

export const run = (args: readonly string[], out: Output): Promise<number> => answering(() => waive(args, out));

const MAX_SHOWN = 20;

async function waive(args: readonly string[], out: Output): Promise<number> {
  const { values, positionals } = parseArgs({ args: [...args], options, allowPositionals: true });
  const { config } = await loadConfig(values.config);
  const said = (option: "risk" | "reason" | "ticket"): string =>
    refuseText(`waive --${option}`, values[option], config);
  if (values.id !== undefined) refuseText("waive --id", values.id, config);
  if (values.until === undefined || values.until === "")
    throw new UsageError(
      "waive --until is missing. Give the day on which the risk is accepted no longer, such as 2026-12-31",
    );
  const terms = { risk: said("risk"), reason: said("reason"), ticket: said("ticket") };
  const who = {
    requester: whoOf("requester", values.requester ?? userInfo().username),
    approver: whoOf("approver", values.approver),
  };
  const home = homeOf(values.ledger);
  const ledger = await Ledger.open(await openToRead(home.ledger));
  return withTables(home, ledger, ({ rows, basis }) => {
    if (basis === null) throw new UsageError(NOTHING_SEALED);
    const failure = namedFailure("waive", positionals, rows, values.scope);
    const check = allChecks.find(({ id }) => id === failure.check);
    if (check === undefined)
      throw new UsageError(
        `waive: the check ${failure.check} is not one of this version of Tidemark. Name a failure of another check`,
      );
    const input = {
      id: values.id ?? failure.id.replace("F-", "W-"),
      checks: [check],
      resources: { scopes: [failure.scope], resources: [failure.key] },
      ...terms,
      ...who,
      from: new Date().toISOString().slice(0, 10),
      until: values.until,
    };
    const { error, data } = WaiverInput.safeParse(input);
    const [issue] = error?.issues ?? [];
    if (data === undefined) throw new UsageError(`waive --${issue?.path.join(".") ?? ""}: ${issue?.message ?? ""}`);
    if (config.waivers.some(({ id }) => id === data.id))
      throw new UsageError(`waive: the config has a waiver ${data.id} already. Name another id with --id`);
    const covered = coveredNow(rows, { checks: [check.id], resources: data.resources });
    if (basis.example) out.line(EXAMPLE_NOTICE);
    out.line("Nothing is changed by this command. To accept the risk, add this entry to waivers in the config:");
    out.line();
    for (const line of waiverAsConfig(data)) out.line(line);
    out.line();
    out.section(
      `It would cover ${plural(covered.length, "result")} now (sealed up to ${basis.sealTime})`,
      table(
        covered.slice(0, MAX_SHOWN).map(({ scope, key, check: of, answer }) => [answer, of, printable(key), scope]),
      ),
    );
    if (failure.to !== null)
      out.line(
        `The failure ended at ${failure.to}. An accepted risk counts from its record on, and never for the time before.`,
      );
    out.line("The risk counts as accepted from the next run that records the entry, and not for the time before.");
    out.result({
      v: 1,
      failure: failure.id,
      waiver: { ...data, checks: [check.id] } as unknown as Json,
      covered: covered.map((each) => ({ ...each })),
    });
    return EXIT.done;
  });
}

/** `role:CISO` is the title of a role; any other text a person, by name or e-mail address. */
function whoOf(option: string, given: string | undefined): PersonOrRole {
  if (given === undefined || given.trim() === "")
    throw new UsageError(`waive: --${option} is missing. Give a person's name or e-mail address, or role:TITLE`);
  return given.startsWith("role:") ? { role: given.slice("role:".length).trim() } : given;
}
