// Decides whether the access restrictions of an app of App Service let the internet in: the first rule that matches decides.
import { z } from "zod";
import type { JsonObject, Problem } from "../../../../evidence-schema/record/record.ts";
import { everywhere, rangeOf, without, type AddressRange } from "../address-range.ts";
import type { InternetBound } from "../internet.ts";
import { deciding, listed, type Exposure, type Opening } from "../opening.ts";

const Text = z.string().nullish();

/**
 * https://learn.microsoft.com/en-us/rest/api/appservice/web-apps/get-configuration#ipsecurityrestriction; `headerNames`: of headers that a
 * caller has to send as well.
 */
export const AccessRestrictions = z.object({
  ipSecurityRestrictions: z
    .array(
      z.object({
        action: Text,
        ipAddress: Text,
        subnetMask: Text,
        vnetSubnetResourceId: Text,
        tag: Text,
        priority: z.int().nullish(),
        headerNames: z.array(z.string()).nullish(),
      }),
    )
    .nullish(),
  ipSecurityRestrictionsDefaultAction: Text,
});
export type AccessRestrictions = z.infer<typeof AccessRestrictions>;
type Rule = NonNullable<AccessRestrictions["ipSecurityRestrictions"]>[number];

const lower = (text: string | null | undefined): string => text?.toLowerCase() ?? "";

/** Ways to read a rule that is not certain: the rules together let in the least, or the most. */
type Reading = "least" | "most";

/** Texts of one rule: a rule may name up to eight addresses or service tags, with commas between. */
const sourcesOf = ({ ipAddress }: Rule): readonly string[] =>
  (ipAddress ?? "")
    .split(",")
    .map((each) => each.trim())
    .filter((each) => each !== "");

/** How many bits a mask such as 255.255.255.0 keeps; null where the text is no mask. */
function bitsOf(mask: string): number | null {
  const range = rangeOf(mask);
  const bits = range?.family === "ipv4" && !mask.includes("/") ? range.first.toString(2).padStart(32, "0") : "";
  return /^1+0*$|^0{32}$/.test(bits) ? bits.replaceAll("0", "").length : null;
}

/** The addresses of one text; null where nobody knows them. */
function rangesOfText(text: string, mask: string): readonly AddressRange[] | null {
  if (lower(text) === "any") return everywhere;
  const bits = mask === "" || text.includes("/") ? null : bitsOf(mask);
  if (bits === null && mask !== "" && !text.includes("/")) return null;
  const range = rangeOf(bits === null ? text : `${text}/${bits}`);
  return range === null ? null : [range];
}

/**
 * The addresses that a rule matches; null where they are not certain: a caller has to send a header as well, or the text is none that is
 * documented. Subnets and service tags are machines of networks and of Azure, never the internet, but for the tag Internet.
 */
function certainRanges(rule: Rule): readonly AddressRange[] | null {
  if ((rule.headerNames ?? []).length > 0 || lower(rule.tag) === "xffproxy") return null;
  if ((rule.vnetSubnetResourceId ?? "") !== "") return [];
  const sources = sourcesOf(rule);
  if (lower(rule.tag) === "servicetag") return sources.some((each) => lower(each) === "internet") ? everywhere : [];
  const ranges = sources.map((each) => rangesOfText(each, rule.subnetMask ?? ""));
  return ranges.length === 0 || ranges.includes(null) ? null : ranges.flatMap((each) => each ?? []);
}

/** Whether a rule allows; an action that is not known allows in the reading that lets in the most. */
function allows(action: string | null | undefined, reading: Reading): boolean {
  return lower(action) === "allow" || (lower(action) !== "deny" && reading === "most");
}

/** The addresses that a rule matches under a reading: a rule that is not certain matches all, or none. */
function matched(rule: Rule, reading: Reading): readonly AddressRange[] {
  return certainRanges(rule) ?? (allows(rule.action, reading) === (reading === "most") ? everywhere : []);
}

/** Nobody says which of two rules of one priority comes first, nor where a rule without one stands. */
function isBefore(deny: Rule, allow: Rule, reading: Reading): boolean {
  const [first, then] = [deny.priority ?? null, allow.priority ?? null];
  if (first === null || then === null || first === then) return reading === "least";
  return first < then;
}

const shownOf = (rule: Rule): JsonObject => ({
  from: listed((rule.vnetSubnetResourceId ?? "") === "" ? sourcesOf(rule) : ["subnet"]),
  priority: rule.priority ?? null,
});

/** The rules, with the last one that Azure leaves unsaid: without any rule everybody is let in, and beside some nobody else. */
function withDefault({
  ipSecurityRestrictions,
  ipSecurityRestrictionsDefaultAction: last,
}: AccessRestrictions): Rule[] {
  const rules = ipSecurityRestrictions ?? [];
  const action = (last ?? "") === "" ? (rules.length === 0 ? "Allow" : "Deny") : last;
  return [...rules, { action, ipAddress: "Any", priority: Infinity }];
}

function openings(rules: readonly Rule[], reading: Reading): readonly Opening[] {
  const denies = rules.filter(({ action }) => !allows(action, reading));
  return rules
    .filter(({ action }) => allows(action, reading))
    .map((allow) => {
      const taken = denies.filter((deny) => isBefore(deny, allow, reading)).flatMap((deny) => matched(deny, reading));
      const from = matched(allow, reading).map((written) => ({ written, through: without(written, taken) }));
      return { shown: allow.priority === Infinity ? { from: ["Any"], priority: null } : shownOf(allow), from };
    });
}

/**
 * How the restrictions let the internet in. A rule that is not certain counts only where its reading decides.
 * https://learn.microsoft.com/en-us/azure/app-service/app-service-ip-restrictions
 */
export function restrictionExposure(restrictions: AccessRestrictions, bound: InternetBound): Exposure {
  const rules = withDefault(restrictions);
  const open = deciding(openings(rules, "least"), bound);
  if (open.length > 0 || deciding(openings(rules, "most"), bound).length === 0) return { open, problem: null };
  const isLimited = rules.some((rule) => (rule.headerNames ?? []).length > 0 || lower(rule.tag) === "xffproxy");
  return { open: [], problem: isLimited ? BY_HEADERS : NOT_CLEAR };
}

const BY_HEADERS: Problem = {
  code: "not-supported",
  detail: "an access restriction asks for headers of the request, whose values Tidemark does not read",
};
const NOT_CLEAR: Problem = {
  code: "unexpected-shape",
  detail: "an access restriction has an address, an action or a priority that can't be read",
};
