// Holds an estate while servers answer from it: a test changes it between requests, and says where Resource Graph lags.
import type { Json } from "../../../../evidence-schema/bytes/canonical.ts";
import type { ArmBody, Directory, Estate, Subscription } from "./estate.ts";

/** Ids and paths of Resource Manager compare without regard to case. */
const keyOf = (idOrPath: string): string => idOrPath.toLowerCase().replace(/\/+$/, "");

const byId = (bodies: readonly ArmBody[]): Map<string, ArmBody> =>
  new Map(bodies.map((body) => [keyOf(body.id), body]));

export class LiveEstate {
  readonly tenantId: string;
  signIns: Estate["signIns"];
  managementGroups: Estate["managementGroups"];
  subscriptions: readonly Subscription[];
  /** Mutable member by member: `estate.directory.applications = [...]`. */
  readonly directory: Directory;
  readonly #resources: Map<string, ArmBody>;
  readonly #children: Map<string, Json>;
  readonly #roleAssignments: Map<string, ArmBody>;
  readonly #roleDefinitions: Map<string, ArmBody>;
  readonly #roleEligibility: Map<string, ArmBody>;
  readonly #denyAssignments: Map<string, ArmBody>;
  readonly #indexed = new Map<string, ArmBody | null>();

  constructor(estate: Estate) {
    this.tenantId = estate.tenantId;
    this.signIns = estate.signIns;
    this.managementGroups = estate.managementGroups;
    this.subscriptions = estate.subscriptions;
    this.directory = { ...estate.directory };
    this.#resources = byId(estate.resources);
    this.#children = new Map(Object.entries(estate.children).map(([path, answer]) => [keyOf(path), answer]));
    this.#roleAssignments = byId(estate.roleAssignments);
    this.#roleDefinitions = byId(estate.roleDefinitions);
    this.#roleEligibility = byId(estate.roleEligibility);
    this.#denyAssignments = byId(estate.denyAssignments ?? []);
  }

  get resources(): readonly ArmBody[] {
    return [...this.#resources.values()];
  }

  get roleAssignments(): readonly ArmBody[] {
    return [...this.#roleAssignments.values()];
  }

  get roleDefinitions(): readonly ArmBody[] {
    return [...this.#roleDefinitions.values()];
  }

  get roleEligibility(): readonly ArmBody[] {
    return [...this.#roleEligibility.values()];
  }

  get denyAssignments(): readonly ArmBody[] {
    return [...this.#denyAssignments.values()];
  }

  resource(id: string): ArmBody | undefined {
    return this.#resources.get(keyOf(id));
  }

  child(path: string): Json | undefined {
    return this.#children.get(keyOf(path));
  }

  /** Adds a body or replaces that of its id: a resource, a deny assignment, a role assignment, definition or eligibility, by its `type`. */
  put(body: ArmBody): void {
    this.#shelf(body.type).set(keyOf(body.id), body);
  }

  /** Adds or replaces what lies at a path below a resource or subscription. */
  putChild(path: string, answer: Json): void {
    this.#children.set(keyOf(path), answer);
  }

  /** Removes what has this id or lies at this path, and all that lies below it. */
  remove(idOrPath: string): void {
    const gone = keyOf(idOrPath);
    const shelves: readonly Map<string, unknown>[] = [
      this.#resources,
      this.#children,
      this.#roleAssignments,
      this.#roleDefinitions,
      this.#roleEligibility,
      this.#denyAssignments,
    ];
    for (const shelf of shelves) {
      for (const key of shelf.keys()) if (key === gone || key.startsWith(`${gone}/`)) shelf.delete(key);
    }
  }

  /** Keeps Resource Graph at what it is told here: null for "not indexed yet", or an older body. Resource Manager knows better. */
  lag(id: string, indexed: ArmBody | null): void {
    this.#indexed.set(keyOf(id), indexed);
  }

  /** Resource Graph caught up with this id. */
  catchUp(id: string): void {
    this.#indexed.delete(keyOf(id));
  }

  /** Resources as Resource Graph knows them: also one that is gone, where its index lags. */
  get indexed(): readonly ArmBody[] {
    const known = new Map(this.#resources);
    for (const [key, body] of this.#indexed) {
      if (body === null) known.delete(key);
      else known.set(key, body);
    }
    return [...known.values()];
  }

  #shelf(type: string): Map<string, ArmBody> {
    switch (type.toLowerCase()) {
      case "microsoft.authorization/roleassignments":
        return this.#roleAssignments;
      case "microsoft.authorization/roledefinitions":
        return this.#roleDefinitions;
      case "microsoft.authorization/roleeligibilityscheduleinstances":
        return this.#roleEligibility;
      case "microsoft.authorization/denyassignments":
        return this.#denyAssignments;
      default:
        return this.#resources;
    }
  }
}
