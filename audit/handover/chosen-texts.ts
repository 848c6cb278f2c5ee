// Finds the texts in a genesis, leaf, document or act that somebody chose, by the members that hold them.
import type { Json } from "../../evidence-schema/bytes/canonical.ts";
import { isPersonKey, referencesIn } from "../people-references.ts";

export type ChosenText = { readonly what: string; readonly text: string };

/** Members of which the value is such a text. */
const MEMBERS: ReadonlyMap<string, string> = new Map([
  ["legalEntity", "Entity"],
  ["system", "System"],
  ["origin", "Origin of the log"],
  ["statement", "Statement of a control"],
  ["id", "Id of a control, check or accepted risk"],
  ["risk", "Risk that was accepted"],
  ["reason", "Reason"],
  ["ticket", "Ticket"],
  ["owner", "Role"],
  ["approver", "Role"],
  ["requester", "Role"],
  ["principal", "Identity of a program"],
  ["text", "Response of management"],
  ["name", "Name of a scope or an attachment"],
  ["recipient", "Recipient of names"],
  ["purpose", "Purpose of a sample"],
  ["seed", "Seed of a sample"],
  ["problem", "Cause by which a scope was not observed"],
]);

/** Members of which each text within is one. */
const WITHIN: ReadonlyMap<string, string> = new Map([
  ["match", "Rule"],
  ["parameters", "Parameter of a check"],
]);

/** Members of rules whose texts Tidemark or a cloud defines. */
const DEFINED: ReadonlySet<string> = new Set(["checks", "types", "regions"]);

/** The session of a person has the reference at its end. */
const isReference = (what: string, text: string): boolean =>
  isPersonKey(text) || (what === MEMBERS.get("principal") && referencesIn(text).length > 0);

/** In order. A person's reference is none, nor is an empty text. */
export function chosenTexts(value: Json): ChosenText[] {
  const found: ChosenText[] = [];
  const add = (what: string, text: string): void => {
    if (text !== "" && !isReference(what, text)) found.push({ what, text });
  };
  const walk = (each: Json, within: string | null): void => {
    if (Array.isArray(each)) for (const item of each) walk(item, within);
    else if (typeof each === "string" && within !== null) add(within, each);
    else if (typeof each === "object" && each !== null)
      for (const [member, of] of Object.entries(each)) {
        const what = within ?? MEMBERS.get(member);
        if (typeof of === "string") {
          if (what !== undefined) add(what, of);
        } else if (within === null || !DEFINED.has(member)) walk(of as Json, within ?? WITHIN.get(member) ?? null);
      }
  };
  walk(value, null);
  return found;
}
