// Lists the usual requests of an auditor, each with the sheet and the part of the report that answer it, and the command that does.
import { SHEETS } from "./names.ts";

export type Request = {
  readonly about: string;
  readonly asked: string;
  /** The name of a sheet of the workbook; null where none answers. */
  readonly sheet: string | null;
  /** The part of the report. */
  readonly part: string | null;
  /** `P` stands for the period. */
  readonly command: string | null;
  /** Says what is not answered here, and where that comes from. */
  readonly note: string | null;
};

const ITEMS = "the sheet named by the control";

export const REQUESTS: readonly Request[] = [
  {
    about: "Period",
    asked: "A list of the controls that are tested from configuration, with owner, frequency and criteria",
    sheet: SHEETS.matrix,
    part: "Controls",
    command: "tidemark report --period P --out report.html",
    note: "Controls that are not in the config are not known to Tidemark.",
  },
  {
    about: "Period",
    asked: "Evidence of each control over the period",
    sheet: SHEETS.days,
    part: "Overview, Controls",
    command: "tidemark report --period P --out report.html",
    note: "The sheet shows configuration. The auditor concludes on the control.",
  },
  {
    about: "Completeness",
    asked: "Completeness and accuracy of information produced by the entity (IPE)",
    sheet: SHEETS.completeness,
    part: "Completeness",
    command: "tidemark verify",
    note: null,
  },
  {
    about: "Completeness",
    asked: "The logic by which results are computed, its parameters, and changes to it in the period",
    sheet: SHEETS.changes,
    part: "Changes, Controls",
    command: "tidemark checks",
    note: null,
  },
  {
    about: "Completeness",
    asked: "A reconciliation of the inventory with its source",
    sheet: SHEETS.reconciliation,
    part: "Completeness",
    command: null,
    note: "The commands at the source stand in the sheet. They count what is there when they are run.",
  },
  {
    about: "Population",
    asked: "The inventory of cloud resources over the period",
    sheet: SHEETS.population,
    part: "Boundary",
    command: "tidemark population --of items --place all --period P --out items.csv",
    note: null,
  },
  {
    about: "Population",
    asked: "The population of one control, to draw a sample from",
    sheet: ITEMS,
    part: "Controls",
    command: "tidemark population --of items --control ID --period P --out items.csv",
    note: "The command records the digest of the list before a seed is chosen. The list has a row a resource; the sheet has a row a check and resource.",
  },
  {
    about: "Population",
    asked: "A sample of that population, drawn at random",
    sheet: null,
    part: null,
    command: "tidemark sample --of items --control ID --period P --seed TEXT --seed-by FIRM --size N --out sample.csv",
    note: "The auditor chooses the seed.",
  },
  {
    about: "Population",
    asked: "The accounts, subscriptions, projects and directories of the system, and those that are left out",
    sheet: SHEETS.completeness,
    part: "Boundary",
    command: "tidemark report --period P --out report.html",
    note: null,
  },
  {
    about: "Exceptions",
    asked: "Deviations in the period, with cause, duration and correction",
    sheet: SHEETS.exceptions,
    part: "Exceptions, Failures",
    command: "tidemark failures --period P --status exception --status possible",
    note: "Management’s response stands beside a failure where somebody recorded it: tidemark respond.",
  },
  {
    about: "Exceptions",
    asked: "All failures, also those that were corrected in time",
    sheet: SHEETS.failures,
    part: "Failures",
    command: "tidemark failures --period P --format csv",
    note: null,
  },
  {
    about: "Exceptions",
    asked: "Accepted risks and their approvals",
    sheet: SHEETS.acceptances,
    part: "Acceptances",
    command: "tidemark query --sql 'select * from acceptance'",
    note: "The decision itself stands in the ticket that the row names.",
  },
  {
    about: "Exceptions",
    asked: "Times in which monitoring did not work",
    sheet: SHEETS.unread,
    part: "Not observed",
    command: "tidemark population --of runs --period P --out runs.csv",
    note: null,
  },
  {
    about: "Access",
    asked: "Users with administrator access, with their second factor",
    sheet: SHEETS.people,
    part: "Controls",
    command: "tidemark population --of people --place all --period P --out people.csv",
    note: "People stand by reference. Paths of access that were not read stand last.",
  },
  {
    about: "Access",
    asked: "A review of privileged access, with who reviewed and what was decided",
    sheet: SHEETS.people,
    part: null,
    command: null,
    note: "The columns Reviewer, Keep or remove and Date are empty: the review itself is the company’s.",
  },
  {
    about: "Access",
    asked: "The names of people who stand by reference in a bundle",
    sheet: SHEETS.names,
    part: null,
    command: "tidemark names --for ZIP --out people.csv --to FIRM --reason TEXT",
    note: "The ledger records to whom they were given. Paste them into the sheet, or load them into the report.",
  },
  {
    about: "Access",
    asked: "Users who joined and left",
    sheet: SHEETS.population,
    part: null,
    command: "tidemark population --of people --place all --period P --out people.csv",
    note: "First seen and Departed tell of accounts. The list of employees comes from the personnel system.",
  },
  {
    about: "Changes",
    asked: "Changes to cloud resources that were observed",
    sheet: null,
    part: null,
    command: "tidemark population --of observed-changes --period P --out changes.csv",
    note: "This is not the population of changes for CC8.1. Take that from the system in which the company approves changes.",
  },
  {
    about: "Changes",
    asked: "Changes to the monitoring tool, and who may change it",
    sheet: SHEETS.changes,
    part: "Changes",
    command: null,
    note: "Who had access to Tidemark is not recorded: the accounts’ own access lists show it.",
  },
  {
    about: "Encryption",
    asked: "Settings of encryption at rest and in transit",
    sheet: ITEMS,
    part: "Controls",
    command: "tidemark query --check CHECK --period P --format csv",
    note: null,
  },
  {
    about: "Network",
    asked: "Firewall rules, security groups and public access",
    sheet: ITEMS,
    part: "Controls",
    command: "tidemark query --check CHECK --period P --format csv",
    note: null,
  },
  {
    about: "Logging",
    asked: "Settings of audit logs, their protection and how long they are kept",
    sheet: ITEMS,
    part: "Controls",
    command: "tidemark query --check CHECK --period P --format csv",
    note: null,
  },
  {
    about: "Not here",
    asked: "Policies, training, contracts of vendors, incident tickets, penetration tests, physical security",
    sheet: null,
    part: "Completeness (line 19)",
    command: null,
    note: "Tidemark holds no evidence of these.",
  },
];
