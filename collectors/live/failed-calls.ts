// Sends to listeners what a service said in full when a call to it failed. Records never keep this text: it names people and values.
import { channel } from "node:diagnostics_channel";

/** A call that failed: the action that it takes, and the error as the service's client gave it. */
export type FailedCall = { readonly action: string; readonly error: unknown };

const failed = channel("tidemark.failed-calls");

/** Gives `call` to those who listen. Nobody does unless a person looks for a fault. */
export const publishFailedCall = (call: FailedCall): void => failed.publish(call);

/** Calls `listener` for each call that fails from now on. */
export const onFailedCall = (listener: (call: FailedCall) => void): void =>
  failed.subscribe((call) => listener(call as FailedCall));
