// Holds an estate while servers answer from it: a test changes it between requests, and says where the inventory is late.
import type { JsonObject } from "../../../../evidence-schema/record/record.ts";
import type { Asset, Container, Estate, Grant, Project } from "./estate.ts";

/** Contents of a listing of the inventory. An asset has one of them. */
export type Content = "RESOURCE" | "IAM_POLICY" | "ORG_POLICY";
type Shelves = Readonly<Record<Content, Map<string, Asset>>>;

const contentOf = (asset: Asset): Content =>
  "iamPolicy" in asset ? "IAM_POLICY" : "orgPolicy" in asset ? "ORG_POLICY" : "RESOURCE";

export class LiveEstate {
  organization: Container;
  folders: readonly Container[];
  projects: readonly Project[];
  providers: Estate["providers"];
  serviceAccounts: Estate["serviceAccounts"];
  people: Estate["people"];
  grants: readonly Grant[];
  customer: string;
  users: Estate["users"];
  groups: Estate["groups"];
  effectivePolicies: Estate["effectivePolicies"];
  flowLogs: Estate["flowLogs"];
  securityCenter: Estate["securityCenter"];
  keyActivities: Estate["keyActivities"];
  servicesOn: Estate["servicesOn"];
  hierarchicalPolicies: Estate["hierarchicalPolicies"];
  firewallPolicies: Estate["firewallPolicies"];
  readonly #shelves: Shelves = { RESOURCE: new Map(), IAM_POLICY: new Map(), ORG_POLICY: new Map() };
  /** Names of resources by their project and type: a large estate is asked about each. Set by put(). */
  readonly #places = new Map<string, Set<string>>();
  /** Assets of a type as the inventory knows them, by type: set by late(). */
  readonly #late = new Map<string, readonly Asset[]>();

  constructor(estate: Estate) {
    this.organization = estate.organization;
    this.folders = estate.folders;
    this.projects = estate.projects;
    this.providers = estate.providers;
    this.serviceAccounts = estate.serviceAccounts;
    this.people = estate.people;
    this.grants = estate.grants;
    this.customer = estate.customer;
    this.users = estate.users;
    this.groups = estate.groups;
    this.effectivePolicies = estate.effectivePolicies;
    this.flowLogs = estate.flowLogs;
    this.securityCenter = estate.securityCenter;
    this.keyActivities = estate.keyActivities;
    this.servicesOn = estate.servicesOn;
    this.hierarchicalPolicies = estate.hierarchicalPolicies;
    this.firewallPolicies = estate.firewallPolicies;
    for (const asset of estate.assets) this.put(asset);
  }

  /** Resources of a project by their type, as their own APIs know them: `project` is `projects/<number>`. */
  resources(project: string, type: string): readonly JsonObject[] {
    const found = [...(this.#places.get(`${project} ${type}`) ?? [])].map((name) => this.resource(name));
    return found.flatMap((each): readonly JsonObject[] => (each === undefined ? [] : [each.data]));
  }

  /** A resource and the project it is in, by its asset name; undefined where there is none. */
  resource(name: string): { readonly data: JsonObject; readonly project: Project | undefined } | undefined {
    const asset = this.#shelves.RESOURCE.get(name);
    const { data } = (asset?.["resource"] ?? {}) as { readonly data?: JsonObject };
    return data === undefined ? undefined : { data, project: this.project(asset?.ancestors[0] ?? "") };
  }

  /** The policy of a resource, by its asset name; undefined without one. */
  policy(name: string): JsonObject | undefined {
    return this.#shelves.IAM_POLICY.get(name)?.["iamPolicy"] as JsonObject | undefined;
  }

  /** Adds an asset, or replaces the one of its name and content. */
  put(asset: Asset): void {
    const content = contentOf(asset);
    if (content === "RESOURCE") this.#place(asset);
    this.#shelves[content].set(asset.name, asset);
  }

  #place(asset: Asset): void {
    const before = this.#shelves.RESOURCE.get(asset.name);
    const placeOf = ({ assetType, ancestors }: Asset): string => `${ancestors[0]} ${assetType}`;
    if (before !== undefined && placeOf(before) === placeOf(asset)) return;
    if (before !== undefined) this.#places.get(placeOf(before))?.delete(asset.name);
    const place = placeOf(asset);
    this.#places.set(place, (this.#places.get(place) ?? new Set()).add(asset.name));
  }

  /** Changes members of a resource's data. */
  change(name: string, members: JsonObject): void {
    const asset = this.#shelves.RESOURCE.get(name);
    const resource = asset?.["resource"] as JsonObject | undefined;
    if (asset === undefined || resource === undefined) throw new RangeError(`found no asset ${name}`);
    this.put({ ...asset, resource: { ...resource, data: { ...(resource["data"] as JsonObject), ...members } } });
  }

  /** Removes a resource and its policies. */
  remove(name: string): void {
    for (const shelf of Object.values(this.#shelves)) shelf.delete(name);
  }

  /** Keeps the inventory at what it knows of a type now. The API of the type knows better. */
  late(type: string): void {
    this.#late.set(
      type,
      this.#all().filter(({ assetType }) => assetType === type),
    );
  }

  /** The inventory caught up with a type. */
  catchUp(type: string): void {
    this.#late.delete(type);
  }

  /** Assets as the inventory knows them, in the order of their names. */
  inventory(content: Content): readonly Asset[] {
    const current = this.#all().filter(({ assetType }) => !this.#late.has(assetType));
    return [...current, ...[...this.#late.values()].flat()]
      .filter((asset) => contentOf(asset) === content)
      .toSorted((a, b) => (a.name < b.name ? -1 : 1));
  }

  #all(): Asset[] {
    return Object.values(this.#shelves).flatMap((shelf) => [...shelf.values()]);
  }

  /** The project of an id or a number, with or without `projects/`. */
  project(idOrNumber: string): Project | undefined {
    const wanted = idOrNumber.replace(/^projects\//, "");
    return this.projects.find(({ name, projectId }) => projectId === wanted || name === `projects/${wanted}`);
  }

  /** A container and all that it lies in, from it up; empty where there is none of this name. */
  ancestors(name: string): readonly string[] {
    const all = [...this.projects, ...this.folders, this.organization];
    const found: string[] = [];
    for (let next: string | undefined = name; next !== undefined;) {
      const container = all.find((each) => each.name === next);
      if (container === undefined) return [];
      found.push(container.name);
      next = container.parent;
    }
    return found;
  }

  /** Whether `principal` holds a permission at a container or above it. */
  may(principal: string | null, permission: string, at: string): boolean {
    const places = at.startsWith("customers/") ? [at] : this.ancestors(at);
    return this.grants.some(
      (grant) =>
        grant.principal === principal &&
        places.includes(grant.at) &&
        grant.permissions.some((each) =>
          each.endsWith("*") ? permission.startsWith(each.slice(0, -1)) : each === permission,
        ),
    );
  }
}
