// Lists every property of the algebra of a period, by its name: the tests try each, and so do processes with a mistake in them.
import * as hours from "./against-hours.ts";
import * as truth from "./against-truth.ts";
import * as how from "./how.ts";
import * as invariants from "./invariants.ts";
import type { Property } from "./against-truth.ts";

export const PROPERTIES: { readonly [name: string]: Property } = { ...truth, ...how, ...hours, ...invariants };
