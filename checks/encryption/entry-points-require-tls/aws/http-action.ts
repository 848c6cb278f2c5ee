// Reads what a listener of plain HTTP does with a request in the end: it sends the client to HTTPS, refuses, or serves.
import { z } from "zod";

/** https://docs.aws.amazon.com/elasticloadbalancing/latest/APIReference/API_Action.html */
export const Action = z.object({
  Type: z.string(),
  RedirectConfig: z.object({ Protocol: z.string().optional() }).optional(),
  FixedResponseConfig: z.object({ StatusCode: z.string().optional() }).optional(),
});

export type Outcome = "redirects" | "refuses" | "serves" | "unknown";

/**
 * The last action decides, and it is a forward, a fixed response or a redirect. A redirect keeps the protocol of the request
 * where it names none.
 * https://docs.aws.amazon.com/elasticloadbalancing/latest/APIReference/API_RedirectActionConfig.html
 */
export function outcomeOf(actions: readonly z.infer<typeof Action>[]): Outcome {
  const ends = actions.filter(({ Type }) => ["forward", "fixed-response", "redirect"].includes(Type));
  const [end] = ends;
  if (end === undefined || ends.length > 1) return "unknown";
  switch (end.Type) {
    case "redirect":
      return end.RedirectConfig?.Protocol === "HTTPS" ? "redirects" : "serves";
    case "fixed-response":
      return /^[45]/.test(end.FixedResponseConfig?.StatusCode ?? "") ? "refuses" : "serves";
    default:
      return "serves";
  }
}
