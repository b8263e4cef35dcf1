import { homedir } from 'node:os';
import { join, resolve } from 'node:path';
import { z } from 'zod';
import { isAddressRange } from './outgoing/addresses.ts';
import { StartError } from './start-error.ts';

export const logLevels = ['trace', 'debug', 'info', 'warn', 'error', 'fatal', 'silent'] as const;

export type LogLevel = (typeof logLevels)[number];

function isUrl(text: string, schemes: readonly string[]): boolean {
  // A socket folder may stand where the host does (`postgresql://me@/chengdan?host=/run/postgresql`): URL refuses that after a user.
  const parsed = URL.parse(text) ?? URL.parse(text.replace('@/', '@localhost/'));
  return parsed !== null && schemes.includes(parsed.protocol.slice(0, -1));
}

function isPublicUrl(text: string): boolean {
  const parsed = URL.parse(text);
  return parsed !== null && ['http:', 'https:'].includes(parsed.protocol) && parsed.search === '' && parsed.hash === '';
}

/** What a variable must be, and how to mend it when it is not. */
interface Variable<T> {
  schema: z.ZodType<T>;
  fix: string;
  isSecret?: boolean;
}

const port: Variable<number> = {
  schema: z
    .string()
    .regex(/^\d{1,5}$/)
    .transform(Number)
    .pipe(z.number().max(65_535)),
  fix: 'give a port number from 0 to 65535, for example PORT=3300 (0 takes any free port)',
};
const host: Variable<string> = {
  schema: z.string().regex(/^[\w.:%-]+$/),
  fix: 'give a host name or an IP address to listen on, for example HOST=127.0.0.1, or HOST=0.0.0.0 for every network',
};
const dataFolder: Variable<string> = { schema: z.string().transform((path) => resolve(path)), fix: 'give the path of a folder' };
const databaseUrl: Variable<string> = {
  schema: z.string().refine((text) => isUrl(text, ['postgres', 'postgresql'])),
  fix: 'write it as postgresql://user:password@host:5432/database, or leave it unset to use the PostgreSQL that comes with Chengdan',
};
const publicUrl: Variable<string> = {
  schema: z
    .string()
    .refine(isPublicUrl)
    .transform((text) => text.replace(/\/+$/, '')),
  fix: 'give the address that customers reach, for example PUBLIC_URL=https://crm.example.com',
};
const smtpUrl: Variable<string> = {
  schema: z.string().refine((text) => isUrl(text, ['smtp', 'smtps'])),
  fix: 'write it as smtp://user:password@host:587 or smtps://user:password@host:465',
};
const logLevel: Variable<LogLevel> = { schema: z.enum(logLevels), fix: `choose one of ${logLevels.join(', ')}` };

const outgoingAllow: Variable<readonly string[]> = {
  schema: z
    .string()
    .transform((text) => text.split(/[\s,]+/).filter(Boolean))
    .refine((ranges) => ranges.every(isAddressRange)),
  fix: 'give addresses or ranges, for example OUTGOING_ALLOW=10.20.0.5,192.168.7.0/24',
};

const trustedProxies: Variable<readonly string[]> = {
  ...outgoingAllow,
  fix: 'give addresses or ranges of your own proxies, for example TRUSTED_PROXIES=10.0.0.7,172.16.0.0/12',
};
const apiKeyLimit: Variable<number> = {
  schema: z
    .string()
    .regex(/^\d{1,9}$/)
    .transform(Number),
  fix: 'give how many requests each API key may send in a minute, for example API_KEY_LIMIT=6000 (0 takes any number)',
};
const metricsToken: Variable<string> = {
  schema: z.string().regex(/^[\w.~+/=-]{16,}$/),
  fix: 'give at least 16 letters and digits, for example what "openssl rand -hex 24" prints',
  isSecret: true,
};

const collector: Variable<string> = {
  schema: z.string().refine((text) => isUrl(text, ['http', 'https'])),
  fix: 'give the address of a collector that takes OTLP over HTTP, for example OTEL_EXPORTER_OTLP_ENDPOINT=http://localhost:4318',
};
const share: Variable<number> = {
  schema: z
    .string()
    .regex(/^(0|1|0?\.\d{1,6}|1\.0+)$/)
    .transform(Number),
  fix: 'give the share of traces to keep, from 0 to 1, for example OTEL_TRACES_SAMPLER_ARG=0.1',
};

