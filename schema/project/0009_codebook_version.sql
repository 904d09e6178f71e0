-- Named versions of the codebook. What a version said is read from the record:
-- the codes as they stood after its entry.

CREATE TABLE codebook_version (
    id         INTEGER PRIMARY KEY AUTOINCREMENT,
    guid       TEXT NOT NULL UNIQUE,
    name       TEXT NOT NULL UNIQUE CHECK (name <> ''),
    note       TEXT NOT NULL DEFAULT '',
    entry      INTEGER NOT NULL,
    created_at TEXT NOT NULL,
    created_by INTEGER REFERENCES person (id)
);
CREATE UNIQUE INDEX codebook_version_short ON codebook_version (substr(guid, -12));
