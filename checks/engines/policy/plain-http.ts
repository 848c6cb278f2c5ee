// Decides whether a bucket's policy denies every request that comes without TLS.
import { coversEveryone } from "./aws/principals.ts";
import type { Condition, PolicyDocument, Statement } from "./policy-document.ts";
import { everything, isTaken, reachOf } from "./aws/resource-reach.ts";
import { bucketNamed } from "./aws/services/s3.ts";

/** For requests without TLS: a condition holds for all of them, spares some of them, or is not understood. */
type Meaning = "holds" | "spares" | "unknown";

/** `unknown`: a deny that is not understood may be for what the others leave. */
export type PlainHttp = "refused" | "accepted" | "unknown";

/**
 * By denies for everyone that hold now, whatever the action, the bucket itself and all objects in it: one statement may deny
 * for the bucket and another for its objects, or one for some actions and another for all but those. `asOf`: the instant at
 * which conditions on the date are asked (RFC 3339).
 * https://docs.aws.amazon.com/AmazonS3/latest/userguide/security-best-practices.html
 */
export function plainHttp({ Statements }: PolicyDocument, name: string, asOf: string): PlainHttp {
  const bucket = bucketNamed(name);
  const denies = Statements.filter(({ Effect }) => Effect === "Deny").map((deny) => ({
    reach: reachOf(deny, bucket),
    meaning: meaningOf(deny, asOf),
  }));
  const taken = (...meanings: readonly Meaning[]): boolean => {
    const reaches = denies.filter(({ meaning }) => meanings.includes(meaning)).map(({ reach }) => reach);
    return everything(bucket).every((cell) => isTaken(cell, reaches));
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
    // The same instant as a date, and as seconds since 1970, which may be compared as numbers too.
    case "aws:currenttime":
      return holdsAt(/^date(.*)$/.exec(name)?.[1], Values.map(dateOf), asOf);
    case "aws:epochtime":
      if (name.startsWith("numeric")) return holdsAt(name.slice("numeric".length), Values.map(epochOf), asOf);
      return holdsAt(/^date(.*)$/.exec(name)?.[1], Values.map(dateOf), asOf);
    // Requests without TLS do not have it. https://docs.aws.amazon.com/AmazonS3/latest/userguide/amazon-s3-policy-keys.html
    case "s3:tlsversion":
      if (name === "null") return holds(Values.some((value) => value.toLowerCase() === "true"));
      return name.startsWith("numeric") ? holds(ifExists !== "" || set === "forallvalues") : "unknown";
    default:
      return sparesSome(name, Key, Values) ? "spares" : "unknown";
  }
}

/** Seconds since 1970, from 1973 on, as milliseconds. NaN for shorter and longer numbers: nobody knows their unit. */
const epochOf = (value: string): number => (/^[1-9]\d{8,10}$/.test(value) ? Number(value) * 1000 : Number.NaN);

const W3C_DATE = /^\d{4}-\d\d(?:-\d\d(?:T\d\d:\d\d(?::\d\d(?:\.\d+)?)?(?:Z|[+-]\d\d:\d\d))?)?$/;

/**
 * "You must specify date/time values with one of the W3C implementations of the ISO 8601 date formats or in epoch (UNIX) time."
 * A year alone may be either: NaN, as for what is neither.
 * https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_condition_operators.html#Conditions_Date
 */
const dateOf = (value: string): number => (W3C_DATE.test(value) ? Date.parse(value) : epochOf(value));

/** `compares`: the operator without its type. A comparison of other types, or of a value that is no time, is not known. */
function holdsAt(compares: string | undefined, times: readonly number[], asOf: string): Meaning {
  const now = Date.parse(asOf);
  if (compares === undefined || times.length === 0 || times.some(Number.isNaN)) return "unknown";
  if (/^greaterthan(?:equals)?$/.test(compares)) return times.some((time) => time < now) ? "holds" : "spares";
  if (/^lessthan(?:equals)?$/.test(compares)) return times.some((time) => time > now) ? "holds" : "spares";
  // No request is made at one given instant alone.
  return compares === "notequals" ? "holds" : "unknown";
}

/** Comparisons with values that not every request has: some other request escapes the deny, and may come without TLS. */
const sparesSome = (name: string, key: string, values: readonly string[]): boolean =>
  /^(?:aws|s3):/i.test(key) &&
  /^(?:string(?:not)?(?:equals|equalsignorecase|like)|arn(?:not)?(?:equals|like)|(?:not)?ipaddress)$/.test(name) &&
  values.length > 0 &&
  values.every((value) => value !== "" && !/[*?]|\$\{/.test(value) && !value.endsWith("/0"));
