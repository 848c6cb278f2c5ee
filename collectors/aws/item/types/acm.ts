// Lists the members of ACM certificates that leave here. They follow DescribeCertificate; who it is for and its text stay.
import type { ResourceTypes } from "../resource-type.ts";
import { instant, list, record, scalar, type Spelling } from "../spelling.ts";

const arns = list(scalar);

// No order of the users is promised.
const users: Spelling = (raw, people) => {
  const spelt = arns(raw, people);
  return Array.isArray(spelt) ? (spelt as readonly unknown[]).map(String).toSorted() : spelt;
};

export const acm: ResourceTypes = {
  "AWS::ACM::Certificate": {
    configuration: record({
      Status: scalar,
      Type: scalar,
      NotAfter: instant,
      InUseBy: users,
      RenewalEligibility: scalar,
      RenewalSummary: record({ RenewalStatus: scalar }),
    }),
    supplementary: {},
    global: false,
    uniqueId: true,
    arn: null,
  },
};
