// Defines a source of AWS. Each source is a file: in `direct/` by service, or in `config/` for AWS Config.
import type { Source } from "../live/source.ts";
import type { AwsRegionRead } from "./region-read.ts";

/** A few calls of one service of AWS that bring whole types; `action` of a call is its IAM action. */
export type AwsSource = Source<AwsRegionRead>;
