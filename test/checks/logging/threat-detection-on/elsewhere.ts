// A company's statement that another product detects the threats of a cloud.
const REASON = "The managed detection service of Example Watch reads the audit logs of this cloud.";

export const elsewhere = (cloud: "aws" | "azure" | "gcp") => ({ detectedElsewhere: { [cloud]: { reason: REASON } } });

/** The verdict that such a statement gives. */
export const AS_STATED = {
  expect: "not-applicable",
  basis: "stated",
  because: "not applicable by the company's statement: another product detects threats in this cloud",
  facts: { statement: REASON },
} as const;
