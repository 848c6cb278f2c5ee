// Cases of the check that workloads from outside are named where they federate in.
import type { Cases } from "../cases.ts";
import { cases as bindings } from "./federated-workloads-pinned/bindings.cases.ts";
import { cases as entra } from "./federated-workloads-pinned/entra.cases.ts";
import { cases as provider } from "./federated-workloads-pinned/provider.cases.ts";
import { cases as role } from "./federated-workloads-pinned/role.cases.ts";

export const cases: Cases = { ...role, ...entra, ...provider, ...bindings };
