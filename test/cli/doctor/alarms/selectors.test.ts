// Which alarms would stay silent, by what the event selectors of a trail record.
import {
  advanced,
  all,
  classic,
  KMS,
  MAIN,
  management,
  RECORD,
  S3,
  selecting,
  show,
  told,
  trail,
  VIRGINIA,
} from "./told.ts";

show([
  {
    name: "write-only selectors",
    told: selecting(classic({ ReadWriteType: "WriteOnly" })),
    trails: [MAIN],
    silent: [
      { alarms: ["signed"], missing: "trail main does not record read events of kms.amazonaws.com", remedy: RECORD },
    ],
  },
  {
    name: "read-only selectors",
    told: selecting(classic({ ReadWriteType: "ReadOnly" })),
    trails: [MAIN],
    silent: [
      {
        alarms: ["bucket", "key"],
        missing: "trail main does not record write events of s3.amazonaws.com, kms.amazonaws.com",
        remedy: RECORD,
      },
    ],
  },
  {
    name: "one trail of reads and one of writes",
    told: told(
      trail({}, { selectors: classic({ ReadWriteType: "ReadOnly" }) }),
      trail({ TrailARN: VIRGINIA }, { selectors: classic({ ReadWriteType: "WriteOnly" }) }),
    ),
    trails: [VIRGINIA, MAIN],
  },
  ...[
    { name: "classic selectors", selectors: classic({ ExcludeManagementEventSources: [KMS] }) },
    {
      name: "advanced selectors",
      selectors: advanced([management, { Field: "eventSource", NotEquals: ["rdsdata.amazonaws.com", KMS] }]),
    },
    {
      name: "the beginning of its name",
      selectors: advanced([management, { Field: "eventSource", NotStartsWith: ["kms."] }]),
    },
    {
      name: "advanced selectors that take other sources",
      selectors: advanced([management, { Field: "eventSource", Equals: [S3] }]),
    },
  ].map(({ name, selectors }) => ({
    name: `KMS left out by ${name}`,
    told: selecting(selectors),
    trails: [MAIN],
    silent: [
      {
        alarms: ["key", "signed"],
        missing: "trail main does not record write events of kms.amazonaws.com and read events of kms.amazonaws.com",
        remedy: RECORD,
      },
    ],
  })),
  ...[
    { name: "classic selectors", selectors: classic({ ExcludeManagementEventSources: ["rdsdata.amazonaws.com"] }) },
    {
      name: "advanced selectors",
      selectors: advanced([management, { Field: "eventSource", NotEquals: ["rdsdata.amazonaws.com"] }]),
    },
  ].map(({ name, selectors }) => ({
    name: `a source that no alarm waits for left out by ${name}`,
    told: selecting(selectors),
    trails: [MAIN],
  })),
  {
    name: "KMS left out of reads alone",
    told: selecting(
      advanced(
        [management, { Field: "readOnly", Equals: ["false"] }],
        [management, { Field: "readOnly", Equals: ["true"] }, { Field: "eventSource", NotEquals: [KMS] }],
      ),
    ),
    trails: [MAIN],
    silent: [
      { alarms: ["signed"], missing: "trail main does not record read events of kms.amazonaws.com", remedy: RECORD },
    ],
  },
  {
    name: "a field that this version does not know narrows in a way that nobody knows",
    told: selecting(advanced([management, { Field: "userIdentity.arn", NotEquals: ["somebody"] }])),
    silent: [
      {
        alarms: all,
        missing:
          "trail main does not record write events of s3.amazonaws.com, kms.amazonaws.com and read events of kms.amazonaws.com",
        remedy: RECORD,
      },
    ],
  },
  ...[
    { name: "classic selectors", selectors: classic({ IncludeManagementEvents: false }) },
    { name: "advanced selectors", selectors: advanced([{ Field: "eventCategory", Equals: ["Data"] }]) },
  ].map(({ name, selectors }) => ({
    name: `management events off by ${name}`,
    told: selecting(selectors),
    silent: [
      {
        alarms: all,
        missing:
          "trail main does not record write events of s3.amazonaws.com, kms.amazonaws.com and read events of kms.amazonaws.com",
        remedy: RECORD,
      },
    ],
  })),
]);
