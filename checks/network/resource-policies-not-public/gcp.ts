// Judges resources of Google Cloud by what their IAM policies, and those above them, grant to everyone.
import { z } from "zod";
import { Bindings } from "../../engines/policy/gcp-public-bindings.ts";
import { defineEvaluator, relation, type Question } from "../../kernel.ts";
import { grantsOf, openToEveryone } from "../../readings/gcp/grants-to-everyone.ts";
import { ANCESTORS, ancestorPolicies } from "../../readings/gcp/inherited-grants.ts";
import { dataset } from "./gcp-dataset.ts";
import { grantsAbove, type Service } from "./gcp-roles.ts";
import type { Parameters } from "./parameters.ts";

const related = {
  policies: relation({
    type: "Tidemark::CloudAsset::ServicePolicy",
    within: "scope",
    global: true,
    reads: z.object({ Resource: z.string(), Bindings }),
    on: (row) => [row.Resource],
  }),
  ancestors: ancestorPolicies,
};

type Judged = {
  readonly type: string;
  readonly what: string;
  readonly service: Service;
  /** Roles of the service that are for this kind of resource alone. */
  readonly roles?: readonly string[];
};

const policied = ({ type, what, service, roles }: Judged) =>
  defineEvaluator({
    provider: "gcp",
    resourceType: type,
    global: true,
    reads: z.object({ AssetName: z.string() }),
    related,
    evaluate({ AssetName }, { related: rows }: Question<Parameters, typeof related>) {
      const own = grantsOf(rows.policies(AssetName), what);
      // A key inherits what its ring grants. https://docs.cloud.google.com/kms/docs/iam
      const [, ring] = /^(\/\/cloudkms\.googleapis\.com\/.+)\/cryptoKeys\/[^/]+$/.exec(AssetName) ?? [];
      const isOpen = own.near.some(({ one: { doubt } }) => doubt === null);
      const above =
        ring === undefined || isOpen ? { near: [], problem: null } : grantsOf(rows.policies(ring), "key ring");
      return openToEveryone({
        what,
        near: [...own.near, ...above.near],
        problem: own.problem ?? above.problem,
        ancestors: rows.ancestors(ANCESTORS),
        grantsAbove: grantsAbove(service, roles),
      });
    },
  });

/** https://docs.cloud.google.com/asset-inventory/docs/asset-types: each has a policy of its own. */
export const gcp = [
  policied({ type: "cloudkms.googleapis.com/CryptoKey", what: "key", service: "cloudkms" }),
  policied({ type: "cloudkms.googleapis.com/KeyRing", what: "key ring", service: "cloudkms" }),
  policied({
    type: "pubsub.googleapis.com/Topic",
    what: "topic",
    service: "pubsub",
    roles: ["publisher", "subscriber"],
  }),
  policied({
    type: "pubsub.googleapis.com/Subscription",
    what: "subscription",
    service: "pubsub",
    roles: ["subscriber"],
  }),
  policied({ type: "secretmanager.googleapis.com/Secret", what: "secret", service: "secretmanager" }),
  policied({ type: "artifactregistry.googleapis.com/Repository", what: "repository", service: "artifactregistry" }),
  dataset,
];
