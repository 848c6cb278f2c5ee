// Cases of the check that stores refuse unencrypted connections: namespaces of Event Hubs and Service Bus, and file services.
import type { Case, Cases } from "../../cases.ts";
import { account, elsewhere, newest, oldest, placed } from "./azure-resources.ts";

const namespace: readonly Case[] = [
  {
    name: "version 1.2",
    slice: account({ minimumTlsVersion: "1.2", serviceBusEndpoint: "https://acme.servicebus.windows.net:443/" }),
    expect: "pass",
    basis: "configured",
    because: "the namespace refuses connections without TLS, or with TLS older than 1.2",
    facts: { minimumTlsVersion: "1.2" },
  },
  {
    name: "version 1.3 where it is required",
    slice: account({ minimumTlsVersion: "1.3" }),
    parameters: newest,
    expect: "pass",
  },
  {
    name: "version 1.2 where 1.3 is required",
    slice: account({ minimumTlsVersion: "1.2" }),
    parameters: newest,
    expect: "fail",
    because: "minimumTlsVersion of the namespace allows TLS older than 1.3",
  },
  // A namespace without a minimum permits TLS 1.0 and above, as far as Azure does.
  ...[{}, { minimumTlsVersion: null }, { minimumTlsVersion: "" }, { minimumTlsVersion: "1.0" }].flatMap(
    (set): Case[] => [
      {
        name: `${JSON.stringify(set)} since Azure refuses older versions`,
        slice: placed("westeurope", { ...set, serviceBusEndpoint: "https://acme.servicebus.windows.net:443/" }),
        asOf: "2025-10-28T00:00:00.000Z",
        expect: "pass",
        basis: "provider",
        because: "the namespace needs TLS, and Azure refuses TLS older than 1.2, whatever minimumTlsVersion says",
        facts: { minimumTlsVersion: ("minimumTlsVersion" in set && set.minimumTlsVersion) || null },
      },
      {
        name: `${JSON.stringify(set)} before Azure refused older versions`,
        slice: placed("westeurope", set),
        asOf: "2025-10-19T23:59:59.000Z",
        expect: "fail",
        because: "minimumTlsVersion of the namespace allows TLS older than 1.2",
      },
      {
        name: `${JSON.stringify(set)} at a name of another cloud`,
        slice: account({ ...set, serviceBusEndpoint: "https://acme.servicebus.chinacloudapi.cn:443/" }),
        expect: "fail",
      },
      ...elsewhere.map((location): Case => ({
        name: `${JSON.stringify(set)} in ${location}`,
        slice: placed(location, set),
        expect: "fail",
      })),
      {
        name: `${JSON.stringify(set)} where any version will do`,
        slice: account(set),
        parameters: oldest,
        expect: "pass",
        basis: "configured",
      },
    ],
  ),
  {
    name: "a version nobody knows",
    slice: account({ minimumTlsVersion: "TLS9" }),
    expect: "indeterminate",
    problem: "unexpected-shape",
  },
];

const strict = { smbVersions: ["SMB3.1.1"], smbChannelEncryption: ["AES-256-GCM"] };

export const cases: Cases = {
  "azure microsoft.eventhub/namespaces": { cases: namespace },
  "azure microsoft.servicebus/namespaces": { cases: namespace },
  "azure Tidemark::Storage::FileService": {
    cases: [
      {
        name: "settings that nobody changed, where the company leaves the choice",
        slice: { StorageAccount: "a" },
        expect: "pass",
        because: "file shares accept only versions and ciphers of SMB that the company allows",
        facts: {
          smbVersions: ["SMB2.1", "SMB3.0", "SMB3.1.1"],
          smbChannelEncryption: ["AES-128-CCM", "AES-128-GCM", "AES-256-GCM"],
          encryptionRequired: null,
        },
      },
      {
        name: "settings that nobody changed, which allow SMB 2.1",
        slice: { StorageAccount: "a" },
        parameters: { smbVersions: ["SMB3.0", "SMB3.1.1"] },
        expect: "fail",
        because: "file shares accept SMB2.1, which the company does not allow",
      },
      {
        name: "settings that nobody changed, which allow weaker ciphers",
        slice: { StorageAccount: "a", SmbVersions: ["SMB3.1.1"] },
        parameters: strict,
        expect: "fail",
        because: "file shares accept AES-128-CCM for SMB, which the company does not allow",
      },
      // The command of https://learn.microsoft.com/en-us/azure/storage/files/files-smb-protocol for the most secure options.
      {
        name: "maximum security",
        slice: { SmbVersions: ["SMB3.1.1"], SmbChannelEncryption: ["AES-256-GCM"], SmbEncryptionRequired: true },
        parameters: strict,
        expect: "pass",
        facts: { smbVersions: ["SMB3.1.1"], smbChannelEncryption: ["AES-256-GCM"], encryptionRequired: true },
      },
      {
        name: "SMB without encryption, whatever the account says of secure transfer",
        slice: { SmbVersions: ["SMB3.1.1"], SmbChannelEncryption: ["AES-256-GCM"], SmbEncryptionRequired: false },
        expect: "fail",
        because: "file shares accept SMB without encryption (encryptionInTransit is not required)",
      },
      {
        name: "a version nobody knows",
        slice: { SmbVersions: ["SMB3.1.1", "SMB4.0"] },
        expect: "indeterminate",
        problem: "unexpected-shape",
      },
      {
        name: "a cipher nobody knows",
        slice: { SmbChannelEncryption: ["CHACHA20"] },
        expect: "indeterminate",
        problem: "unexpected-shape",
      },
      {
        name: "a version that is not allowed beside one nobody knows",
        slice: { SmbVersions: ["SMB2.1", "SMB4.0"] },
        parameters: strict,
        expect: "fail",
      },
      {
        name: "a list that is a text",
        slice: { SmbVersions: "SMB3.1.1;" },
        expect: "indeterminate",
        problem: "unexpected-shape",
      },
    ],
  },
};
