// Defines a duration as a config writes it: of days or hours.
import { z } from "zod";
import { isDuration } from "../../controls/control.ts";

export const Duration = z
  .string()
  .refine(isDuration, "expected an ISO 8601 duration of days or hours, such as P7D or PT48H");
