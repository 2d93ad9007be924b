import type { DatabaseSync } from 'node:sqlite'
import type { SettingName, SettingStore } from '../../store.ts'

export class SqliteSettings implements SettingStore {
  readonly #statements

  constructor(db: DatabaseSync) {
    this.#statements = {
      find: db.prepare('SELECT value FROM settings WHERE name = ?'),
      keep: db.prepare('INSERT OR REPLACE INTO settings (name, value) VALUES (?, ?)'),
    }
  }

  async find(name: SettingName): Promise<string | undefined> {
    const row = this.#statements.find.get(name)
    return row && String(row.value)
  }

  async keep(name: SettingName, value: string): Promise<void> {
    this.#statements.keep.run(name, value)
  }
}
