// Defines what an API of Microsoft needs: what there is, and the keys and the cloud of the tokens that it takes.
import type { JSONWebKeySet } from "jose";
import type { Cloud } from "./identity/clouds.ts";
import type { World } from "./world.ts";

export type Api = { readonly world: World; readonly cloud: Cloud; readonly jwks: JSONWebKeySet };
