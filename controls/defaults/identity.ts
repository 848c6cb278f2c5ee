// Lists the controls to start from of identity and access.
import { accessKeysRotated } from "../../checks/identity/access-keys-rotated/index.ts";
import { administratorGrantsLimited } from "../../checks/identity/administrator-grants-limited/index.ts";
import { federatedWorkloadsPinned } from "../../checks/identity/federated-workloads-pinned/index.ts";
import { machineMetadataProtected } from "../../checks/identity/machine-metadata-protected/index.ts";
import { outsideAccessOnlyForKnownParties } from "../../checks/identity/outside-access-only-for-known-parties/index.ts";
import { ownerAccountsHaveMfaAndNoKeys } from "../../checks/identity/owner-accounts-have-mfa-and-no-keys/index.ts";
import { peopleHaveMfa } from "../../checks/identity/people-have-mfa/index.ts";
import { privilegedPeopleHaveMfa } from "../../checks/identity/privileged-people-have-mfa/index.ts";
import { signInPolicyRequiresMfa } from "../../checks/identity/sign-in-policy-requires-mfa/index.ts";
import { unusedAccessRemoved } from "../../checks/identity/unused-access-removed/index.ts";
import { workloadsUseNoLongLivedKeys } from "../../checks/identity/workloads-use-no-long-lived-keys/index.ts";
import { workloadsHaveNoAdminRights } from "../../checks/identity/workloads-have-no-admin-rights/index.ts";
import type { Control } from "../control.ts";
import { controlOf } from "./control-of.ts";

export const identityControls: readonly Control[] = [
  controlOf(
    "TM-IAM-1",
    "Privileged access needs a second factor, and owner accounts have no long-lived keys.",
    ["CC6.1", "CC6.3"],
    {
      iso27001: ["8.2", "8.5"],
      csf: ["PR.AA-03"],
      nist80053: ["IA-2(1)"],
      cis: ["6.5"],
      pci: ["8.4.1"],
      hipaa: ["(d)"],
      gdpr: ["(b)"],
    },
    [
      [
        privilegedPeopleHaveMfa,
        "The check judges each privileged person by every access path that was read, and names the paths that were not.",
      ],
      [
        ownerAccountsHaveMfaAndNoKeys,
        "Owner accounts override every other restriction, so no other control limits their credentials.",
      ],
    ],
  ),
  controlOf(
    "TM-IAM-2",
    "Long-lived keys are avoided, and replaced in time.",
    ["CC6.1", "CC6.2"],
    { iso27001: ["5.17"], csf: ["PR.AA-01"], nist80053: ["IA-5"], pci: ["8.6.3"], hipaa: ["(d)"], gdpr: ["(b)"] },
    [
      [accessKeysRotated, "The date on which a key was made is the only proof that an older key was replaced."],
      [
        workloadsUseNoLongLivedKeys,
        "A key that is not there, or is refused, needs no replacing: programs that have an identity leave nothing to copy.",
      ],
      [
        machineMetadataProtected,
        "A machine's short-lived credentials replace stored keys only where nobody else can fetch them from the machine.",
      ],
    ],
  ),
  controlOf(
    "TM-IAM-3",
    "Everyone who signs in has a second factor, and the directory demands it.",
    ["CC6.1"],
    {
      iso27001: ["8.5"],
      csf: ["PR.AA-03"],
      nist80053: ["IA-2"],
      cis: ["6.3"],
      pci: ["8.4.2"],
      hipaa: ["(d)"],
      gdpr: ["(b)"],
    },
    [
      [
        peopleHaveMfa,
        "The check judges everyone who can sign in with a password, and names the paths by which others come.",
      ],
      [
        signInPolicyRequiresMfa,
        "A registered factor protects only where the directory asks for it; the check shows that it asks everybody, everywhere.",
      ],
    ],
  ),
  controlOf(
    "TM-IAM-4",
    "Access that is no longer used is taken away.",
    ["CC6.2", "CC6.3"],
    {
      iso27001: ["5.18"],
      csf: ["PR.AA-01"],
      nist80053: ["AC-2"],
      cis: ["5.3"],
      pci: ["8.2.6"],
      hipaa: ["(a)(1)"],
      gdpr: ["(b)"],
    },
    [[unusedAccessRemoved, "Access that nobody uses shows where people left and their access stayed."]],
  ),
  controlOf(
    "TM-IAM-5",
    "Rights follow roles and least privilege.",
    ["CC6.3"],
    {
      iso27001: ["5.15", "8.2"],
      csf: ["PR.AA-05"],
      nist80053: ["AC-6"],
      cis: ["5.4", "6.8"],
      pci: ["7.2.1", "7.2.5"],
      hipaa: ["(a)(1)"],
      gdpr: ["(b)"],
    },
    [
      [
        administratorGrantsLimited,
        "The right to do everything overrides every narrower one, so the check shows that only listed holders and groups have it.",
      ],
      [
        workloadsHaveNoAdminRights,
        "A program has no need of an administrator's rights, so the check shows which machines, functions and services have them.",
      ],
    ],
  ),
  controlOf(
    "TM-IAM-6",
    "Outside parties have only the access that was agreed.",
    ["CC6.1", "CC9.2"],
    {
      iso27001: ["5.19", "5.23"],
      csf: ["PR.AA-05"],
      nist80053: ["AC-20"],
      pci: ["7.2.5"],
      hipaa: ["(a)(1)"],
      gdpr: ["(b)"],
    },
    [
      [
        outsideAccessOnlyForKnownParties,
        "The check compares each party that a policy names with the list that the company keeps of its vendors and partners.",
      ],
      [
        federatedWorkloadsPinned,
        "An issuer of tokens serves strangers too; the check shows whether a trust names single workloads.",
      ],
    ],
  ),
];
