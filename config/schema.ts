// Defines what a config file may say: each member, its bounds and its default.
import { z } from "zod";
import { SEVERITIES } from "../checks/check.ts";
import { Boundary, EVERYTHING } from "../controls/boundary.ts";
import { STALE_AFTER } from "../controls/controls-document.ts";
import { durationMs, isDuration } from "../controls/control.ts";
import { Match } from "../controls/match.ts";
import { AzureInput } from "./members/azure.ts";
import { GcpInput } from "./members/gcp.ts";
import { ControlInput } from "./members/control-matrix.ts";
import { Deployment } from "./members/deployment.ts";
import { Duration } from "./members/duration.ts";
import { PersonOrRole } from "./members/person-or-role.ts";
import { RecordedText as text } from "./members/recorded-text.ts";
import { ScheduleInput } from "./members/schedule.ts";
import { AWS_LANES, AwsRole, EnrolledInput, ExcludedInput, ExternalId } from "./members/scopes.ts";
import { WaiverInput } from "./members/waiver-input.ts";

export const configSchema = z.strictObject({
  company: z.strictObject({
    /** Legal entity whose system is examined. */
    legalEntity: text,
    /** The system, as its description names it. */
    system: text,
  }),
  ledger: z.strictObject({
    /** Origin line of the log: a schema-less URL that is this ledger's alone. */
    origin: z.string().regex(/^[^\s+]+$/, "expected a schema-less URL without spaces or +"),
    mode: z.enum(["local", "trial", "compliance"]).default("local"),
    retentionDays: z.int().min(0).default(0),
    /** The ledger is made of example data: its genesis says so, and every reader. */
    example: z.boolean().default(false),
  }),
  scopes: z.array(EnrolledInput).min(1),
  excluded: z.array(ExcludedInput).default([]),
  /** How AWS accounts are read where no exports are given. */
  aws: z
    .strictObject({
      /** The role that is taken in each account; null: the credentials at hand, for their own account only. */
      role: AwsRole.nullable().default(null),
      externalId: ExternalId.nullable().default(null),
      lane: z.enum(AWS_LANES).default("config"),
      /** An aggregator of AWS Config in the account of the credentials at hand; null: each account's own Config is asked. */
      aggregator: z.strictObject({ name: text, region: text }).nullable().default(null),
      /** The accounts of the organization are listed in each run: those that are neither enrolled nor excluded are reported. */
      organization: z.boolean().default(false),
    })
    .default({ role: null, externalId: null, lane: "config", aggregator: null, organization: false }),
  /** How subscriptions of Azure and a tenant of Microsoft Entra are read where no exports are given. */
  azure: AzureInput,
  /** How projects of Google Cloud are read where no exports are given. */
  gcp: GcpInput,
  /** Per check: parameters or a severity that differ from the defaults, or that it is not asked; each needs a reason. */
  checks: z
    .record(
      text,
      z.strictObject({
        enabled: z.boolean().default(true),
        parameters: z.record(z.string(), z.json()).default({}),
        /** Applied at reading: in no outcome and no record. */
        severity: z.enum(SEVERITIES).optional(),
        reason: text,
      }),
    )
    .default({}),
  /** The company's control matrix; left out, the default set is in force. */
  controls: z.array(ControlInput).min(1).optional(),
  boundary: Boundary.default(EVERYTHING),
  /** Whose a resource is: the first rule that matches decides. */
  owners: z.array(z.strictObject({ match: Match, owner: PersonOrRole })).default([]),
  waivers: z.array(WaiverInput).default([]),
  /** Labels (tags) that are kept with a resource; all others are dropped before anything is written. */
  labels: z.array(text).default([]),
  /** Null: runs by hand only, and no slot is ever due. */
  schedule: ScheduleInput.nullable().default(null),
  /** How old the data of an export may be and still count. Older data is shown as not observed. */
  staleAfter: Duration.refine(
    (text) => !isDuration(text) || durationMs(text) > 0,
    "expected more than no time at all, such as P7D",
  ).default(STALE_AFTER),
  /** Null: nothing is deployed; the command line does everything. */
  deployment: Deployment.nullable().default(null),
});

/** The contents of a config file; see the schema in this file for each member. */
export type ConfigInput = z.input<typeof configSchema>;
export type Config = z.output<typeof configSchema>;
