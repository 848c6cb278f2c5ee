// Cases of the check that stores refuse unencrypted connections: caches of Memorystore.
import type { Case, Cases } from "../../cases.ts";

const told = (on: string, off: string): readonly Case[] => [
  {
    name: "TLS",
    slice: { name: "sessions", state: "READY", transitEncryptionMode: on },
    expect: "pass",
    because: "the cache refuses connections without TLS (transitEncryptionMode)",
    facts: { mode: on },
  },
  {
    name: "no TLS",
    slice: { state: "READY", transitEncryptionMode: off },
    expect: "fail",
    because: "the cache accepts connections without TLS (transitEncryptionMode)",
  },
  // "If not provided, encryption is disabled."
  { name: "no word on TLS", slice: { state: "READY" }, expect: "fail", facts: { mode: null } },
  { name: "null for the mode", slice: { transitEncryptionMode: null }, expect: "fail" },
  { name: "an empty mode", slice: { transitEncryptionMode: "" }, expect: "fail" },
  {
    name: "a mode that is not specified",
    slice: { transitEncryptionMode: "TRANSIT_ENCRYPTION_MODE_UNSPECIFIED" },
    expect: "fail",
  },
  {
    name: "a mode nobody knows",
    slice: { transitEncryptionMode: "SOMETIMES" },
    expect: "indeterminate",
    problem: "unexpected-shape",
  },
  {
    name: "a number for the mode",
    slice: { transitEncryptionMode: 2 },
    expect: "indeterminate",
    problem: "unexpected-shape",
  },
  {
    name: "a cache that is being deleted",
    slice: { state: "DELETING", transitEncryptionMode: off },
    expect: "not-applicable",
  },
];

/** The three APIs spell the modes each in its way. */
export const cases: Cases = {
  // https://docs.cloud.google.com/memorystore/docs/redis/reference/rest/v1/projects.locations.instances
  "gcp redis.googleapis.com/Instance": { cases: told("SERVER_AUTHENTICATION", "DISABLED") },
  // https://docs.cloud.google.com/memorystore/docs/cluster/reference/rest/v1/projects.locations.clusters
  "gcp redis.googleapis.com/Cluster": {
    cases: told("TRANSIT_ENCRYPTION_MODE_SERVER_AUTHENTICATION", "TRANSIT_ENCRYPTION_MODE_DISABLED"),
  },
  // https://docs.cloud.google.com/memorystore/docs/valkey/reference/rest/v1/projects.locations.instances
  "gcp memorystore.googleapis.com/Instance": { cases: told("SERVER_AUTHENTICATION", "TRANSIT_ENCRYPTION_DISABLED") },
};
