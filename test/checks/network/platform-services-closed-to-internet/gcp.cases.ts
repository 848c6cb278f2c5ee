// Cases of the check that platform services are closed to the internet: services of Google Cloud.
import type { Json } from "../../../../evidence-schema/bytes/canonical.ts";
import type { Cases, Members } from "../../cases.ts";
import { INTERNET } from "./azure-service.ts";

const instance = (networkConfig: Json, more: Members = {}): Json => ({ state: "READY", networkConfig, ...more });
const open = (...ranges: readonly string[]): Json =>
  instance({ enablePublicIp: true, authorizedExternalNetworks: ranges.map((cidrRange) => ({ cidrRange })) });

const cache: Cases[`${string} ${string}`] = {
  never: {
    fail: "Memorystore gives no cache a public address",
    indeterminate: "nothing is read: Memorystore leaves no choice",
  },
  cases: [
    // https://docs.cloud.google.com/memorystore/docs/redis/networking, and the pages of the others beside it
    {
      name: "a cache",
      slice: {
        name: "projects/nl/locations/europe-west3/instances/sessions",
        authorizedNetwork: "projects/nl/global/networks/shop",
      },
      expect: "pass",
      basis: "provider",
      because: "Memorystore gives no cache a public address",
    },
  ],
};

export const cases: Cases = {
  "gcp alloydb.googleapis.com/Instance": {
    cases: [
      // https://docs.cloud.google.com/alloydb/docs/reference/rest/v1/projects.locations.clusters.instances: no address by default
      {
        name: "no network configuration",
        slice: instance(null),
        expect: "pass",
        because: "the instance has no public address (enablePublicIp)",
        facts: { publicEndpoint: false },
      },
      { name: "no public address", slice: instance({ enablePublicIp: false }), expect: "pass" },
      // https://docs.cloud.google.com/alloydb/docs/connect-public-ip: authorized external networks
      {
        name: "a public address for one office",
        slice: open("198.51.100.0/24"),
        expect: "pass",
        because: `authorized networks of the instance do not let in ${INTERNET}`,
        facts: { networkCount: 1, networks: ["198.51.100.0/24"], publicEndpoint: true },
      },
      { name: "a public address for connectors alone", slice: open(), expect: "pass" },
      {
        name: "a public address for everyone",
        slice: open("0.0.0.0/0"),
        expect: "fail",
        because: `authorized networks of the instance let in ${INTERNET}`,
      },
      {
        name: "a range that can't be read",
        slice: open("office"),
        expect: "indeterminate",
        problem: "unexpected-shape",
      },
      { name: "a range that can't be read, beside everyone", slice: open("office", "0.0.0.0/0"), expect: "fail" },
      {
        name: "a public address for one office, where none is allowed",
        slice: open("198.51.100.0/24"),
        parameters: { allowPublicEndpoint: false },
        expect: "fail",
        because: "the instance has a public address",
      },
      {
        name: "an instance that is being deleted",
        slice: instance(null, { state: "DELETING" }),
        expect: "not-applicable",
      },
    ],
  },
  "gcp redis.googleapis.com/Instance": cache,
  "gcp redis.googleapis.com/Cluster": cache,
  "gcp memorystore.googleapis.com/Instance": cache,
};
