// Cases of the check that stores refuse unencrypted connections: caches, search domains and servers that the services themselves list.
import type { Json } from "../../../../evidence-schema/bytes/canonical.ts";
import type { Case, Cases, Members } from "../../cases.ts";
import { newest, oldest } from "./azure-resources.ts";

const group = (members: Members): Json => ({ Status: "available", Engine: "redis", ...members });
const domain = (DomainEndpointOptions: Members, more: Members = {}): Json => ({
  Deleted: false,
  DomainEndpointOptions,
  ...more,
});

export const cases: Cases = {
  "aws AWS::ElastiCache::ReplicationGroup": {
    cases: [
      // The examples of https://docs.aws.amazon.com/AmazonElastiCache/latest/dg/in-transit-encryption-enable.html
      {
        name: "TLS required",
        slice: group({ TransitEncryptionEnabled: true, TransitEncryptionMode: "required" }),
        expect: "pass",
        because: "the cache refuses connections without TLS (TransitEncryptionEnabled)",
        facts: { enabled: true, mode: "required" },
      },
      {
        name: "TLS preferred, so that others are accepted too",
        slice: group({ TransitEncryptionEnabled: true, TransitEncryptionMode: "preferred" }),
        expect: "fail",
        because: "the cache accepts connections with and without TLS (TransitEncryptionMode is preferred)",
      },
      {
        name: "TLS from before there was a mode",
        slice: group({ TransitEncryptionEnabled: true }),
        expect: "pass",
        facts: { enabled: true, mode: null },
      },
      {
        name: "no TLS",
        slice: group({ TransitEncryptionEnabled: false }),
        expect: "fail",
        because: "the cache accepts connections without TLS (TransitEncryptionEnabled)",
      },
      {
        name: "no word on TLS",
        slice: group({}),
        expect: "indeterminate",
        problem: "not-in-answer",
        facts: { enabled: null, mode: null },
      },
      {
        name: "a mode nobody knows",
        slice: group({ TransitEncryptionEnabled: true, TransitEncryptionMode: "sometimes" }),
        expect: "indeterminate",
        problem: "unexpected-shape",
      },
      {
        name: "a text instead of a boolean",
        slice: group({ TransitEncryptionEnabled: "true" }),
        expect: "indeterminate",
        problem: "unexpected-shape",
      },
      {
        name: "a cache that is being deleted",
        slice: { Status: "deleting", TransitEncryptionEnabled: false },
        expect: "not-applicable",
        facts: { status: "deleting" },
      },
      {
        name: "a cache that could not be made",
        slice: { Status: "create-failed", TransitEncryptionEnabled: false },
        expect: "not-applicable",
        because: "the cache is being deleted, or could not be made",
      },
    ],
  },
  "aws AWS::ElastiCache::ServerlessCache": {
    never: {
      fail: "serverless caches speak TLS alone, and nobody can turn that off",
      indeterminate: "nothing is read that the verdict needs",
    },
    cases: [
      {
        name: "a serverless cache",
        slice: { Status: "available", Engine: "valkey" },
        expect: "pass",
        basis: "provider",
        because: "serverless caches of ElastiCache accept TLS alone",
        facts: {},
      },
      { name: "one that is being deleted", slice: { Status: "deleting" }, expect: "not-applicable" },
      { name: "one that could not be made", slice: { Status: "CREATE-FAILED" }, expect: "not-applicable" },
    ],
  },
  "aws AWS::OpenSearchService::Domain": {
    cases: [
      {
        name: "HTTPS alone, TLS 1.2",
        slice: domain({ EnforceHTTPS: true, TLSSecurityPolicy: "Policy-Min-TLS-1-2-2019-07" }),
        expect: "pass",
        because: "the domain refuses plain HTTP and TLS older than 1.2",
        facts: { httpsOnly: true, policy: "Policy-Min-TLS-1-2-2019-07" },
      },
      ...["Policy-Min-TLS-1-2-PFS-2023-10", "Policy-Min-TLS-1-2-RFC9151-FIPS-2024-08"].map(
        (TLSSecurityPolicy): Case => ({
          name: TLSSecurityPolicy,
          slice: domain({ EnforceHTTPS: true, TLSSecurityPolicy }),
          expect: "pass",
        }),
      ),
      {
        name: "TLS 1.0",
        slice: domain({ EnforceHTTPS: true, TLSSecurityPolicy: "Policy-Min-TLS-1-0-2019-07" }),
        expect: "fail",
        because: "TLSSecurityPolicy of the domain allows TLS older than 1.2",
      },
      {
        name: "TLS 1.0 where any will do",
        slice: domain({ EnforceHTTPS: true, TLSSecurityPolicy: "Policy-Min-TLS-1-0-2019-07" }),
        parameters: oldest,
        expect: "pass",
      },
      {
        name: "TLS 1.2 where 1.3 is required",
        slice: domain({ EnforceHTTPS: true, TLSSecurityPolicy: "Policy-Min-TLS-1-2-PFS-2023-10" }),
        parameters: newest,
        expect: "fail",
      },
      {
        name: "plain HTTP",
        slice: domain({ EnforceHTTPS: false, TLSSecurityPolicy: "Policy-Min-TLS-1-2-2019-07" }),
        expect: "fail",
        because: "the domain accepts plain HTTP (EnforceHTTPS)",
      },
      ...[{}, { TLSSecurityPolicy: "Policy-Min-TLS-1-2-2019-07" }].map((options): Case => ({
        name: `no word on HTTPS: ${JSON.stringify(options)}`,
        slice: domain(options),
        expect: "indeterminate",
        problem: "not-in-answer",
        because: "the answer from AWS lacks EnforceHTTPS of the domain",
      })),
      { name: "no options", slice: { Deleted: false }, expect: "indeterminate", problem: "not-in-answer" },
      {
        name: "no policy",
        slice: domain({ EnforceHTTPS: true }),
        expect: "indeterminate",
        problem: "not-in-answer",
      },
      {
        name: "a policy nobody knows",
        slice: domain({ EnforceHTTPS: true, TLSSecurityPolicy: "Policy-Quantum-2030" }),
        expect: "indeterminate",
        problem: "unexpected-shape",
      },
      {
        name: "a domain that is being deleted",
        slice: domain({ EnforceHTTPS: false }, { Deleted: true }),
        expect: "not-applicable",
      },
    ],
  },
  "aws AWS::Transfer::Server": {
    cases: [
      // The example of https://docs.aws.amazon.com/transfer/latest/APIReference/API_DescribeServer.html
      {
        name: "SFTP",
        slice: { State: "ONLINE", Protocols: ["SFTP"] },
        expect: "pass",
        because: "the server speaks encrypted protocols alone (Protocols)",
        facts: { protocols: ["SFTP"] },
      },
      { name: "SFTP and FTPS", slice: { Protocols: ["SFTP", "FTPS"] }, expect: "pass" },
      {
        name: "FTP beside the others",
        slice: { State: "ONLINE", Protocols: ["SFTP", "FTPS", "FTP"] },
        expect: "fail",
        because: "the server accepts FTP, which is without encryption (Protocols)",
        facts: { protocols: ["FTP", "FTPS", "SFTP"] },
      },
      {
        name: "AS2, whose messages may be encrypted themselves",
        slice: { Protocols: ["AS2"] },
        expect: "indeterminate",
        problem: "not-supported",
      },
      { name: "FTP beside AS2", slice: { Protocols: ["AS2", "FTP"] }, expect: "fail" },
      {
        name: "a protocol nobody knows",
        slice: { Protocols: ["SFTP", "GOPHER"] },
        expect: "indeterminate",
        problem: "unexpected-shape",
      },
      ...[{ State: "ONLINE" }, { Protocols: [] }].map((slice): Case => ({
        name: `no protocols: ${JSON.stringify(slice)}`,
        slice,
        expect: "indeterminate",
        problem: "not-in-answer",
      })),
      { name: "a server that is off", slice: { State: "OFFLINE", Protocols: ["FTP"] }, expect: "not-applicable" },
    ],
  },
};
