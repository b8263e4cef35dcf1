/** Lets the browser answer what waits before the program goes on. */
export async function nextTask(): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve));
}
