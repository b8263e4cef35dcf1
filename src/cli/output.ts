/** Prints data for programs: one JSON document on standard output. */
export function printJson(data: unknown): void {
  console.log(JSON.stringify(data, null, 2));
}
