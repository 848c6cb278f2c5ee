/** What a source of AWS is: one file each, in `direct/`, by service. */
import type { Source } from "../live/source.ts";
import type { AwsAsking } from "./asking.ts";

/** A few calls of one service of AWS that bring whole types; `action` of a call is its IAM action. */
export type AwsSource = Source<AwsAsking>;
