// Judges Google Cloud projects by their Data Access logs, which audit configs of the project and all above it switch on.
// Admin Activity logs are always on.
import { z } from "zod";
import { defineEvaluator, fail, indeterminate, pass, passByProvider, relation, type Question } from "../../kernel.ts";
import type { Parameters } from "./parameters.ts";

/** https://docs.cloud.google.com/iam/docs/reference/rest/v1/Policy#AuditConfig. Exempted members are only counted. */
const AuditConfig = z.object({
  Service: z.string(),
  LogConfigs: z.array(z.object({ LogType: z.string(), ExemptedMembers: z.int().nullish() })),
});
const Policy = z.object({ AuditConfigs: z.array(AuditConfig).nullish() });
type Policy = z.infer<typeof Policy>;

const PROJECT = "project";

const related = {
  policies: relation({
    type: "Tidemark::ResourceManager::AncestorPolicy",
    within: "scope",
    global: true,
    reads: Policy,
    // The project's own, its folders' and its organization's.
    on: () => [PROJECT],
  }),
};

const enables = ({ AuditConfigs }: Policy, type: string): boolean =>
  (AuditConfigs ?? []).some(
    ({ Service, LogConfigs }) => Service === "allServices" && LogConfigs.some(({ LogType }) => LogType === type),
  );

/** Configs of one service and of all are united, exemptions too, so that one of a single service counts. */
const exempts = ({ AuditConfigs }: Policy, types: readonly string[]): boolean =>
  (AuditConfigs ?? []).some(({ LogConfigs }) =>
    LogConfigs.some(({ LogType, ExemptedMembers }) => (ExemptedMembers ?? 0) > 0 && types.includes(LogType)),
  );

export const gcp = defineEvaluator({
  provider: "gcp",
  resourceType: "cloudresourcemanager.googleapis.com/Project",
  global: true,
  // Nothing of the project itself decides: its policy is an answer of its own.
  reads: z.object({}),
  related,
  // "You can't disable a Data Access audit log that was enabled in a parent organization or folder."
  // https://docs.cloud.google.com/logging/docs/audit/configure-data-access
  evaluate(_, { related: { policies }, parameters }: Question<Parameters, typeof related>) {
    const required = [...new Set(parameters.dataAccessLogs)].sort();
    if (required.length === 0)
      return passByProvider(
        "Google Cloud lets nobody turn off Admin Activity audit logs, and no Data Access audit logs are required",
      );
    const exempted = parameters.exemptionsAllowed
      ? ({ is: "none" } as const)
      : policies(PROJECT).find((policy) => exempts(policy, required));
    const answers = required.map((type) => policies(PROJECT).find((policy) => enables(policy, type)));
    const missing = required.filter((_type, at) => answers[at]?.is === "none");
    const facts = { missing, exempted: exempted.is === "found" };
    if (missing.length > 0)
      return fail(`these Data Access audit logs are not enabled for all services: ${missing.join(", ")}`, facts);
    if (exempted.is === "found") return fail("principals are exempted from required Data Access audit logs", facts);
    const unknown = [exempted, ...answers].find((answer) => answer.is === "unknown");
    if (unknown !== undefined) return indeterminate(unknown.problem);
    return pass("the required Data Access audit logs are enabled for all services", { ...facts, logged: required });
  },
});
