// Answers as Cloud Asset Inventory over gRPC, by the messages of Google's own client: from what the REST server answers from.
import { createRequire } from "node:module";
import { grpc, GrpcClient, type protobuf } from "google-gax";
import type { JsonObject } from "../../../evidence-schema/record/record.ts";
import type { Json } from "../../../evidence-schema/bytes/canonical.ts";
import { CLOUD_ASSET } from "./apis/cloudasset.ts";
import type { Google } from "./google.ts";

type Request = {
  readonly parent: string;
  readonly contentType: string;
  readonly assetTypes: readonly string[];
  readonly readTime: { readonly seconds: string };
  readonly pageSize: number;
  readonly pageToken: string;
};
type Loaded = {
  readonly google: {
    readonly cloud: {
      readonly asset: { readonly v1: { readonly AssetService: { readonly service: grpc.ServiceDefinition } } };
    };
  };
};
type Reply = (error: null, answer: object) => void;

const messages = createRequire(import.meta.url)("@google-cloud/asset/build/protos/protos.json") as protobuf.INamespace;

/** Listens on a free port of 127.0.0.1, without TLS. Whoever asks is known and may read all. Counts its requests. */
export async function startAssetGrpc(google: Pick<Google, "estate" | "settings" | "tokens">) {
  const { service } = (new GrpcClient().loadProtoJSON(messages) as unknown as Loaded).google.cloud.asset.v1
    .AssetService;
  const counted = { requests: 0 };
  const server = new grpc.Server();
  server.addService(service, {
    listAssets({ request }: { readonly request: Request }, reply: Reply) {
      counted.requests += 1;
      reply(null, listed(google, request));
    },
  });
  const port = await new Promise<number>((resolve, reject) =>
    server.bindAsync("127.0.0.1:0", grpc.ServerCredentials.createInsecure(), (error, bound) =>
      error === null ? resolve(bound) : reject(error),
    ),
  );
  return { port, counted, stop: () => server.forceShutdown() };
}

function listed(google: Pick<Google, "estate" | "settings" | "tokens">, request: Request): object {
  const { parent, contentType, assetTypes, readTime, pageSize, pageToken } = request;
  const query = new URLSearchParams({ contentType, pageSize: String(pageSize) });
  query.set("readTime", new Date(Number(readTime.seconds) * 1000).toISOString());
  if (pageToken !== "") query.set("pageToken", pageToken);
  for (const type of assetTypes) query.append("assetTypes", type);
  const [route] = CLOUD_ASSET.routes;
  const answer = route!.answer({
    world: { ...google, now: () => new Date() },
    asked: { service: "cloudasset", origin: "", method: "GET", path: "", query, headers: {}, body: "" },
    caller: { principal: null, roles: [] },
    host: CLOUD_ASSET.host,
    parts: { parent },
    denied: () => null,
    missing: () => ({ status: 404, body: "" }),
  });
  if (answer.status !== 200) throw new Error(`found ${answer.status} ${answer.body}, expected a page of assets`);
  const page = JSON.parse(answer.body) as JsonObject & { readonly assets?: readonly JsonObject[] };
  return { ...page, readTime: timestamp(page["readTime"] as string), assets: (page.assets ?? []).map(assetMessage) };
}

function assetMessage({ updateTime, resource, ...asset }: JsonObject): object {
  const { data, ...rest } = (resource ?? {}) as { readonly data?: JsonObject };
  return {
    ...asset,
    updateTime: timestamp(updateTime as string),
    ...(resource === undefined ? {} : { resource: { ...rest, ...(data === undefined ? {} : { data: struct(data) }) } }),
  };
}

const timestamp = (text: string): object => ({
  seconds: Math.floor(Date.parse(text) / 1000),
  nanos: (Date.parse(text) % 1000) * 1_000_000,
});

/** https://protobuf.dev/reference/protobuf/google.protobuf/#struct */
const struct = (of: JsonObject): object => ({
  fields: Object.fromEntries(Object.entries(of).map(([name, member]) => [name, value(member)])),
});

function value(of: Json): object {
  if (of === null) return { nullValue: "NULL_VALUE" };
  if (Array.isArray(of)) return { listValue: { values: of.map(value) } };
  if (typeof of === "object") return { structValue: struct(of as JsonObject) };
  return typeof of === "string"
    ? { stringValue: of }
    : typeof of === "boolean"
      ? { boolValue: of }
      : { numberValue: of };
}