/** What the process was told by its environment, checked once at the start. */
export interface Env {
  PORT: number;
  HOST: string;
  /** The data folder: the embedded database, files, the lock. */
  CHENGDAN_DATA: string;
  /** The operator's own PostgreSQL; the embedded one when unset. */
  DATABASE_URL: string | undefined;
  /** The address customers reach, without a slash at the end. Links for customers are refused while it is unset. */
  PUBLIC_URL: string | undefined;
  SMTP_URL: string | undefined;
  LOG_LEVEL: LogLevel;
  /** Addresses that webhooks may call although they are not public, also by plain http. None in production. */
  OUTGOING_ALLOW: readonly string[];
  /** Proxies, besides those on this machine, that are believed when they say whom they ask for. */
  TRUSTED_PROXIES: readonly string[];
  /** How many requests an API key may send in a minute; 0 for any number. */
  API_KEY_LIMIT: number;
  /** Whoever shows it may read `/metrics`, which is not there while it is unset. */
  METRICS_TOKEN: string | undefined;
  /** Where traces are sent (OTLP over HTTP); none are made while it is unset. */
  OTEL_EXPORTER_OTLP_ENDPOINT: string | undefined;
  /** Which share of traces is kept, 0 to 1. */
  OTEL_TRACES_SAMPLER_ARG: number;
}

type Source = Record<string, string | undefined>;

/** Where data lives when CHENGDAN_DATA is unset. */
export function defaultDataFolder(platform: NodeJS.Platform, source: Source, isRoot: boolean, home = homedir()): string {
  if (platform === 'win32') return join(source['LOCALAPPDATA'] || join(home, 'AppData', 'Local'), 'chengdan');
  if (platform === 'darwin') return join(home, 'Library', 'Application Support', 'chengdan');
  // PostgreSQL refuses to run as root, and the user it runs as instead cannot enter root's home.
  if (isRoot) return '/var/lib/chengdan';
  return join(source['XDG_DATA_HOME'] || join(home, '.local', 'share'), 'chengdan');
}

/** Reads the environment. Throws one error that lists every fault with its fix. */
export function readEnv(source: Source = process.env): Env {
  const faults: string[] = [];
  const read = <T>(name: keyof Env, { schema, fix, isSecret }: Variable<T>): T | undefined => {
    const text = source[name]?.trim();
    if (text === undefined || text === '') return undefined;
    const parsed = schema.safeParse(text);
    if (parsed.success) return parsed.data;
    faults.push(`${name}=${isSecret ? '***' : hideSecrets(text)} is not valid: ${fix}.`);
    return undefined;
  };
  const env: Env = {
    PORT: read('PORT', port) ?? 3300,
    HOST: read('HOST', host) ?? '127.0.0.1',
    CHENGDAN_DATA: read('CHENGDAN_DATA', dataFolder) ?? defaultDataFolder(process.platform, source, process.getuid?.() === 0),
    DATABASE_URL: read('DATABASE_URL', databaseUrl),
    PUBLIC_URL: read('PUBLIC_URL', publicUrl),
    SMTP_URL: read('SMTP_URL', smtpUrl),
    LOG_LEVEL: read('LOG_LEVEL', logLevel) ?? 'info',
    OUTGOING_ALLOW: read('OUTGOING_ALLOW', outgoingAllow) ?? [],
    TRUSTED_PROXIES: read('TRUSTED_PROXIES', trustedProxies) ?? [],
    API_KEY_LIMIT: read('API_KEY_LIMIT', apiKeyLimit) ?? 6000,
    METRICS_TOKEN: read('METRICS_TOKEN', metricsToken),
    OTEL_EXPORTER_OTLP_ENDPOINT: read('OTEL_EXPORTER_OTLP_ENDPOINT', collector),
    OTEL_TRACES_SAMPLER_ARG: read('OTEL_TRACES_SAMPLER_ARG', share) ?? 1,
  };
  if (faults.length > 0) throw new StartError(faults.join('\n'), '');
  return env;
}

/** A text that may be a URL, with its password replaced. */
export function hideSecrets(text: string): string {
  return text.replace(/(:\/\/[^:@/\s]*):[^@/\s]*@/g, '$1:***@');
}
