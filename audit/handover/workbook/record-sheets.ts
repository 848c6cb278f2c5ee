// Makes the sheets of accepted risks, of changes, and of what nobody read.
import type { AcceptancePart } from "../../report/facts/acceptances.ts";
import type { Change } from "../../report/facts/changes.ts";
import type { NotObserved } from "../../report/facts/unread.ts";
import type { WorkbookFrom } from "./from.ts";
import { SHEETS } from "./names.ts";
import { instant, number, tableOf, text, type ColumnOf, type Draft } from "./sheet.ts";

const ACCEPTANCES: readonly ColumnOf<AcceptancePart>[] = [
  text("Id", 18, ({ id }) => id),
  text("Risk", 50, ({ terms }) => terms.risk),
  text("Reason", 50, ({ terms }) => terms.reason),
  text("Ticket", 14, ({ terms }) => terms.ticket),
  text("Asked by (role, or reference of a person)", 24, ({ terms }) => terms.requester),
  text("Approved by (role, or reference of a person)", 24, ({ terms }) => terms.approver),
  instant("In force from", ({ from }) => from),
  instant("In force until", ({ to }) => to),
  instant("Recorded", ({ recorded }) => recorded),
  text("Checks", 36, ({ terms }) => terms.match.checks.join("\n")),
  text("Resources, as the rule names them", 40, ({ terms }) => JSON.stringify(terms.match.resources)),
  text("Failures in the period", 20, ({ failures }) => failures.join("\n")),
  text("Record", 60, ({ record }) => record),
];

export function acceptanceSheet({ report: { acceptances } }: WorkbookFrom): Draft {
  const count = acceptances.length;
  return {
    name: SHEETS.acceptances,
    title: "Risk acceptances that were in force at some time of the period",
    source: "table acceptance; waiver records",
    parameters: "An acceptance is in force from its record on. It changes no failure, only how late that counts.",
    agrees: {
      count,
      said: `${count} risk acceptances, line Changes on page 1 of the report (which says nothing of them where there are none)`,
    },
    ...tableOf(ACCEPTANCES, acceptances),
  };
}

const CHANGES: readonly ColumnOf<Change>[] = [
  instant("When", ({ at }) => at),
  text("Kind", 12, ({ kind }) => kind),
  text("Subject", 36, ({ subject }) => subject),
  text("Change", 80, ({ said }) => said),
  text("Sealed or done by", 40, ({ who }) => who),
  text("Record", 60, ({ record }) => record),
];

export function changeSheet({ report: { changes } }: WorkbookFrom): Draft {
  return {
    name: SHEETS.changes,
    title: "Changes to controls, tests, boundary, schedule, scopes and Tidemark, and recorded acts",
    source: "tables seal, roster, control; documents; acts",
    parameters:
      "This is not the population of changes for CC8.1. It holds no change that was requested or approved. Accepted risks have a sheet of their own.",
    agrees: {
      count: changes.length,
      said: `${changes.length} changes, the sum of the line Changes on page 1 of the report`,
    },
    ...tableOf(CHANGES, changes),
  };
}

const UNREAD: readonly ColumnOf<NotObserved>[] = [
  instant("From", ({ from }) => from),
  instant("Until", ({ to }) => to),
  text("Goes on at the end of the period", 10, ({ goesOn }) => (goesOn ? "yes" : null)),
  text("Not observed", 60, ({ name }) => name),
  text("Cause", 18, ({ cause }) => cause),
  text("Detail", 50, ({ detail }) => detail),
  number("Results that are hidden (empty where nobody knows)", ({ results }) => results),
  text("Controls", 30, ({ controls }) => controls.join("\n")),
  text("Record", 60, ({ record }) => record),
];

export function unreadSheet({ report: { unread } }: WorkbookFrom): Draft {
  return {
    name: SHEETS.unread,
    title: "Not observed: neither a pass nor a fail",
    source: "tables unit, gap, roster, result; coverage records",
    parameters: "From and until are cut at the edges of the period.",
    agrees: {
      none: `page 1 of the report counts days and not these rows. Its part Not observed has the same ${unread.length} rows, or the first 400 of them`,
    },
    ...tableOf(UNREAD, unread),
  };
}
