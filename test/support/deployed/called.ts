// Which IAM action on which resource a request of a function or an operator is: names of the Service Authorization Reference.
import type { Call } from "../iam/grants.ts";
import { keyArn } from "./key-service.ts";
import type { WireRequest } from "../servers/wire.ts";

/** Null for calls that every identity may make. */
export function calledBy(
  request: WireRequest,
  { account, region }: { readonly account: string; readonly region: string },
): Call | null {
  const { service, call, form, body } = request;
  switch (service) {
    case "s3":
      return s3Call(request);
    case "sts":
      // A token is of whoever asks for it, and of no resource.
      return call === "GetCallerIdentity" ? null : { action: `sts:${call}`, resource: form.get("RoleArn") ?? "*" };
    case "kms":
      return { action: `kms:${call}`, resource: keyArn((JSON.parse(body) as { readonly KeyId: string }).KeyId) };
    case "cloudtrail":
      return { action: `cloudtrail:${call}`, resource: "*" };
    case "organizations":
      return { action: `organizations:${call}`, resource: "*" };
    case "sns":
      return { action: `sns:${call}`, resource: form.get("TopicArn") ?? "" };
    case "lambda": {
      const called = decodeURIComponent(request.path.split("/")[3] ?? "");
      const resource = called.startsWith("arn:") ? called : `arn:aws:lambda:${region}:${account}:function:${called}`;
      return { action: "lambda:InvokeFunction", resource };
    }
    case "events": {
      const { Entries = [] } = JSON.parse(body) as { Entries?: { EventBusName?: string }[] };
      return {
        action: `events:${call}`,
        resource: `arn:aws:events:${region}:${account}:event-bus/${Entries[0]?.EventBusName}`,
      };
    }
    default:
      throw new TypeError(`found a call of ${service}, which called.ts does not know`);
  }
}

// https://docs.aws.amazon.com/AmazonS3/latest/API/API_Operations.html, by path.
function s3Call({ method, path }: WireRequest): Call {
  // Not as a URL, which would take `..` in a key for a way up.
  const [pathname = "", query = ""] = path.split(/\?(.*)/s);
  const searchParams = new URLSearchParams(query);
  const [bucket = "", ...rest] = pathname.slice(1).split("/").map(decodeURIComponent);
  const key = rest.join("/");
  const of = `arn:aws:s3:::${bucket}`;
  if (key === "") {
    if (method === "DELETE") return { action: "s3:DeleteBucket", resource: of };
    for (const [query, action] of [
      ["versions", "s3:ListBucketVersions"],
      ["versioning", "s3:GetBucketVersioning"],
      ["object-lock", "s3:GetBucketObjectLockConfiguration"],
      ["list-type", "s3:ListBucket"],
      ["policy", "s3:GetBucketPolicy"],
      ["lifecycle", "s3:GetLifecycleConfiguration"],
      ["replication", "s3:GetReplicationConfiguration"],
    ] as const) {
      if (method === "GET" && searchParams.has(query)) return { action, resource: of };
    }
  } else {
    const version = searchParams.has("versionId") ? "Version" : "";
    if (method === "GET" && searchParams.has("retention"))
      return { action: "s3:GetObjectRetention", resource: `${of}/${key}` };
    if (method === "DELETE") return { action: `s3:DeleteObject${version}`, resource: `${of}/${key}` };
    if (method === "GET" || method === "HEAD") return { action: `s3:GetObject${version}`, resource: `${of}/${key}` };
    if (method === "PUT") return { action: "s3:PutObject", resource: `${of}/${key}` };
  }
  throw new TypeError(`found ${method} ${path}, which called.ts does not know`);
}
