// Signs in at the test servers with the real logins, as a deployed function or a person on a workstation does.
import { GoogleCalls, type Call } from "../../../collectors/google/client/calls.ts";
import { federatedLogin, type GoogleLogin } from "../../../collectors/google/client/login.ts";
import type { CallAnswer } from "../../../collectors/live/call.ts";
import { workloadToken } from "../../../collectors/tokens/workload-token.ts";
import { PROVIDER, READER, SECURITY } from "./estate/sample/names.ts";
import { AWS_KEYS, startGoogle, type Google, type GoogleOptions } from "./google.ts";
import { Unhurried } from "./unhurried.ts";

/** Starts the servers, and leads this process to them. */
export async function startHere(options: GoogleOptions = {}): Promise<Google> {
  const google = await startGoogle(options);
  const before = { ...process.env };
  const { accessKeyId, secretAccessKey } = AWS_KEYS;
  Object.assign(process.env, google.env, { AWS_ACCESS_KEY_ID: accessKeyId, AWS_SECRET_ACCESS_KEY: secretAccessKey });
  return {
    ...google,
    async stop() {
      // Another test file of this process is led to servers of its own.
      for (const name of Object.keys(process.env)) if (!(name in before)) delete process.env[name];
      Object.assign(process.env, before);
      await google.stop();
    },
  };
}

/** The login of a deployed function as a service account; requests count against the project of the sample's readers. */
export const loginOf = ({
  serviceAccount = READER,
  provider = PROVIDER,
  token = workloadToken("eu-central-1", Date.now),
} = {}): GoogleLogin => federatedLogin({ provider, serviceAccount, quotaProject: SECURITY.projectId }, token);

/** Calls of a login, with short waits between repeated ones. */
export const callsOf = (
  login: GoogleLogin = loginOf(),
  { signal = null, waits = [1, 1] }: { readonly signal?: AbortSignal | null; readonly waits?: readonly number[] } = {},
): GoogleCalls => new GoogleCalls(login, { budget: new Unhurried(login).budget(), signal }, waits);

/** A call whose answers nobody is told of, or `heard` is. */
export const call = (
  api: Call["api"],
  path: string,
  { action = "a.call.made", heard = [], body }: { action?: string; heard?: CallAnswer[]; body?: Call["body"] } = {},
): Call => ({
  action,
  api,
  path,
  answered: (answer) => void heard.push(answer),
  ...(body === undefined ? {} : { body }),
});
