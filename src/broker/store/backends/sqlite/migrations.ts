/** Each entry runs once, in order, in a transaction; a published one is never edited. Times are milliseconds since 1970. */
export const MIGRATIONS: readonly string[] = [
  `
  CREATE TABLE accounts (
    id TEXT PRIMARY KEY,
    email TEXT NOT NULL UNIQUE,
    name TEXT NOT NULL,
    role TEXT NOT NULL,
    password_hash TEXT,
    disabled_at INTEGER
  ) STRICT;

  CREATE TABLE web_sessions (
    hash TEXT PRIMARY KEY,
    account_id TEXT NOT NULL REFERENCES accounts (id),
    created_at INTEGER NOT NULL,
    used_at INTEGER NOT NULL
  ) STRICT;

  CREATE TABLE links (
    hash TEXT PRIMARY KEY,
    account_id TEXT REFERENCES accounts (id), -- none: a set-up link
    expires_at INTEGER NOT NULL
  ) STRICT;

  CREATE TABLE sessions (
    id TEXT PRIMARY KEY,
    technician_id TEXT NOT NULL REFERENCES accounts (id),
    technician_name TEXT NOT NULL,
    name TEXT NOT NULL,
    created_at INTEGER NOT NULL,
    state TEXT NOT NULL, -- JSON: each status has its own fields
    platform TEXT,
    resume_keys TEXT, -- JSON of hashes
    removed_at INTEGER
  ) STRICT;
  CREATE INDEX listed_sessions ON sessions (created_at) WHERE removed_at IS NULL;

  CREATE TABLE session_log (
    session_id TEXT NOT NULL REFERENCES sessions (id),
    time INTEGER NOT NULL,
    text TEXT NOT NULL
  ) STRICT;
  CREATE INDEX session_log_of ON session_log (session_id);

  CREATE TABLE pins (
    digits TEXT PRIMARY KEY,
    session_id TEXT NOT NULL REFERENCES sessions (id),
    expires_at INTEGER NOT NULL,
    restarted INTEGER NOT NULL DEFAULT 0,
    used_at INTEGER
  ) STRICT;
  CREATE INDEX pins_of ON pins (session_id);
  CREATE INDEX live_pins ON pins (expires_at) WHERE used_at IS NULL;

  CREATE TABLE attempts (
    key TEXT PRIMARY KEY,
    window_start INTEGER NOT NULL,
    count INTEGER NOT NULL,
    blocked_until INTEGER NOT NULL,
    block_ms INTEGER NOT NULL
  ) STRICT;
  `,
  `
  CREATE TABLE settings (
    name TEXT PRIMARY KEY,
    value TEXT NOT NULL
  ) STRICT;
  `,
]
