// Names the code of the closed list that the words of a failure stand for.
import type { ProblemCode } from "../evidence-schema/record/record.ts";

// In this order: a missing licence and a service that is off are refused with 403 as well. Words are those of the error codes
// of AWS, Azure Resource Manager, Microsoft Graph and Google APIs, and of what their command lines print around them.
const CAUSES: readonly (readonly [ProblemCode, RegExp])[] = [
  [
    "licence",
    /NonPremiumTenant|B2CTenant|premium licen[cs]e|licen[cs]e (?:is )?required|RequiresLicen[cs]e|PremiumLicen[cs]eRequired/i,
  ],
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

/** The code that `text`, a name or what was printed, stands for; null where nothing is recognised. */
export function codeOfFailure(text: string): ProblemCode | null {
  return CAUSES.find(([, words]) => words.test(text))?.[0] ?? null;
}
