// Parameters of a group of RDS that cases name, as DescribeDBParameters answers: beside others, and without a value where nobody set one.
import type { Json } from "../../../../evidence-schema/bytes/canonical.ts";

export const parameterGroup = (name: string, value?: Json): Json => [
  { ParameterName: "ssl", ParameterValue: "1" },
  { ParameterName: name, ...(value === undefined ? {} : { ParameterValue: value }) },
];

export const force = "rds.force_ssl";
export const require = "require_secure_transport";
