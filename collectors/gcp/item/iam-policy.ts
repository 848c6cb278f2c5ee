// Reads an IAM policy of Google Cloud as evidence holds it: who may what, without anybody's name.
import { z } from "zod";
import type { Json } from "../../../evidence-schema/bytes/canonical.ts";
import type { JsonObject, Problem } from "../../../evidence-schema/record/record.ts";
import type { People } from "../../port.ts";

/** A member that names nobody, as "" or "user:", is no member: who may what is then not known. */
const Member = z.string().refine((member) => partsOf(member).name.trim() !== "");

/** Members that a policy without bindings may have. Others say that the bindings stand under another name. */
const BESIDE: ReadonlySet<string> = new Set(["bindings", "etag", "version", "kind", "auditConfigs", "audit_configs"]);
const hasBindings = (policy: object): boolean =>
  "bindings" in policy || Object.keys(policy).every((member) => BESIDE.has(member));

/** REST names, and those of the protocol buffers, which exports to Cloud Storage have. */
const Policy = z
  .looseObject({
    bindings: z
      .array(z.object({ role: z.string(), members: z.array(Member).nullish(), condition: z.unknown().optional() }))
      .nullish(),
    auditConfigs: z.unknown().optional(),
    audit_configs: z.unknown().optional(),
  })
  .refine(hasBindings);

const AuditConfigs = z.array(
  z.object({ service: z.string(), auditLogConfigs: z.unknown().optional(), audit_log_configs: z.unknown().optional() }),
);
/**
 * A kind of log, by its name or by its number in the protocol buffers.
 * https://github.com/googleapis/googleapis/blob/master/google/iam/v1/policy.proto
 */
const LOG_TYPES = ["LOG_TYPE_UNSPECIFIED", "ADMIN_READ", "DATA_WRITE", "DATA_READ"] as const;
const LogType = z.union([z.string(), z.int().min(0)]).nullish();

const LogConfigs = z.array(
  z.object({
    logType: LogType,
    log_type: LogType,
    exemptedMembers: z.array(z.string()).nullish(),
    exempted_members: z.array(z.string()).nullish(),
  }),
);

/**
 * `{Bindings, AuditConfigs}`, in one order; null where it has another shape. Facts: IAM, REST resource Policy; Cloud Asset
 * API, REST resource Asset; "Principal identifiers" of IAM for members.
 * https://cloud.google.com/iam/docs/reference/rest/v1/Policy https://cloud.google.com/iam/docs/principal-identifiers
 */
export function readIamPolicy(value: Json, people: People): JsonObject | null {
  const policy = Policy.safeParse(value);
  const audit = AuditConfigs.safeParse(policy.data?.auditConfigs ?? policy.data?.audit_configs ?? []);
  if (!policy.success || !audit.success) return null;
  const auditConfigs: JsonObject[] = [];
  for (const { service, auditLogConfigs, audit_log_configs } of audit.data) {
    const logs = LogConfigs.safeParse(auditLogConfigs ?? audit_log_configs ?? []);
    if (!logs.success) return null;
    const configs = logs.data.map((log) => ({
      LogType: logTypeOf(log.logType ?? log.log_type ?? 0),
      ExemptedMembers: (log.exemptedMembers ?? log.exempted_members ?? []).length,
    }));
    auditConfigs.push({ Service: service, LogConfigs: ordered(configs) });
  }
  const bindings = (policy.data.bindings ?? []).map(({ role, members, condition }) => ({
    Role: role,
    HasCondition: (condition ?? null) !== null,
    Members: ordered((members ?? []).map((member) => memberOf(member, people))),
  }));
  return { Bindings: ordered(bindings), AuditConfigs: ordered(auditConfigs) };
}

/** A number that has no name here stays a number: no check asks for the kind, but the rest of the policy is read. */
function logTypeOf(type: string | number): string {
  const number = typeof type === "string" && !/^\d+$/.test(type) ? null : Number(type);
  return number === null ? String(type) : (LOG_TYPES[number] ?? `LOG_TYPE_${number}`);
}

/** Sets whose order is not promised, by their text: members come in the order in which they are written here. */
function ordered(items: readonly JsonObject[]): JsonObject[] {
  const text = new Map(items.map((item) => [item, JSON.stringify(item)]));
  return items.toSorted((a, b) => ((text.get(a) as string) < (text.get(b) as string) ? -1 : 1));
}

/** The cause for which `policy`, the one of `resource`, was not read. */
export const policyUnread = (resource: string, policy: unknown): Problem =>
  (policy ?? null) === null
    ? { code: "not-in-answer", detail: `the answer from Google Cloud lacks the IAM policy of ${resource}` }
    : { code: "unexpected-shape", detail: `the IAM policy of ${resource} is not in the documented form` };

const NOBODY: ReadonlySet<string> = new Set(["allUsers", "allAuthenticatedUsers", "domain"]);
const MACHINES: ReadonlySet<string> = new Set(["serviceAccount", "projectOwner", "projectEditor", "projectViewer"]);

/** Machines keep their name. People and groups become references, as does a member that may be no machine. */
function memberOf(member: string, people: People): JsonObject {
  const { kind, name, isDeleted } = partsOf(member);
  const domain = kind === "domain" ? name : name.includes("@") ? name.slice(name.lastIndexOf("@") + 1) : "";
  return {
    Kind: isDeleted ? "deleted" : kind,
    ...(domain === "" ? {} : { Domain: domain.toLowerCase() }),
    ...(NOBODY.has(kind) ? {} : { Reference: isMachine(kind, name) ? member : people.person("gcp", name) }),
  };
}

/** `deleted:user:jane@example.com?uid=123` is a user as well. The name is what stays the same of it in both forms. */
function partsOf(member: string): { readonly kind: string; readonly name: string; readonly isDeleted: boolean } {
  const isDeleted = member.startsWith("deleted:");
  const text = isDeleted ? member.slice("deleted:".length) : member;
  const at = text.indexOf(":");
  const kind = at === -1 ? text : text.slice(0, at);
  const name = at === -1 ? text : text.slice(at + 1);
  return { kind, name: isDeleted ? name.replace(/\?uid=\d+$/, "") : name, isDeleted };
}

// A principal of a workload identity pool is software elsewhere, one of a workforce pool a person of another directory.
const WORKLOAD = /^\/\/iam\.googleapis\.com\/projects\/\d+\/locations\/[^/]+\/workloadIdentityPools\//;

function isMachine(kind: string, name: string): boolean {
  return MACHINES.has(kind) || ((kind === "principal" || kind === "principalSet") && WORKLOAD.test(name));
}
