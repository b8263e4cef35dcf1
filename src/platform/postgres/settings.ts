import { totalmem } from 'node:os';

export interface Place {
  /** Folder of the socket; null where there are none (Windows), and the server listens on the loopback address instead. */
  socketFolder: string | null;
  port: number;
}

const megabyte = 1024 * 1024;

/** A sixteenth of the memory, from 32 to 256 MB: the operating system caches the rest. */
function sharedBuffers(memory: number): string {
  return `${Math.max(32, Math.min(256, Math.floor(memory / megabyte / 16)))}MB`;
}

/** The settings of the embedded server, written before every start. `local.conf` beside it is the operator's and wins. */
export function serverSettings(place: Place, memory: number = totalmem()): Record<string, string> {
  return {
    listen_addresses: place.socketFolder === null ? '127.0.0.1' : '',
    port: String(place.port),
    ...(place.socketFolder === null ? {} : { unix_socket_directories: place.socketFolder, unix_socket_permissions: '0700' }),
    max_connections: '100',
    // What is committed is on the disk.
    fsync: 'on',
    full_page_writes: 'on',
    synchronous_commit: 'on',
    // Point-in-time recovery can be switched on by a reload only if the mode was on from the first day. The command does
    // nothing until then; an empty one would keep every segment for ever.
    wal_level: 'replica',
    archive_mode: 'on',
    archive_command: process.platform === 'win32' ? 'cd .' : 'true',
    max_wal_size: '1GB',
    shared_buffers: sharedBuffers(memory),
    effective_cache_size: `${Math.max(128, Math.floor(memory / megabyte / 2))}MB`,
    work_mem: '16MB',
    maintenance_work_mem: '128MB',
    random_page_cost: '1.1',
    jit: 'off',
    timezone: 'UTC',
    log_timezone: 'UTC',
    logging_collector: 'off',
    log_checkpoints: 'off',
    log_line_prefix: '%m [%p] ',
    // Statements and details hold contents, and those stay out of logs.
    log_min_error_statement: 'panic',
    log_error_verbosity: 'terse',
    log_parameter_max_length_on_error: '0',
    cluster_name: 'chengdan',
  };
}

/** The text of a configuration file. */
export function settingsFile(settings: Record<string, string>): string {
  const lines = Object.entries(settings).map(
    ([name, value]) => `${name} = '${value.replaceAll('\\', '\\\\').replaceAll("'", "''")}'`,
  );
  return `# Written at every start. Put your own settings into local.conf beside this file.\n${lines.join('\n')}\n`;
}
