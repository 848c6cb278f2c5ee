// Defines the error of a run that must not go on as it is.

/** The evidence of a scope can't be built on, or what was read can't be appended. The message is a single line. */
export class ObservationError extends Error {
  override readonly name = "ObservationError";
}
