// Answers as services of AWS deny a request, each by its protocol.
import { ec2Error, jsonError, queryError, type WireAnswer, type WireRequest } from "./wire.ts";

export function denied({ service }: WireRequest): WireAnswer {
  if (service === "ec2") return ec2Error("UnauthorizedOperation", "no", 403);
  if (["cloudfront", "elasticache", "elasticloadbalancing", "iam", "rds", "redshift", "sns"].includes(service))
    return queryError("AccessDenied", "no", 403);
  if (service === "s3")
    return { status: 403, headers: { "content-type": "text/xml" }, body: "<Error><Code>AccessDenied</Code></Error>" };
  return jsonError("AccessDeniedException", "no");
}
