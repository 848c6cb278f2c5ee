// Cases of the check that the audit trail is on: what trails of AWS record.
import type { Case } from "../../cases.ts";
import { account, advanced, both, classic, lacks, logging, management, rows, selecting, trail } from "./trail.ts";

export const selectorCases: readonly Case[] = [
  {
    name: "writes only",
    slice: account,
    related: selecting(classic({ ReadWriteType: "WriteOnly", IncludeManagementEvents: true })),
    expect: "fail",
    because: "no multi-region trail with log file validation and working delivery records all read management events",
    facts: { missing: ["read"], trails: lacks("read events") },
  },
  {
    name: "data events only",
    slice: account,
    related: selecting(classic({ ReadWriteType: "All", IncludeManagementEvents: false })),
    expect: "fail",
    facts: { missing: both, trails: lacks("read events", "write events") },
  },
  {
    name: "without the events of KMS",
    slice: account,
    related: selecting(
      classic({
        ReadWriteType: "All",
        IncludeManagementEvents: true,
        ExcludeManagementEventSources: ["kms.amazonaws.com"],
      }),
    ),
    expect: "fail",
    facts: { missing: both, trails: lacks("read events", "write events") },
  },
  { name: "a selector with nothing but defaults", slice: account, related: selecting(classic({})), expect: "pass" },
  {
    name: "one selector of reads and one of writes",
    slice: account,
    related: selecting(classic({ ReadWriteType: "ReadOnly" }, { ReadWriteType: "WriteOnly" })),
    expect: "pass",
  },
  {
    name: "an advanced selector of management events",
    slice: account,
    related: selecting(advanced([management])),
    expect: "pass",
  },
  {
    name: "advanced selectors of reads and of writes",
    slice: account,
    related: selecting(
      advanced(
        [management, { Field: "readOnly", Equals: ["true"] }],
        [management, { Field: "readOnly", Equals: ["false"] }],
      ),
    ),
    expect: "pass",
  },
  {
    name: "an advanced selector of writes",
    slice: account,
    related: selecting(advanced([management, { Field: "readOnly", Equals: ["false"] }])),
    expect: "fail",
    facts: { missing: ["read"], trails: lacks("read events") },
  },
  {
    name: "an advanced selector that leaves out the Data API of RDS",
    slice: account,
    related: selecting(advanced([management, { Field: "eventSource", NotEquals: ["rdsdata.amazonaws.com"] }])),
    expect: "fail",
  },
  {
    name: "an advanced selector of data events",
    slice: account,
    related: selecting(advanced([{ Field: "eventCategory", Equals: ["Data"] }])),
    expect: "fail",
  },
  {
    name: "an advanced selector that selects by nothing",
    slice: account,
    related: selecting(advanced([])),
    expect: "fail",
  },
  // A trail starts with a selector of all management events, whether its answer shows it or not.
  {
    name: "a trail that never got selectors of its own, and whose are not read",
    slice: account,
    related: {
      ...rows([trail({ HasCustomEventSelectors: false })]),
      selectors: { rows: [], complete: false },
    },
    expect: "pass",
  },
  {
    name: "an answer without selectors",
    slice: account,
    related: rows([trail({ HasCustomEventSelectors: false })], [logging()], [classic()]),
    expect: "pass",
  },
  {
    name: "an answer without selectors, of a trail that has its own",
    slice: account,
    related: selecting(classic()),
    expect: "indeterminate",
    problem: "contradictory",
  },
];
