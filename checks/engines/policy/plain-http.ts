// Decides whether a bucket's policy denies every request that comes without TLS.
import { coversEveryone } from "./aws-principals.ts";
import type { Condition, PolicyDocument, Statement } from "./policy-document.ts";
import { isTaken, reachOf, type Cell } from "./s3-reach.ts";

/** For requests without TLS: a condition holds for all of them, spares some of them, or is not understood. */
type Meaning = "holds" | "spares" | "unknown";

/** `unknown`: a deny that is not understood may be for what the others leave. */
export type PlainHttp = "refused" | "accepted" | "unknown";

const EVERYTHING: readonly Cell[] = [
  { action: "*", target: "bucket" },
  { action: "*", target: { keys: "*" } },
];

/**
 * By denies for everyone that hold now, whatever the action, the bucket itself and all objects in it: one statement may deny
 * for the bucket and another for its objects, or one for some actions and another for all but those. `asOf`: the instant at
 * which conditions on the date are asked (RFC 3339).
 * https://docs.aws.amazon.com/AmazonS3/latest/userguide/security-best-practices.html
 */
export function plainHttp({ Statements }: PolicyDocument, bucket: string, asOf: string): PlainHttp {
  const denies = Statements.filter(({ Effect }) => Effect === "Deny").map((deny) => ({
    reach: reachOf(deny, bucket),
    meaning: meaningOf(deny, asOf),
  }));
  const taken = (...meanings: readonly Meaning[]): boolean => {
    const reaches = denies.filter(({ meaning }) => meanings.includes(meaning)).map(({ reach }) => reach);
    return EVERYTHING.every((cell) => isTaken(cell, reaches));
  };
  if (taken("holds")) return "refused";
  return taken("holds", "unknown") ? "unknown" : "accepted";
}

/** A deny that spares anybody in particular spares requests of theirs that come without TLS. */
function meaningOf({ Principals, NotPrincipals, Conditions = [] }: Statement, asOf: string): Meaning {
  if (NotPrincipals !== undefined || Principals === undefined || !coversEveryone(Principals)) return "spares";
  const meanings = Conditions.map((condition) => meaningOfCondition(condition, asOf));
  return meanings.includes("spares") ? "spares" : meanings.includes("unknown") ? "unknown" : "holds";
}

/** https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_condition_operators.html */
function meaningOfCondition({ Operator, Key, Values }: Condition, asOf: string): Meaning {
  const [, set = "", name = "", ifExists = ""] =
    /^(?:(forallvalues|foranyvalue):)?(.*?)(ifexists)?$/.exec(Operator.toLowerCase()) ?? [];
  const holds = (does: boolean): Meaning => (does ? "holds" : "spares");
  switch (Key.toLowerCase()) {
    // The key is in every request, once, so that sets and `IfExists` make no difference.
    // https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_condition-keys.html#condition-keys-securetransport
    case "aws:securetransport":
      if (name === "bool") return holds(Values.some((value) => value.toLowerCase() === "false"));
      return name === "null" ? holds(Values.some((value) => value.toLowerCase() === "false")) : "unknown";
    // The same instant as a date, and as seconds since 1970, which may be compared as dates or as numbers.
    case "aws:currenttime":
    case "aws:epochtime":
      return holdsAt(name, Values, asOf);
    // Requests without TLS do not have it. https://docs.aws.amazon.com/AmazonS3/latest/userguide/amazon-s3-policy-keys.html
    case "s3:tlsversion":
      if (name === "null") return holds(Values.some((value) => value.toLowerCase() === "true"));
      return name.startsWith("numeric") ? holds(ifExists !== "" || set === "forallvalues") : "unknown";
    default:
      return sparesSome(name, Key, Values) ? "spares" : "unknown";
  }
}

/**
 * "You specify the value as ISO 8601 date-times or epoch (UNIX) time." No request is made at one given instant alone.
 * https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_condition_operators.html#Conditions_Date
 */
function holdsAt(name: string, values: readonly string[], asOf: string): Meaning {
  const now = Date.parse(asOf);
  const times = values.map((value) => (/^\d+$/.test(value) ? Number(value) * 1000 : Date.parse(value)));
  if (times.length === 0 || times.some(Number.isNaN)) return "unknown";
  if (/^(?:date|numeric)greaterthan/.test(name)) return times.some((time) => time < now) ? "holds" : "spares";
  if (/^(?:date|numeric)lessthan/.test(name)) return times.some((time) => time > now) ? "holds" : "spares";
  if (/^(?:date|numeric)notequals$/.test(name)) return "holds";
  return "unknown";
}

/** Comparisons with values that not every request has: some other request escapes the deny, and may come without TLS. */
const sparesSome = (name: string, key: string, values: readonly string[]): boolean =>
  /^(?:aws|s3):/i.test(key) &&
  /^(?:string(?:not)?(?:equals|equalsignorecase|like)|arn(?:not)?(?:equals|like)|(?:not)?ipaddress)$/.test(name) &&
  values.length > 0 &&
  values.every((value) => value !== "" && !/[*?]|\$\{/.test(value) && !value.endsWith("/0"));
