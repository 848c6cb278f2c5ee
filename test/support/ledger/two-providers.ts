// A check of one provider that needs people of another one, and clouds of both in memory.
import { z } from "zod";
import type { PlannedUnit, ReadRequest, ScopeReading, Snapshot } from "../../../collectors/port.ts";
import { type Check, defineCheck } from "../../../checks/check.ts";
import { defineEvaluator, fail, indeterminate, pass, relation } from "../../../checks/kernel.ts";
import { unitOf, type JsonObject, type Problem } from "../../../evidence-schema/record/record.ts";
import type { ConfiguredCheck } from "../../../observation/plan/tests-document.ts";
import { LiveCloud } from "./live-cloud.ts";

export const SUBSCRIPTION = "azure/subscription";
export const TENANT = "entra/tenant";
export const VAULT = "test/vault";
const USER = "test/user";
export const USERS = unitOf(USER, "global");
/** The unit of users as the subscription's chain calls it. */
export const COPIED = `${TENANT}#${USERS}`;

const user = z.object({ id: z.string(), enabled: z.boolean() });

const owners = (reads: z.ZodType<z.infer<typeof user>>) =>
  defineEvaluator({
    provider: "azure",
    resourceType: VAULT,
    global: false,
    reads: z.object({ owner: z.string() }),
    related: {
      owners: relation({
        provider: "entra",
        type: USER,
        within: "scope",
        global: true,
        reads,
        on: ({ id }) => [id],
      }),
    },
    evaluate({ owner }, { related }) {
      const found = related.owners(owner).find(({ enabled }) => enabled);
      if (found.is === "unknown") return indeterminate(found.problem);
      return found.is === "found" ? pass("its owner is enabled") : fail("it has no owner who is enabled");
    },
  });

const check = (version: number, reads: z.ZodType<z.infer<typeof user>>): Check =>
  defineCheck({
    id: "owners-enabled",
    version,
    domain: "identity",
    title: "Owners are enabled",
    requirement: "test",
    rationale: "test",
    remediation: {},
    limits: "test",
    severity: "low",
    parameters: z.object({}),
    references: [],
    evaluators: [owners(reads)],
  });

export const OWNERS: readonly ConfiguredCheck[] = [{ check: check(1, user), parameters: {} }];
/** The same question, that reads one field more of a person where it is there. */
export const OWNERS_READ_MAYBE: readonly ConfiguredCheck[] = [
  { check: check(3, user.extend({ kind: z.string().optional() })), parameters: {} },
];
/** The same question, that reads one field more of a person. */
export const OWNERS_READ_MORE: readonly ConfiguredCheck[] = [
  { check: check(2, user.extend({ kind: z.string() })), parameters: {} },
];

const DENIED: Problem = { code: "denied", detail: "User.Read.All" };

export class TwoProviders extends LiveCloud {
  override readonly lanes = { [VAULT]: "memory", [USER]: "unused" };
  readonly lanesOf = { [TENANT]: { [USER]: "directory" } };
  override readonly globals = new Set([USER]);
  /** Units that nobody may read. */
  readonly denied = new Set<string>();

  user(id: string, members: JsonObject = {}, incarnation = "1"): void {
    this.put(TENANT, id, USER, { id, enabled: true, kind: "member", ...members }, incarnation);
  }

  vault(key: string, owner: string): void {
    this.put(SUBSCRIPTION, key, VAULT, { owner });
  }

  override async read(request: ReadRequest, emit: (item: Snapshot) => void): Promise<ScopeReading> {
    const isDenied = ({ type, region }: PlannedUnit): boolean => this.denied.has(unitOf(type, region));
    const units = request.units.filter((unit) => !isDenied(unit));
    const reading = await super.read({ ...request, units }, emit);
    const [source] = reading.sources;
    const answer = { complete: false, dataTime: null, problem: DENIED, listed: 0, pages: 0 };
    const unread = { ...answer, source: source?.source ?? "none", first: null, last: null, server: null };
    const refused = request.units
      .filter(isDenied)
      .map(({ type, region }) => ({ ...unread, unit: unitOf(type, region) }));
    return { ...reading, units: [...reading.units, ...refused] };
  }
}
