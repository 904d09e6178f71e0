-- Memos: notes on anything. A memo hangs on one thing, or on the project as a
-- whole; it is its author's until it is shared.

CREATE TABLE memo (
    id          INTEGER PRIMARY KEY AUTOINCREMENT,
    guid        TEXT NOT NULL UNIQUE,
    kind        TEXT NOT NULL CHECK (kind IN ('analytic', 'code', 'document', 'methodological', 'reflexive', 'positionality')),
    author      INTEGER NOT NULL REFERENCES person (id),
    shared      INTEGER NOT NULL DEFAULT 0,
    title       TEXT NOT NULL DEFAULT '',
    words       TEXT NOT NULL,             -- Markdown
    document    INTEGER REFERENCES document (id),
    code        INTEGER REFERENCES code (id),
    segment     INTEGER REFERENCES segment (id),
    participant INTEGER REFERENCES participant (id),
    created_at  TEXT NOT NULL,
    changed_at  TEXT NOT NULL,
    CHECK ((document IS NOT NULL) + (code IS NOT NULL) + (segment IS NOT NULL) + (participant IS NOT NULL) <= 1)
);
CREATE INDEX memo_document ON memo (document);
CREATE INDEX memo_code ON memo (code);
CREATE INDEX memo_segment ON memo (segment);
CREATE UNIQUE INDEX memo_short ON memo (substr(guid, -12));
