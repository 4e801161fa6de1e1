"""The only room with a database: tables, the engine, reads that give frames, writes that are deeds, migrations."""
