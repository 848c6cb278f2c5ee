// Makes the config of two AWS accounts with one control and one check, and asks how the control stands.
import { checks } from "../../../checks/index.ts";
import { runCliInTurn } from "../../support/ledger/run-cli-in-turn.ts";

const HOUR_MS = 3_600_000;
const thisMinute = Math.floor(Date.now() / 60_000) * 60_000;
export const hoursAgo = (hours: number): string => new Date(thisMinute - hours * HOUR_MS).toISOString();
export const [ONE, TWO] = ["aws/111111111111", "aws/222222222222"] as const;

/** The part of a config by which one check is asked, and no other. */
export const asking = (check: string): object =>
  Object.fromEntries(
    checks.filter(({ id }) => id !== check).map(({ id }) => [id, { enabled: false, reason: "a test" }]),
  );

/** Of all checks the encryption of object storage is asked alone, and one control rests on it. */
export const CONFIG = {
  company: { legalEntity: "Example GmbH", system: "Example" },
  ledger: { origin: "example.test/tidemark" },
  scopes: [ONE, TWO].map((scope) => ({ scope, regions: ["eu-central-1"] })),
  schedule: { everySeconds: 3600, from: hoursAgo(24) },
  checks: asking("object-storage-encrypted-at-rest"),
  controls: [{ id: "ENC", basedOn: "TM-ENC-1", owner: { role: "Platform team" } }],
};

export type Standing = { readonly controls: object[]; readonly unobserved: object[] };
export async function standingIn(home: string): Promise<Standing> {
  const { stdout } = await runCliInTurn(["status", "--ledger", "ledger", "--json"], home);
  return JSON.parse(stdout) as Standing;
}
