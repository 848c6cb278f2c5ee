// Whether AWS would allow a request, from the policies alone: no boundaries, session policies, grants, ACLs, or policies of an
// organisation. https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_evaluation-logic.html
import { holds } from "./condition.ts";
import { keysOf, resolve, type Keys } from "./keys.ts";
import { matchesAction, matchesResource, withWildcards } from "./match.ts";
import { checkPrincipal, isRoot, meant, type Meant, type Principal } from "./principal.ts";
import { hasVariables, list, statementsOf, type Place, type Policy, type Statement } from "./statement.ts";

export type Request = {
  readonly by: Principal;
  /** As in the Service Authorization Reference: `s3:PutObject`. */
  readonly action: string;
  /** An ARN, or `*` for an action that names no resource. */
  readonly resource: string;
  /**
   * Condition keys of the request: `s3:if-none-match`, `aws:SecureTransport`, `aws:SourceArn`. A key that is not here is absent,
   * also one that AWS itself always says. aws:PrincipalArn, aws:PrincipalAccount, aws:PrincipalIsAWSService and
   * aws:PrincipalServiceName follow from `by`. Names compare without regard to case.
   */
  readonly context?: { readonly [key: string]: string | readonly string[] };
  /** The resource's own policy (null: it has none yet) and the account that owns it; absent where resources have no policy. */
  readonly on?: { readonly policy: Policy | null; readonly account: string; readonly kind?: "kms" };
};

export type Decision = {
  readonly allowed: boolean;
  readonly because:
    | "explicit deny"
    | "allowed by identity policy"
    | "allowed by resource policy"
    | "allowed by both"
    | "no statement allows it";
  /** A statement that decided: of several the first, of both policies the resource's. Null: none did, or root needs none. */
  readonly statement: Statement | null;
};

/** A statement that applies to the request. */
type Applying = { readonly statement: Statement; readonly meant: Meant };

/**
 * Decides a request.
 * @throws TypeError for what this evaluator does not know: it never guesses
 */
export function decide(request: Request): Decision {
  const { by, on } = request;
  checkRequest(request);
  const keys = keysOf(by, request.context ?? {});
  const identity = (by.kind === "aws" ? by.policies : []).flatMap((each) => applying(each, "identity", request, keys));
  const resource = on === undefined || on.policy === null ? [] : applying(on.policy, "resource", request, keys);
  const denied = [...identity, ...resource].find(({ statement }) => statement.Effect === "Deny");
  if (denied !== undefined) return { allowed: false, because: "explicit deny", statement: denied.statement };
  const granted = identity[0]?.statement ?? null;
  const delegated = resource[0] ?? null;
  const direct = resource.find(({ meant }) => meant === "directly") ?? null;

  // The root user may what nobody denies: reference_policies_evaluation-logic_policy-eval-denyallow.html
  const byIdentity = granted !== null || isRoot(by);
  if (by.kind === "service") return allowed(false, direct, granted);
  // Both accounts have to agree: reference_policies_evaluation-logic-cross-account.html
  if (on !== undefined && on.account !== by.account) return allowed(byIdentity, delegated, granted, "both");
  if (!needsResourcePolicy(request)) return allowed(byIdentity, direct, granted);
  return direct === null ? allowed(byIdentity, delegated, granted, "both") : allowed(byIdentity, direct, granted);
}

function allowed(byIdentity: boolean, resource: Applying | null, granted: Statement | null, needs?: "both"): Decision {
  const [one, other] = [byIdentity, resource !== null];
  if (one && other) return { allowed: true, because: "allowed by both", statement: resource?.statement ?? null };
  if (needs === "both" || (!one && !other))
    return { allowed: false, because: "no statement allows it", statement: null };
  if (one) return { allowed: true, because: "allowed by identity policy", statement: granted };
  return { allowed: true, because: "allowed by resource policy", statement: resource?.statement ?? null };
}

/**
 * Key policies and trust policies have to allow even their own account: directly, or by the account, and then its identity
 * policies decide. https://docs.aws.amazon.com/kms/latest/developerguide/key-policy-default.html
 * https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_evaluation-logic_policy-eval-denyallow.html
 */
const needsResourcePolicy = ({ action, on }: Request): boolean =>
  on !== undefined && /^(kms:|sts:AssumeRole)/i.test(action);

function applying(policy: Policy, place: Place, request: Request, keys: Keys): Applying[] {
  const variables = hasVariables(policy);
  return statementsOf(policy, place).flatMap((statement) => {
    const by = place === "identity" ? "directly" : meant(statement, request.by);
    if (by === null || !isAbout(statement, request, keys, variables)) return [];
    return holds(statement.Condition ?? {}, keys, { variables }) ? [{ statement, meant: by }] : [];
  });
}

function isAbout(statement: Statement, { action, resource }: Request, keys: Keys, variables: boolean): boolean {
  const { Action, NotAction, Resource, NotResource } = statement;
  const isNamed = list(Action ?? NotAction ?? []).some((pattern) => matchesAction(pattern, action));
  if (isNamed !== (Action !== undefined)) return false;
  if (Resource === undefined && NotResource === undefined) return true;
  const isIn = list(Resource ?? NotResource ?? []).some((text) => {
    const pattern = variables ? resolve(text, keys, { wildcards: true }) : withWildcards(text);
    // Of a variable without a value the page says: such a resource matches none, in NotResource too.
    return pattern !== null && matchesResource(pattern, resource);
  });
  return isIn === (Resource !== undefined);
}

function checkRequest({ by, action, resource, on }: Request): void {
  checkPrincipal(by);
  if (!/^[a-z0-9-]+:\w+$/i.test(action)) throw new TypeError(`found action ${action}, expected service:Name`);
  if (resource !== "*" && !/^arn:[^:]+:[^:]+:[^:]*:[^:]*:./.test(resource))
    throw new TypeError(`found resource ${resource}, expected an ARN or *`);
  if (on?.kind === "kms" && !/^kms:/i.test(action))
    throw new TypeError(`found ${action} on a key, expected one of KMS`);
  if (on !== undefined && !/^\d{12}$/.test(on.account))
    throw new TypeError(`found account ${on.account}, expected 12 digits`);
}
