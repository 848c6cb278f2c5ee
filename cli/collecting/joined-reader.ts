// Joins a directory of exports with the clouds as they are now: a scope that has exports is read from them, the others live.
import type { Reader } from "../../collectors/port.ts";
import { canReread } from "../../observation/reading/answering.ts";

/** Rereads what is read live: a file says the same again. */
export function joinedReader(exports: Reader, live: Reader, liveScopes: ReadonlySet<string>): Reader {
  const ofScope = (scope: string): Reader => (liveScopes.has(scope) ? live : exports);
  const lanesOf = Object.fromEntries(
    [...liveScopes].map((scope) => [scope, { ...exports.lanes, ...live.lanes, ...live.lanesOf?.[scope] }]),
  );
  return {
    lanes: exports.lanes,
    lanesOf: { ...exports.lanesOf, ...lanesOf },
    scopes: [...new Set([...exports.scopes, ...live.scopes])].toSorted(),
    scopesAtOnce: Math.max(exports.scopesAtOnce ?? 1, live.scopesAtOnce ?? 1),
    names: { ...exports.names, ...live.names },
    unlisted: [...(exports.unlisted ?? []), ...(live.unlisted ?? [])],
    cannotRead: (scope) => ofScope(scope).cannotRead?.(scope) ?? null,
    rereads: (scope) => liveScopes.has(scope),
    read: (request, emit) => ofScope(request.scope).read(request, emit),
    ...(canReread(live) ? { reread: (request, keys) => live.reread(request, keys) } : {}),
  };
}
