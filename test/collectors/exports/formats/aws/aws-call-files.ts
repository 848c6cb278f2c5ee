// Files of single calls of AWS's command line, and the reading of one.
import { entry, makeDirectory, manifest, readExport, readUnits, type Outcome } from "../../fixture.ts";

export const ACCOUNT = "111122223333";
export const SCOPE = `aws/${ACCOUNT}`;
export const DENIED =
  "An error occurred (AccessDenied) when calling an operation: User: arn:aws:iam::111122223333:user/jane.doe is not authorized to perform: rds:DescribeDBParameters on resource: *";

type Line = { readonly [member: string]: unknown };
export const lines = (...all: readonly Line[]): string => all.map((each) => `${JSON.stringify(each)}\n`).join("");

/** Reads one file of one call. */
export function reading(format: string, type: string, region: string | null) {
  const members = { format, scope: SCOPE, types: [type], ...(region === null ? {} : { regions: [region] }) };
  const unit = `${type}@${region ?? "global"}`;
  return {
    unit,
    read: (content: unknown): Promise<Outcome> => readExport(members, content, [unit]),
    failed: async (error: string): Promise<Outcome> => {
      const failure = entry({ ...members, exitStatus: 254, error, file: null });
      return readUnits(await makeDirectory({ "export.json": manifest(failure) }), SCOPE, [unit]);
    },
  };
}
