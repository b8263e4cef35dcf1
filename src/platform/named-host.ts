/** Whether a host has a name. Passkeys belong to one: a host of numbers has none. */
export const isNamedHost = (hostname: string): boolean => !/^[\d.]+$|:/.test(hostname);
