// GetObjectRetention, which moto has not: its HeadObject shows the same two.
import type { WireAnswer, WireRequest } from "./wire.ts";

/** The lock of the object as `moto` has it; null where something else is asked. */
export function objectRetention(request: WireRequest, moto: string): Promise<WireAnswer> | null {
  const { service, method, path } = request;
  return service === "s3" && method === "GET" && /[?&]retention/.test(path) ? head(request, moto) : null;
}

async function head({ path, authorization }: WireRequest, moto: string): Promise<WireAnswer> {
  const { headers } = await fetch(`${moto}${path.replace(/([?&])retention=?&?/, "$1")}`, {
    method: "HEAD",
    headers: { authorization },
  });
  const mode = headers.get("x-amz-object-lock-mode");
  const until = headers.get("x-amz-object-lock-retain-until-date");
  return mode === null || until === null ? NO_LOCK : retained(mode, until);
}

/** What is said of an object with this lock. https://docs.aws.amazon.com/AmazonS3/latest/API/API_GetObjectRetention.html */
export const retained = (mode: string, until: string): WireAnswer => ({
  headers: { "content-type": "application/xml" },
  body: `<Retention xmlns="http://s3.amazonaws.com/doc/2006-03-01/"><Mode>${mode}</Mode><RetainUntilDate>${until}</RetainUntilDate></Retention>`,
});

/** An error of S3. */
export const s3Error = (code: string, status: number): WireAnswer => ({
  status,
  headers: { "content-type": "application/xml" },
  body: `<Error><Code>${code}</Code><Message>no</Message><RequestId>r</RequestId></Error>`,
});

/** What is said of an object without a lock. */
export const NO_LOCK: WireAnswer = s3Error("NoSuchObjectLockConfiguration", 404);
