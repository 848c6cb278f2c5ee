// Lists the evaluators of AWS.
import { bucket } from "./aws-bucket.ts";

export const aws = [bucket];
