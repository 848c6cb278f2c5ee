// Defines the scopes of a config: who is watched, where, and what is left out on purpose, with who decided it.
import { z } from "zod";
import { PROVIDERS } from "../../evidence-schema/keys/object-key.ts";
import { PersonOrRole, recordedAs, type Person } from "./person-or-role.ts";
import { RecordedText as text } from "./recorded-text.ts";

/** `config`: what AWS Config records is read from it, the rest by the services' own calls; `direct`: all by those. */
export const AWS_LANES = ["config", "direct"] as const;
// https://docs.aws.amazon.com/IAM/latest/APIReference/API_CreateRole.html, and what AssumeRole takes as ExternalId.
export const AwsRole = z
  .string()
  .regex(
    /^(?:arn:aws[a-z-]*:iam::\d{12}:role\/)?[\w+=,.@/-]{1,512}$/,
    "expected the name of a role, its path and name, or its ARN",
  );
export const ExternalId = z
  .string()
  .min(2)
  .max(1224)
  .regex(/^[\w+=,.@:/-]+$/, "expected 2 to 1,224 letters, digits and + = , . @ : / -");

const watched = PROVIDERS.filter((provider) => provider !== "tidemark");
const scope = z
  .string()
  .regex(
    new RegExp(`^(?:${watched.join("|")})/.+$`),
    `expected <provider>/<id> with a provider of ${watched.join(", ")}`,
  );

export const EnrolledInput = z.strictObject({
  scope,
  /** The usual name of the account, project, subscription, management group, folder or organization. If it is left out, an AWS organization tells the name. */
  name: text.optional(),
  /** Regions of an AWS account; other providers answer for all regions at once. */
  regions: z.array(text).default([]),
  /** AWS: regions that are turned on and that nobody looks into, on purpose. Every reader is told, with reason and approver. */
  leftOut: z.array(z.strictObject({ region: text, reason: text, approver: PersonOrRole })).default([]),
  /** AWS: where one account differs from `aws`. */
  role: AwsRole.nullable().optional(),
  externalId: ExternalId.nullable().optional(),
  lane: z.enum(AWS_LANES).optional(),
});

export const ExcludedInput = z.strictObject({ scope, reason: text, approver: PersonOrRole });

type ScopesConfig = {
  readonly scopes: readonly z.output<typeof EnrolledInput>[];
  readonly excluded: readonly z.output<typeof ExcludedInput>[];
};

/** The scopes as evidence has them: people by reference. `person` remembers their names outside it. */
export function recordedScopes({ scopes, excluded }: ScopesConfig, person: Person) {
  return {
    scopes: scopes.map(({ scope: of, name, regions, leftOut }) => ({
      scope: of,
      name: name ?? null,
      regions,
      leftOut: leftOut.map(({ region, reason, approver }) => ({
        region,
        reason,
        approver: recordedAs(approver, person),
      })),
    })),
    excluded: excluded.map(({ scope: of, reason, approver }) => ({
      scope: of,
      reason,
      approver: recordedAs(approver, person),
    })),
  };
}
