/** Why a command that reads a cloud failed, as one code of the closed list, from what the command printed. */
import type { Problem, ProblemCode } from "../../evidence-schema/record.ts";

// In this order: a missing licence and a service that is off are refused with 403 as well. Words are those of the error codes
// of AWS, Azure Resource Manager, Microsoft Graph and Google APIs, and of what their command lines print around them.
const CAUSES: readonly (readonly [ProblemCode, RegExp])[] = [
  ["licence", /NonPremiumTenant|B2CTenant|premium licen[cs]e|licen[cs]e (?:is )?required|RequiresLicen[cs]e/i],
  [
    "disabled",
    /SERVICE_DISABLED|has not been used in project|is disabled|not enabled|OptInRequired|NoSuchConfigurationRecorder|NoAvailableConfigurationRecorder|NoRunningConfigurationRecorder|NoSuchDeliveryChannel|NoAvailableDeliveryChannel|InvalidAccessException/i,
  ],
  [
    "throttled",
    /Throttl|Rate ?exceeded|TooManyRequests|RESOURCE_EXHAUSTED|quotaExceeded|rateLimitExceeded|RateLimiting|RequestLimitExceeded|\b429\b/i,
  ],
  [
    "denied",
    /AccessDenied|UnauthorizedOperation|AuthorizationFailed|Authorization_RequestDenied|permission|not authori[sz]ed|not permitted|does not have authorization|Forbidden|\b403\b|Insufficient ?privileges/i,
  ],
];

// The action that was refused, in the clouds' three spellings. Nothing else of the text is kept: it names people and values.
const ACTIONS: readonly RegExp[] = [
  /perform:? ([a-z0-9-]+:[A-Za-z0-9*]+)/,
  /action '([A-Za-z0-9.]+(?:\/[A-Za-z0-9.*]+)+)'/,
  /[Pp]ermission '([a-z][A-Za-z0-9]*(?:\.[A-Za-z0-9]+){2,})'/,
  /'([a-z][A-Za-z0-9]*(?:\.[A-Za-z0-9]+){2,})' permission/,
];

/** The problem of an export that ended with `exitStatus` and printed `error`; unavailable where nothing else is recognised. */
export function classifyFailure(source: string, exitStatus: number, error: string | null): Problem {
  const code = CAUSES.find(([, words]) => words.test(error ?? ""))?.[0] ?? "unavailable";
  const action = ACTIONS.map((pattern) => pattern.exec(error ?? "")?.[1]).find((name) => name !== undefined);
  if (code === "denied" && action !== undefined) return { code, detail: action };
  return { code, detail: `export ${source} ended with exit status ${exitStatus}` };
}
