// Lists the controls to start from of recovery.
import { databasesBackedUp } from "../../checks/resilience/databases-backed-up/index.ts";
import type { Control } from "../control.ts";
import { controlOf } from "./control-of.ts";

export const resilienceControls: readonly Control[] = [
  controlOf(
    "TM-AVL-1",
    "Data in databases can be restored.",
    ["A1.2", "CC7.5"],
    { iso27001: ["8.13"], csf: ["PR.DS-11"], nist80053: ["CP-9"], cis: ["11.2"], gdpr: ["(c)"] },
    [
      [
        databasesBackedUp,
        "Backups that are made by themselves and kept long enough are what a restoration after a mistake or an attack rests on.",
      ],
    ],
  ),
];
