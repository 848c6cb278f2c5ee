// Reads the digests of the code that was deployed, as the deployment tells them to the function that records them.
import { z } from "zod";
import { env } from "./env.ts";

const Digests = z.record(z.string(), z.string().regex(/^[0-9a-f]{64}$/));

/** Hex SHA-256 of the bundle of each function, by its name (infra/bundles.ts). */
export const deployedCode = (): { readonly [name: string]: string } => Digests.parse(JSON.parse(env("CODE")));
