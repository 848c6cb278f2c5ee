// Defines the results of one export.
import type { UnitIntake } from "../unit-intake.ts";
import type { ExportEntry } from "./manifest/manifest.ts";

export type Intake = UnitIntake<ExportEntry>;
