// Decides whether the grant controls of a policy demand a second factor of those whom it applies to, or let nobody in.
import type { Policy, Sure } from "./policy.ts";

/** A second factor, or one that cannot be phished. */
export type Factor = "any" | "phishing-resistant";

/** https://learn.microsoft.com/en-us/entra/identity/authentication/concept-authentication-strengths#authentication-strengths */
const RESISTANT = new Set(["windowsHelloForBusiness", "fido2", "x509CertificateMultiFactor"]);

type Controls = NonNullable<Policy["grantControls"]>;

/**
 * With OR the person chooses, so that each control has to do; with AND any of them is enough.
 * https://learn.microsoft.com/en-us/graph/api/resources/conditionalaccessgrantcontrols
 */
export function demands({ grantControls: controls }: Policy, factor: Factor): Sure {
  if (controls == null) return "no";
  const builtIn = controls.builtInControls ?? [];
  const each: Sure[] = [
    ...builtIn.map((name): Sure => (name === "block" || (name === "mfa" && factor === "any") ? "yes" : "no")),
    ...(controls.termsOfUse ?? []).map((): Sure => "no"),
    // A custom control sends people to another service, and what that asks for is not read.
    // https://learn.microsoft.com/en-us/entra/identity/conditional-access/controls
    ...(controls.customAuthenticationFactors ?? []).map((): Sure => "maybe"),
    ...(controls.authenticationStrength == null ? [] : [strength(controls.authenticationStrength, factor)]),
  ];
  const isAll = controls.operator?.toUpperCase() === "AND";
  for (const sure of isAll ? (["yes", "maybe"] as const) : (["no", "maybe"] as const))
    if (each.includes(sure)) return sure;
  return isAll || each.length === 0 ? "no" : "yes";
}

function strength(
  { requirementsSatisfied, allowedCombinations }: NonNullable<Controls["authenticationStrength"]>,
  factor: Factor,
): Sure {
  if (factor === "phishing-resistant") {
    if (allowedCombinations == null || allowedCombinations.length === 0) return "maybe";
    return allowedCombinations.every((each) => RESISTANT.has(each)) ? "yes" : "no";
  }
  if (requirementsSatisfied == null) return "maybe";
  return requirementsSatisfied.split(",").some((each) => each.trim() === "mfa") ? "yes" : "no";
}
