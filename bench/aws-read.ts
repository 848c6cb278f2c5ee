// Reads an account once by the direct lane, and counts what is emitted without keeping it.
import { checks } from "../checks/index.ts";
import { openAws } from "../collectors/aws/reader.ts";
import { credentialsAtHand } from "../collectors/aws/client/session.ts";
import { sha256Hex } from "../evidence-schema/bytes/digest.ts";
import { plannedUnits, ranked } from "../observation/plan/plan.ts";
import type { AwsRead } from "./aws.ts";
import { answer, request } from "./child.ts";

type Asked = { readonly account: string; readonly region: string; readonly types: readonly string[] | null };

const { account: id, region, types } = request<Asked>();
const scope = `aws/${id}`;
const account = { id, regions: [region], role: null, externalId: null, lane: "direct", aggregator: null } as const;
const reader = openAws({ accounts: [account], credentials: credentialsAtHand(), clock: Date.now });
const configured = checks.map((check) => ({ check, parameters: {} }));
const units = ranked(configured, plannedUnits(configured, { scope, regions: [region] })).filter(
  ({ type }) => types === null || types.includes(type),
);
const began = performance.now();
let resources = 0;
const people = { person: (_provider: string, value: string) => sha256Hex(value), remember: () => undefined };
const reading = await reader.read({ scope, units, ...people }, () => (resources += 1));
const problem = reading.units.find((unit) => unit.problem !== null)?.problem ?? null;
if (problem !== null) throw new Error(`found ${problem.code}: ${problem.detail}, expected every unit to be read`);
const read: AwsRead = { resources, seconds: (performance.now() - began) / 1000 };
answer(read);
