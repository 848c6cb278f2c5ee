// Reads an asset as the client of Cloud Asset Inventory decodes it, and gives it the form that the API's JSON has.
import type { protos } from "@google-cloud/asset";
import type { Json } from "../../../evidence-schema/bytes/canonical.ts";
import { jsonOf } from "../../live/region-read.ts";

type Message = protos.google.cloud.asset.v1.IAsset;
type Value = protos.google.protobuf.IValue;
type Struct = protos.google.protobuf.IStruct;

/** The members that an item is made of. The client writes "" for a text that is not there, and null for a message. */
export function assetOf({ name, assetType, ancestors, resource, iamPolicy }: Message): Json {
  const location = resource?.location ?? "";
  const data = resource?.data ?? null;
  const told = {
    name,
    assetType,
    ancestors,
    ...(resource == null
      ? {}
      : { resource: { ...(location === "" ? {} : { location }), ...(data === null ? {} : { data: struct(data) }) } }),
    ...(iamPolicy == null ? {} : { iamPolicy: policy(iamPolicy) }),
  };
  // Numbers of a resource are doubles: evidence has fractions as text.
  return jsonOf(told);
}

/** https://protobuf.dev/reference/protobuf/google.protobuf/#struct */
function struct({ fields }: Struct): { readonly [name: string]: unknown } {
  return Object.fromEntries(Object.entries(fields ?? {}).map(([name, of]) => [name, value(of)]));
}

function value({ numberValue, stringValue, boolValue, structValue, listValue }: Value): unknown {
  if (structValue != null) return struct(structValue);
  if (listValue != null) return (listValue.values ?? []).map(value);
  return numberValue ?? stringValue ?? boolValue ?? null;
}

/** People stay members of bindings here: the normaliser makes references of them. */
const policy = ({ bindings, auditConfigs, version }: NonNullable<Message["iamPolicy"]>) => ({
  version,
  bindings,
  auditConfigs,
});
