// What to call a resource in output: people by their name if the names store has it.
export type Names = { readonly nameOf: (reference: string) => Promise<string | null> };

export async function nameOf(names: Names, key: string): Promise<string> {
  return (await names.nameOf(key)) ?? key;
}
