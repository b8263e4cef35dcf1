/** A text read as a value, or the code of what is wrong with it. */
export type Parsed<T> = { ok: true; value: T } | { ok: false; code: string; params?: Record<string, unknown> };

/** The value was read. */
export function parsed<T>(value: T): Parsed<T> {
  return { ok: true, value };
}

/** The text is no such value; `code` is a key of the error words. */
export function unparsed(
  code: string,
  params?: Record<string, unknown>,
): { ok: false; code: string; params?: Record<string, unknown> } {
  return params ? { ok: false, code, params } : { ok: false, code };
}
