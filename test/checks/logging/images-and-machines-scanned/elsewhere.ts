// A company's statement that another product scans the machines and images of a cloud.
const REASON = "The pipeline and an agent of Example Scan look at every image and machine of this cloud.";

export const elsewhere = (cloud: "aws" | "azure" | "gcp") => ({ scannedElsewhere: { [cloud]: { reason: REASON } } });

/** The verdict that such a statement gives. */
export const AS_STATED = {
  expect: "not-applicable",
  basis: "stated",
  because: "not applicable by the company's statement: another product scans machines and images in this cloud",
  facts: { statement: REASON },
} as const;
