// Replaces names of people in ARNs, principals of policies and values of conditions, so that evidence holds references.
import type { People } from "../../port.ts";

// Users, the sessions of roles (which often carry an address) and federated users.
const NAMED = /^(arn:[^:]*:(?:iam:[^:]*:[^:]*:user|sts:[^:]*:[^:]*:(?:assumed-role\/[^/]+|federated-user))\/)(.+)$/is;
// The same behind a wildcard, where the condition is on an ARN of a principal.
const NAMED_BEHIND = /^(.*[*?:](?:user|assumed-role\/[^/]+|federated-user)\/)(.+)$/is;
// Words, of which those with an @ within are addresses. No pattern here goes over a text more than once.
const WORD = /[^\s/:,;<>"'()]+/g;
// Text between what matches more than itself: wildcards, and variables that stand for whoever asks.
const LITERAL = /\$\{[^}]{0,128}\}|[^*?/$]+/g;

/** Condition keys whose values are names, in lower case. https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_condition-keys.html */
const NAMES: ReadonlySet<string> = new Set([
  "aws:username",
  "aws:sourceidentity",
  "sts:sourceidentity",
  "sts:rolesessionname",
]);

/**
 * The subject of a token. GitHub writes ids behind an @ (`repo:octocat@123456/my-repo@456789`), and a domain has a dot.
 * https://docs.github.com/en/actions/reference/security/oidc
 */
const isSubject = (key: string): boolean => key.toLowerCase().endsWith(":sub") && key.includes(".");

/**
 * `text` with a reference in the place of each name. A user without wildcards is the reference that other lanes have for
 * its ARN; wildcards stay where they are, since they decide who is meant. Known hole: a name in a path, as in the key of
 * an object, can't be told from any other word.
 */
export function withoutNames(text: string, people: People): string {
  return withoutNamesBehind(NAMED, text, people);
}

/** As `withoutNames`, for a principal: a user keeps the account, `arn:aws:iam::<account>:user/<reference>`. */
export function principalWithoutName(text: string, people: People): string {
  const [, account] = /^(arn:[^:]*:iam:[^:]*:\d{12}:user\/)[^*?$]+$/i.exec(text) ?? [];
  return (account ?? "") + withoutNames(text, people);
}

function withoutNamesBehind(named: RegExp, text: string, people: People): string {
  const [, before, name] = named.exec(text) ?? [];
  if (before === undefined || name === undefined) {
    return text.replaceAll(WORD, (word) => (isAddress(word) ? masked(word, people) : word));
  }
  // An origin access identity is no person.
  if (/:iam::cloudfront:user\/$/i.test(before)) return text;
  if (/:user\/$/i.test(before) && !/[*?$]/.test(text)) return people.person("aws", text);
  return before + masked(name, people);
}

/** As `withoutNames`, for the value of a condition on `key`. */
export function withoutNamesOf(key: string, value: string, people: People): string {
  if (NAMES.has(key.toLowerCase())) return masked(value, people);
  if (key.toLowerCase() === "aws:principalarn") return withoutNamesBehind(NAMED_BEHIND, value, people);
  if (isSubject(key)) {
    const hasDomain = (word: string): boolean => word.includes(".", word.indexOf("@"));
    return value.replaceAll(WORD, (word) => (isAddress(word) && hasDomain(word) ? masked(word, people) : word));
  }
  if (key.toLowerCase() !== "aws:userid") return withoutNames(value, people);
  // An id that is never given again, which names nobody, and behind a colon the name of the session. Requests without
  // credentials are "anonymous".
  const [, id, session] = /^([A-Z0-9*?]+|anonymous)(?::(.*))?$/s.exec(value) ?? [];
  if (id === undefined) return masked(value, people);
  return session === undefined ? id : `${id}:${masked(session, people)}`;
}

// A pattern for a whole domain (*@example.com) names no person.
function isAddress(word: string): boolean {
  const at = word.indexOf("@");
  return at > 0 && at < word.length - 1 && /[^*?]/.test(word.slice(0, at));
}

function masked(name: string, people: People): string {
  return name.replaceAll(LITERAL, (literal) =>
    literal.startsWith("${") || literal.trim() === "" ? literal : people.person("aws", literal),
  );
}
