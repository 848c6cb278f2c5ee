// Replaces strings in declared slices that look like secrets or e-mail addresses: the second defence after projection.
import type { Json } from "../../evidence-schema/bytes/canonical.ts";
import type { JsonObject } from "../../evidence-schema/record/record.ts";

/** Each rule replaces its match by `[redacted:<rule>]`, so that a value keeps its type and the record shows what was taken. */
const RULES: readonly { readonly rule: string; readonly pattern: RegExp }[] = [
  // https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_identifiers.html: AKIA long-term, ASIA temporary keys.
  { rule: "aws-access-key", pattern: /\b(?:AKIA|ASIA)[A-Z0-9]{16}\b/g },
  { rule: "private-key", pattern: /-----BEGIN [A-Z ]*PRIVATE KEY-----[\s\S]*?(?:-----END [A-Z ]*PRIVATE KEY-----|$)/g },
  // https://learn.microsoft.com/azure/storage/common/storage-sas-overview: `sig` is the signature of a shared access token.
  { rule: "sas-signature", pattern: /\bsig=[A-Za-z0-9%+/=_-]{16,}/gi },
  {
    rule: "credential",
    pattern:
      /\b[\w-]*(?:passwor[dt]|passwd|pwd|secret|token|api[_-]?key|accountkey|sharedaccesskey|client[_-]?secret)["']?\s*[=:]\s*["']?[^\s"'&;,]{4,}/gi,
  },
  { rule: "url-credential", pattern: /\b[a-z][a-z0-9+.-]*:\/\/[^\s/:@]+:[^\s/@]+@/gi },
  // RFC 7519 compact serialisation.
  { rule: "json-web-token", pattern: /\beyJ[A-Za-z0-9_-]{8,}\.[A-Za-z0-9_-]{8,}\.[A-Za-z0-9_-]*/g },
  { rule: "github-token", pattern: /\bgh[pousr]_[A-Za-z0-9]{36,}\b/g },
  { rule: "slack-token", pattern: /\bxox[abposr]-[A-Za-z0-9-]{10,}/g },
  { rule: "google-api-key", pattern: /\bAIza[A-Za-z0-9_-]{35}\b/g },
  // Service accounts are machines; every other address may be a person.
  {
    rule: "e-mail",
    pattern: /[\p{L}\p{N}._%+-]+@(?![\p{L}\p{N}.-]*gserviceaccount\.com)[\p{L}\p{N}-]+(?:\.[\p{L}\p{N}-]+)+/gu,
  },
];

// Most strings are names, numbers, ARNs and times: two looks decide that no rule can match. Each rule has its part here.
const SUSPICIOUS = /AKIA|ASIA|BEGIN|:\/\/|eyJ|gh[pousr]_|xox|AIza|@/;
const SUSPICIOUS_WORD = /sig=|passwor[dt]|passwd|pwd|secret|token|api[_-]?key|accountkey|sharedaccesskey/i;

/** The text with everything that a rule matches replaced. */
export function redactText(text: string): string {
  if (!SUSPICIOUS.test(text) && !SUSPICIOUS_WORD.test(text)) return text;
  return RULES.reduce((left, { rule, pattern }) => left.replace(pattern, `[redacted:${rule}]`), text);
}

/** The value with every string, and every key, redacted. The same value where nothing matched. */
export function redact<T extends Json>(value: T): T {
  return redactAny(value) as T;
}

function redactAny(value: Json): Json {
  if (typeof value === "string") return redactText(value);
  if (typeof value !== "object" || value === null) return value;
  return Array.isArray(value) ? redactItems(value as readonly Json[]) : redactMembers(value as JsonObject);
}

function redactItems(items: readonly Json[]): readonly Json[] {
  let copy: Json[] | null = null;
  for (let i = 0; i < items.length; i += 1) {
    const item = redactAny(items[i] as Json);
    if (item !== items[i]) (copy ??= [...items])[i] = item;
  }
  return copy ?? items;
}

// In canonical order from here on: a projection is written twice, and what is in order costs half.
function redactMembers(members: JsonObject): JsonObject {
  const keys = Object.keys(members);
  let same = true;
  for (let i = 1; i < keys.length && same; i += 1) same = (keys[i - 1] as string) < (keys[i] as string);
  if (!same) keys.sort();
  const redacted: Record<string, Json> = {};
  for (const key of keys) {
    const member = members[key] as Json;
    const [name, kept] = [redactText(key), redactAny(member)];
    if (name !== key || kept !== member) same = false;
    redacted[name] = kept;
  }
  return same ? members : redacted;
}
