-- Passages linked to passages: one supports the other, contradicts it, explains
-- it, is an example of it, or is to be read beside it.

CREATE TABLE link (
    id         INTEGER PRIMARY KEY AUTOINCREMENT,
    guid       TEXT NOT NULL UNIQUE,
    kind       TEXT NOT NULL CHECK (kind IN ('supports', 'contradicts', 'explains', 'example', 'see')),
    source     INTEGER NOT NULL REFERENCES segment (id), -- a segment of its own, as a memo's is
    target     INTEGER NOT NULL REFERENCES segment (id),
    note       TEXT NOT NULL DEFAULT '',
    layer      INTEGER NOT NULL REFERENCES layer (id),   -- of who made it; it is seen by whoever sees that
    created_at TEXT NOT NULL,
    CHECK (source <> target)
);
CREATE INDEX link_source ON link (source);
CREATE INDEX link_target ON link (target);
CREATE INDEX link_layer ON link (layer);
CREATE UNIQUE INDEX link_short ON link (substr(guid, -12));
