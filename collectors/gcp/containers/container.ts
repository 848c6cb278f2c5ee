// Names folders and organizations of Google Cloud, as scopes and as Resource Manager does, and the lane by which each is read.

const CONTAINER = /^gcp\/((?:folders|organizations)\/.+)$/;

/** The folder or organization that `scope` is, `folders/<number>` or `organizations/<number>`; null for other scopes. */
export const containerOf = (scope: string): string | null => CONTAINER.exec(scope)?.[1] ?? null;

/** The project that `scope` is, `projects/<number>`; null for other scopes. */
export const projectOf = (scope: string): string | null =>
  scope.startsWith("gcp/projects/") ? scope.slice("gcp/".length) : null;

/**
 * Each folder and organization is a lane of its own. Its policy is judged there once it is enrolled, and in each project until then:
 * with another lane such a change is `rejudged`, and nothing drifts or recovers by it.
 */
export const containerLane = (container: string): string => `google-container ${container}`;
