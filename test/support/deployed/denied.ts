// What AWS answers where no role allows a call, in the words of each service's protocol.
import { xml, type WireAnswer, type WireRequest } from "../servers/wire.ts";

export function denied({ service, method }: WireRequest): WireAnswer {
  if (service === "s3") {
    const body =
      method === "HEAD" ? "" : "<Error><Code>AccessDenied</Code><Message>no role allows it</Message></Error>";
    return { status: 403, headers: { "content-type": "text/xml" }, body };
  }
  if (service === "lambda")
    return {
      status: 403,
      headers: { "content-type": "application/json", "x-amzn-errortype": "AccessDeniedException" },
      body: "{}",
    };
  if (service === "kms" || service === "events" || service === "organizations")
    return {
      status: 400,
      headers: { "content-type": "application/x-amz-json-1.1", "x-amzn-errortype": "AccessDeniedException" },
      body: "{}",
    };
  return {
    ...(xml(
      "<ErrorResponse><Error><Code>AccessDenied</Code><Message>no role allows it</Message></Error></ErrorResponse>",
    ) as object),
    status: 403,
  } as WireAnswer;
}
