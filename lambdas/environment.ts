/** A variable that the deployment sets for a function. Throws a sentence for the operator when it is missing. */
export function requireEnvironment(name: string): string {
  const value = process.env[name];
  if (value === undefined || value === '') {
    throw new Error(`The environment variable ${name} is not set; deploy again.`);
  }
  return value;
}
