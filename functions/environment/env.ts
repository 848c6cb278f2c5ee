// Reads the variables of a function's environment.

/** Throws, naming the variable, where the deployment did not set it. */
export function env(name: string): string {
  const value = process.env[name];
  if (value === undefined || value === "")
    throw new Error(`the environment variable ${name} is missing, and the deployment sets it. Deploy again`);
  return value;
}
