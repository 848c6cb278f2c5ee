// Names populations in sentences: what is listed, by which question, and what it must not be taken for.
import type { Kind, Question } from "../../audit/handover/population.ts";
import { UTC } from "../../audit/period/days.ts";

const LISTED: { readonly [kind in Kind]: string } = {
  items: "resources, one row for each incarnation that was there in the period",
  failures: "failures",
  days: "days of controls",
  runs: "runs of Tidemark",
  people: "users of accounts and directories, by reference",
  "observed-changes": "records by which something changed that checks read",
};

/** Sentences that a reader has to know before drawing from it. */
export const NOTES: { readonly [kind in Kind]: string | null } = {
  items: null,
  failures: null,
  days: "This list is about the operation of the monitoring: each day of each control, as Tidemark observed it.",
  runs: "This list is about the operation of the monitoring: each run that was due, made or missed.",
  people: "A person who has users in two places has two rows.",
  "observed-changes":
    "This is not the population of changes for CC8.1. It holds what Tidemark saw change, and not what was requested or approved. Take that population from the system in which the company approves changes.",
};

/** Such as `resources of control NL-NET-02, within the boundary`. */
export function populationInWords({ of, controls, scopes, types, place, zone }: Question): string {
  const asked = [
    named("control", controls),
    named("scope", scopes),
    named("type", types),
    ...(["days", "runs"].includes(of) ? [] : [place === "within" ? "within the boundary" : "wherever they lie"]),
    ...(zone === UTC ? [] : [`days of ${zone}`]),
  ].filter((part) => part !== "");
  return [LISTED[of], ...asked].join("; ");
}

const named = (what: string, names: readonly string[]): string =>
  names.length === 0 ? "" : `${what}${names.length === 1 ? "" : "s"} ${names.join(", ")}`;
