// Opens a tenant: makes the clients of Resource Manager, Resource Graph and Microsoft Graph, and the calls of each.
import { ResourceGraphClient } from "@azure/arm-resourcegraph";
import { ResourceManagementClient } from "@azure/arm-resources";
import type { TokenCredential } from "@azure/identity";
import { getClient, type Client, type HttpResponse } from "@azure-rest/core-client";
import type { Json } from "../../../evidence-schema/bytes/canonical.ts";
import type { JsonObject } from "../../../evidence-schema/record/record.ts";
import { isRecord, leadsOn } from "../../json-shape.ts";
import { jsonOf } from "../../live/region-read.ts";
import { CallFailed, type CallAnswer } from "../../live/call.ts";
import { untilEnded } from "../../live/deadline.ts";
import type { AzureCloud } from "../clouds.ts";
import { claimsOf } from "./claims.ts";
import { failureAnswered, failureOf } from "./failure.ts";
import { during, watching, type Watch } from "./watched-pipeline.ts";

/** A call by its action: the permission that a role, or an administrator of the tenant, has to grant. */
export type Call = {
  readonly action: string;
  /** Below the endpoint, with its query; each segment encoded. */
  readonly path: string;
  /** Told of every answer. */
  readonly answered: (answer: CallAnswer) => void;
};

/** Resource Manager, or Microsoft Graph. */
type Endpoint = "resourceManager" | "graph";

export class Tenant {
  /** In lower case. */
  readonly id: string;
  readonly resourceGraph: ResourceGraphClient;
  readonly #endpoints: Readonly<Record<Endpoint, { readonly url: string; readonly client: Client }>>;
  readonly #credential: TokenCredential;
  readonly #cloud: AzureCloud;
  readonly #resources: (subscription: string) => ResourceManagementClient;
  readonly #signal: AbortSignal | null;
  /** Set by principal() with its first call. */
  #principal: Promise<string> | null = null;

  /** Nothing is called. */
  constructor(id: string, cloud: AzureCloud, credential: TokenCredential, watch: Watch) {
    this.id = id;
    this.#cloud = cloud;
    this.#credential = credential;
    this.#signal = watch.signal;
    const optionsOf = (url: string) => ({
      credentials: { scopes: [`${url}/.default`] },
      additionalPolicies: watching(watch, url),
    });
    const clientOf = (url: string) => ({ url, client: getClient(url, credential, optionsOf(url)) });
    this.#endpoints = { resourceManager: clientOf(cloud.resourceManager), graph: clientOf(cloud.graph) };
    const options = { endpoint: cloud.resourceManager, ...optionsOf(cloud.resourceManager) };
    this.resourceGraph = new ResourceGraphClient(credential, options);
    this.#resources = (subscription) => new ResourceManagementClient(credential, subscription, options);
  }

  /** Object id of the identity that reads. Rejects with CallFailed or NoCredentials where nobody is signed in. */
  principal(): Promise<string> {
    this.#principal ??= untilEnded(this.#signal, this.#readPrincipal()).catch((error: unknown) => {
      throw failureOf(error, "sign-in");
    });
    return this.#principal;
  }

  async #readPrincipal(): Promise<string> {
    const token = await this.#credential.getToken(`${this.#cloud.resourceManager}/.default`);
    const { objectId, tenant } = claimsOf(token?.token ?? "");
    if (objectId === null)
      throw new CallFailed(
        "NoObjectId",
        { code: "denied", detail: "the token of Microsoft Entra ID names no object id" },
        null,
      );
    if (tenant !== null && tenant !== this.id)
      throw new CallFailed(
        "OtherTenant",
        { code: "denied", detail: "the token of Microsoft Entra ID is of another tenant than the config names" },
        null,
      );
    return objectId;
  }

  /** The answer to a GET. Rejects with CallFailed. */
  get(endpoint: Endpoint, call: Call): Promise<Json> {
    return this.#get(endpoint, call.path, call);
  }

  /** The answer to a POST: some lists are asked for so, and such a call changes nothing. Rejects with CallFailed. */
  post(endpoint: Endpoint, call: Call, body: JsonObject): Promise<Json> {
    return this.#ask(endpoint, call, async (at, options) => await at(call.path).post({ ...options, body }));
  }

  /** The pages of a listing, each as the service gave it. Rejects with CallFailed. */
  async *pages(endpoint: Endpoint, call: Call, nextMember: "nextLink" | "@odata.nextLink"): AsyncGenerator<Json> {
    const { url } = this.#endpoints[endpoint];
    let path: string | null = call.path;
    const asked = new Set<string>();
    while (path !== null) {
      if (asked.has(path)) throw unforeseen(call.action, "leads back to a page that was read");
      asked.add(path);
      const page = await this.#get(endpoint, path, call);
      yield page;
      const next = isRecord(page) ? page[nextMember] : undefined;
      if (!leadsOn(next)) return;
      // The token goes where the next page is said to be: nowhere else than here.
      if (typeof next !== "string" || !URL.canParse(next) || new URL(next).origin !== url)
        throw unforeseen(call.action, "leads to another host for its next page");
      path = next;
    }
  }

  /** The client that lists the resources of a subscription. */
  resourcesOf(subscription: string): ResourceManagementClient {
    return this.#resources(subscription);
  }

  /** Makes the calls of a client of the SDK under the name of `action`. Rejects with CallFailed. */
  async calling<T>(
    { action, answered }: Omit<Call, "path">,
    send: (options: { abortSignal?: AbortSignal }) => Promise<T>,
  ) {
    try {
      return await during({ action, answered }, () => send(this.#signal === null ? {} : { abortSignal: this.#signal }));
    } catch (error) {
      throw failureOf(error, action);
    }
  }

  #get(endpoint: Endpoint, path: string, call: Call): Promise<Json> {
    return this.#ask(endpoint, call, async (at, options) => await at(path).get(options));
  }

  async #ask(
    endpoint: Endpoint,
    call: Call,
    send: (at: Client["pathUnchecked"], options: { abortSignal?: AbortSignal }) => Promise<HttpResponse>,
  ): Promise<Json> {
    const { client } = this.#endpoints[endpoint];
    const { status, body } = await this.calling(call, (options) => send(client.pathUnchecked, options));
    const json = body === undefined || body === "" ? null : jsonOf({ body: body as object });
    const answer = isRecord(json ?? undefined) ? (json as { readonly body?: Json }).body : undefined;
    if (Number(status) >= 200 && Number(status) < 300 && answer !== undefined) return answer;
    throw failureAnswered(status, answer, call.action);
  }
}

const unforeseen = (action: string, what: string): CallFailed =>
  new CallFailed("UnexpectedPage", { code: "unexpected-shape", detail: `the answer to ${action} ${what}` }, undefined);
