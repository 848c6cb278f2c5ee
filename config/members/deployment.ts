// Defines where Tidemark is deployed, and for how long what it writes there must last.
import { z } from "zod";
import { Day } from "./day.ts";

const account = z.string().regex(/^\d{12}$/, "expected the twelve digits of an AWS account");
const region = z.string().regex(/^[a-z]{2,4}(?:-[a-z]+)+-\d+$/, "expected a region such as eu-central-1");

/** The text that has to stand in `acknowledged` before a bucket is made whose objects nobody can delete. */
export const acknowledgement = (days: number): string =>
  `nobody can delete what is written, or shorten this, for ${days} days`;

export const Deployment = z.strictObject({
  /** The account and region of the functions. The account is one of the enrolled scopes. */
  account,
  region,
  /** The account of the ledger, where it is another; its region is the same. Enrolled too. */
  ledgerAccount: account.nullable().default(null),
  /** A second bucket that every object is copied to, in another region, another account, or both. */
  replica: z.strictObject({ account, region }).nullable().default(null),
  /** ECC_NIST_EDWARDS25519, or ECC_NIST_P256 where a region lacks it. */
  key: z.enum(["ed25519", "p256"]).default("ed25519"),
  /**
   * How many signing keys there are, from 1 to 9; it never falls. A further one signs nothing before `tidemark rotate-key` adds
   * it to the log.
   */
  signingKeys: z.int().min(1).max(9).default(1),
  /** Roles and users (ARNs) that may take the role `tidemark-operator`, by which people create the ledger and record acts. */
  operators: z
    .array(
      z
        .string()
        .regex(
          /^arn:aws[a-z-]*:iam::\d{12}:(?:role|user)\/[\w+=,.@/-]+$/,
          "expected the ARN of a role or user, without wildcards",
        ),
    )
    .default([]),
  /** The qualifier of the CDK's bootstrap in these accounts: CloudFormation acts by its role, which policies exempt by name. */
  bootstrapQualifier: z
    .string()
    .regex(/^[a-z0-9]{1,10}$/, "expected the qualifier of `cdk bootstrap`: one to ten lower-case letters and digits")
    .default("hnb659fds"),
  /** Who gets messages and alarms; each address has to confirm its subscription. */
  emails: z.array(z.email()).default([]),
  /** The observation periods that the ledger is for, both days in; the retention has to outlast each and its report. */
  periods: z.array(z.strictObject({ from: Day, to: Day })).default([]),
  /** Days after a period in which the auditor still reads the ledger. */
  reportingDays: z.int().min(0).default(90),
  /**
   * A role that may change the ledger bucket's policy and delete what no lock holds. Null: CloudFormation alone may
   * change the policy, and no one may delete.
   */
  breakGlassRole: z
    .string()
    .regex(/^arn:aws[a-z-]*:iam::\d{12}:role\/[\w+=,.@/-]+$/, "expected the ARN of a role")
    .nullable()
    .default(null),
  /**
   * Whether the deployment turns outbound federation on in its account: AWS issues no workload tokens before somebody did. No
   * update and no deletion turns it off, since others in the account may use it.
   */
  enableOutboundFederation: z.boolean().default(false),
  /** A trial is about to be taken down: the next deployment lifts what its policies deny. */
  takeDown: z.boolean().default(false),
  /** For `compliance`: the text by which a person says that the lock, which can't be undone, is meant. */
  acknowledged: z.string().nullable().default(null),
});
export type Deployment = z.output<typeof Deployment>;
