import { existsSync } from 'node:fs';

const places = [
  '/usr/bin/chromium',
  '/usr/bin/chromium-browser',
  '/usr/bin/google-chrome',
  '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome',
];

/** Chromium without its windows and menus: the same pages by the same engine for a fifth less of the processor. */
const shells = ['/usr/bin/chromium-headless-shell'];

const findFirst = (paths: string[]): string | undefined => {
  const named = process.env['CHROMIUM_PATH'];
  return named ? named : paths.find((path) => existsSync(path));
};

/** The browser that people have, for what is measured: `CHROMIUM_PATH`, or where the system keeps it; undefined when there is none. */
export const findChromium = (): string | undefined => findFirst(places);

/** The browser for the journeys: the lightest that is here, undefined when there is none. */
export const findJourneyBrowser = (): string | undefined => findFirst([...shells, ...places]);

/** Nothing is looked up or fetched from outside: a page that asks for another host fails here as it would for a customer without Internet. */
export const launchArguments = [
  '--no-sandbox',
  '--disable-gpu',
  '--disable-quic',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
  '--no-first-run',
  '--host-resolver-rules=MAP * ~NOTFOUND , EXCLUDE 127.0.0.1 , EXCLUDE localhost',
];
