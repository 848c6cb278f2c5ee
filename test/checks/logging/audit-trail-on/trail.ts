// A sound trail of an account, and what each of its answers may say otherwise.
import type { Json } from "../../../../evidence-schema/bytes/canonical.ts";
import type { Members, RelatedRows } from "../../cases.ts";

export const account: Json = { Id: "111122223333" };

export const arn = "arn:aws:cloudtrail:eu-central-1:111122223333:trail/main";
export const second = "arn:aws:cloudtrail:eu-central-1:111122223333:trail/second";
export const organization = "arn:aws:cloudtrail:eu-central-1:999900001111:trail/organization";

export const trail = (members: Members = {}): Json => ({
  Name: "main",
  TrailARN: arn,
  S3BucketName: "logs",
  IsMultiRegionTrail: true,
  IncludeGlobalServiceEvents: true,
  LogFileValidationEnabled: true,
  HasCustomEventSelectors: true,
  ...members,
});

export const logging = (members: Members = {}): Json => ({ TrailARN: arn, IsLogging: true, ...members });

export const classic = (...selectors: Json[]): Json => ({ TrailARN: arn, EventSelectors: selectors });
const all: Json = {
  ReadWriteType: "All",
  IncludeManagementEvents: true,
  DataResources: [],
  ExcludeManagementEventSources: [],
};

export const management: Json = { Field: "eventCategory", Equals: ["Management"] };
export const advanced = (...selectors: Json[][]): Json => ({
  TrailARN: arn,
  AdvancedEventSelectors: selectors.map((FieldSelectors) => ({ Name: "by alice", FieldSelectors })),
});

export const rows = (trails: Json[], status: Json[] = [logging()], selectors: Json[] = [classic(all)]) => ({
  trails: { rows: trails },
  status: { rows: status },
  selectors: { rows: selectors },
});

export const selecting = (...selectors: Json[]): { readonly [relation: string]: RelatedRows } =>
  rows([trail()], [logging()], selectors);

export const lacks = (...what: string[]): Json => [{ trail: arn, lacks: what }];
export const both = ["read", "write"];
