-- The spine of a project.
--
-- Three kinds of table. Recorded tables hold small rows and are written inside a
-- history entry only; triggers that history makes from the tables themselves
-- put each change into the record. Content tables (original, body, block, turn)
-- are insert-only, named by hash and not recorded. Aside tables (place,
-- export_log) are bookkeeping that nobody undoes. No ON DELETE CASCADE anywhere:
-- deletes are written out, so that an undo can see what it takes along.
-- AUTOINCREMENT everywhere, so that an undone row can come back under its number.
-- Positions are Unicode code points, half open, in the text of a version.

-- The one door -------------------------------------------------------------

CREATE TABLE never (id INTEGER PRIMARY KEY); -- always empty: what points here cannot be committed

CREATE TABLE entry (
    id       INTEGER PRIMARY KEY,
    at       TEXT NOT NULL,               -- UTC, RFC 3339 with milliseconds
    who      INTEGER NOT NULL DEFAULT 0,  -- person, 0 for the program itself
    what     TEXT NOT NULL,               -- coding.apply, code.merge …
    why      TEXT NOT NULL DEFAULT '',
    subject  TEXT NOT NULL DEFAULT '[]',  -- JSON array: what the sentence about it names
    document INTEGER NOT NULL DEFAULT 0,  -- where, 0 for nowhere in particular
    request  TEXT,                        -- the client's own id: a repeated request does nothing again
    undoes   INTEGER,                     -- the entry that this one takes back
    digest   TEXT NOT NULL DEFAULT '',    -- over the changes
    hash     TEXT NOT NULL DEFAULT ''     -- over the entry before, this row and the digest
);
CREATE UNIQUE INDEX entry_request ON entry (request) WHERE request IS NOT NULL;
CREATE INDEX entry_who ON entry (who, id);
CREATE INDEX entry_document ON entry (document, id);

CREATE TABLE change (
    id     INTEGER PRIMARY KEY,
    entry  INTEGER NOT NULL REFERENCES entry (id), -- NULL, and so refused, outside an entry
    tbl    TEXT NOT NULL,
    row    INTEGER NOT NULL,
    before TEXT,                          -- JSON object of the row, NULL when it was not there
    after  TEXT,
    digest TEXT                           -- kept in place of the two once they are erased
);
CREATE INDEX change_entry ON change (entry);
CREATE INDEX change_row ON change (tbl, row);

CREATE TABLE open_entry (
    id    INTEGER PRIMARY KEY CHECK (id = 1),
    entry INTEGER NOT NULL,
    never INTEGER NOT NULL REFERENCES never (id) DEFERRABLE INITIALLY DEFERRED
);

CREATE TABLE undone (
    entry INTEGER PRIMARY KEY,            -- an entry that is taken back at present
    by    INTEGER NOT NULL                -- by this one
);

-- Aside ----------------------------------------------------------------------

CREATE TABLE place (
    person   INTEGER NOT NULL,
    document INTEGER NOT NULL,
    position INTEGER NOT NULL,            -- first visible code point
    pixels   INTEGER NOT NULL DEFAULT 0,  -- from the top edge to it
    furthest INTEGER NOT NULL DEFAULT 0,  -- furthest code point read, for progress
    at       TEXT NOT NULL,
    PRIMARY KEY (person, document)
) WITHOUT ROWID;

CREATE TABLE export_log (
    id INTEGER PRIMARY KEY, at TEXT NOT NULL, who INTEGER NOT NULL DEFAULT 0,
    what TEXT NOT NULL, snapshot TEXT NOT NULL, options TEXT NOT NULL DEFAULT ''
);

-- Content ----------------------------------------------------------------------

CREATE TABLE original (
    hash  TEXT PRIMARY KEY,               -- SHA-256, hex
    size  INTEGER NOT NULL,
    bytes BLOB NOT NULL
) WITHOUT ROWID;

CREATE TABLE body (
    id      INTEGER PRIMARY KEY AUTOINCREMENT,
    hash    TEXT UNIQUE,                  -- over its blocks and turns; NULL while it is being laid
    laid_at TEXT NOT NULL
);

CREATE TABLE block (
    body     INTEGER NOT NULL,
    seq      INTEGER NOT NULL,            -- from 0
    kind     INTEGER NOT NULL,            -- words 0, label 1, time 2, heading 3, front 4
    turn     INTEGER NOT NULL,            -- from 0, -1 for none
    start    INTEGER NOT NULL,            -- code points, in the version the body belongs to
    length   INTEGER NOT NULL,            -- of words, without sep
    words    TEXT NOT NULL,
    sep      TEXT NOT NULL,               -- what stands between this block and the next
    start_ms INTEGER,
    end_ms   INTEGER,
    PRIMARY KEY (body, seq)
) WITHOUT ROWID;
CREATE INDEX block_start ON block (body, start);

CREATE TABLE turn (
    body     INTEGER NOT NULL,
    seq      INTEGER NOT NULL,            -- from 0
    speaker  INTEGER NOT NULL,            -- ordinal of the document's speaker, -1 for none
    first    INTEGER NOT NULL,            -- first and last block
    last     INTEGER NOT NULL,
    start    INTEGER NOT NULL,            -- of its first block, label included
    finish   INTEGER NOT NULL,            -- end of its last words
    words    INTEGER NOT NULL,            -- white-space separated tokens of the words spoken
    start_ms INTEGER,
    PRIMARY KEY (body, seq)
) WITHOUT ROWID;

-- Recorded -----------------------------------------------------------------------

CREATE TABLE project (
    id          INTEGER PRIMARY KEY CHECK (id = 1),
    guid        TEXT NOT NULL,
    name        TEXT NOT NULL CHECK (name <> ''),
    description TEXT NOT NULL DEFAULT '',
    language    TEXT NOT NULL DEFAULT '',
    banner      TEXT NOT NULL DEFAULT '', -- shown on every page and export, e.g. that all is fictional
    settings    TEXT NOT NULL DEFAULT '{}',
    created_at  TEXT NOT NULL
);

CREATE TABLE person (
    id         INTEGER PRIMARY KEY AUTOINCREMENT,
    guid       TEXT NOT NULL UNIQUE,
    name       TEXT NOT NULL UNIQUE CHECK (name <> ''),
    initials   TEXT NOT NULL DEFAULT '',
    colour     INTEGER NOT NULL DEFAULT 0,
    role       TEXT NOT NULL DEFAULT 'owner' CHECK (role IN ('owner', 'coder', 'reader')),
    created_at TEXT NOT NULL
);

CREATE TABLE layer (
    id     INTEGER PRIMARY KEY AUTOINCREMENT,
    guid   TEXT NOT NULL UNIQUE,
    kind   TEXT NOT NULL CHECK (kind IN ('own', 'consensus')),
    person INTEGER REFERENCES person (id), -- whose, for an own layer
    name   TEXT NOT NULL UNIQUE,
    CHECK ((kind = 'own') = (person IS NOT NULL))
);
CREATE UNIQUE INDEX layer_own ON layer (person) WHERE kind = 'own';
CREATE UNIQUE INDEX layer_consensus ON layer (kind) WHERE kind = 'consensus';

CREATE TABLE round (
    id        INTEGER PRIMARY KEY AUTOINCREMENT,
    guid      TEXT NOT NULL UNIQUE,
    name      TEXT NOT NULL UNIQUE,
    blind     INTEGER NOT NULL DEFAULT 1,
    opened_at TEXT
);

CREATE TABLE docgroup (
    id       INTEGER PRIMARY KEY AUTOINCREMENT,
    guid     TEXT NOT NULL UNIQUE,
    name     TEXT NOT NULL UNIQUE CHECK (name <> ''),
    position INTEGER NOT NULL
);

CREATE TABLE document (
    id         INTEGER PRIMARY KEY AUTOINCREMENT,
    guid       TEXT NOT NULL UNIQUE,
    name       TEXT NOT NULL CHECK (name <> ''),
    position   INTEGER NOT NULL,
    docgroup   INTEGER REFERENCES docgroup (id),
    kind       TEXT NOT NULL DEFAULT 'interview', -- interview, focus group, field note
    language   TEXT NOT NULL DEFAULT '',
    original   TEXT NOT NULL,             -- hash of the file as it came
    file       TEXT NOT NULL,             -- its name
    format     TEXT NOT NULL,
    encoding   TEXT NOT NULL DEFAULT '',
    imported_at TEXT NOT NULL,
    trashed_at TEXT
);
CREATE UNIQUE INDEX document_name ON document (name) WHERE trashed_at IS NULL;
CREATE UNIQUE INDEX document_short ON document (substr(guid, -12));

CREATE TABLE version (
    id         INTEGER PRIMARY KEY AUTOINCREMENT,
    guid       TEXT NOT NULL UNIQUE,
    document   INTEGER NOT NULL REFERENCES document (id),
    number     INTEGER NOT NULL,
    parent     INTEGER REFERENCES version (id),
    body       INTEGER NOT NULL REFERENCES body (id), -- its blocks; for a later version those that its edits made
    text_hash  TEXT NOT NULL,             -- SHA-256 of the canonical text
    length     INTEGER NOT NULL,          -- code points
    words      INTEGER NOT NULL,
    characters INTEGER NOT NULL,
    turns      INTEGER NOT NULL,
    created_at TEXT NOT NULL,
    UNIQUE (document, number)
);

CREATE TABLE edit (
    id       INTEGER PRIMARY KEY AUTOINCREMENT,
    version  INTEGER NOT NULL REFERENCES version (id),
    seq      INTEGER NOT NULL,
    start    INTEGER NOT NULL,            -- in the parent version
    removed  INTEGER NOT NULL,
    inserted TEXT NOT NULL,
    UNIQUE (version, seq)
);

CREATE TABLE cases (                      -- the unit of analysis; CASE is a word of SQL
    id   INTEGER PRIMARY KEY AUTOINCREMENT,
    guid TEXT NOT NULL UNIQUE,
    name TEXT NOT NULL UNIQUE CHECK (name <> '')
);

CREATE TABLE participant (
    id      INTEGER PRIMARY KEY AUTOINCREMENT,
    guid    TEXT NOT NULL UNIQUE,
    name    TEXT NOT NULL UNIQUE CHECK (name <> ''),
    cases   INTEGER REFERENCES cases (id),
    consent TEXT NOT NULL DEFAULT ''      -- to being quoted: yes, no, '' for not recorded
);

CREATE TABLE attribute (
    id       INTEGER PRIMARY KEY AUTOINCREMENT,
    guid     TEXT NOT NULL UNIQUE,
    owner    TEXT NOT NULL CHECK (owner IN ('participant', 'case', 'document')),
    name     TEXT NOT NULL CHECK (name <> ''),
    type     TEXT NOT NULL DEFAULT 'text' CHECK (type IN ('text', 'number', 'date', 'yesno')),
    position INTEGER NOT NULL,
    UNIQUE (owner, name)
);

CREATE TABLE attribute_value (
    id          INTEGER PRIMARY KEY AUTOINCREMENT,
    attribute   INTEGER NOT NULL REFERENCES attribute (id),
    participant INTEGER REFERENCES participant (id),
    cases       INTEGER REFERENCES cases (id),
    document    INTEGER REFERENCES document (id),
    value       TEXT NOT NULL,
    CHECK ((participant IS NOT NULL) + (cases IS NOT NULL) + (document IS NOT NULL) = 1)
);
CREATE UNIQUE INDEX value_participant ON attribute_value (attribute, participant) WHERE participant IS NOT NULL;
CREATE UNIQUE INDEX value_cases ON attribute_value (attribute, cases) WHERE cases IS NOT NULL;
CREATE UNIQUE INDEX value_document ON attribute_value (attribute, document) WHERE document IS NOT NULL;

CREATE TABLE speaker (
    id          INTEGER PRIMARY KEY AUTOINCREMENT,
    guid        TEXT NOT NULL UNIQUE,
    document    INTEGER NOT NULL REFERENCES document (id),
    ordinal     INTEGER NOT NULL,         -- what turns refer to
    name        TEXT NOT NULL,
    labels      TEXT NOT NULL DEFAULT '[]', -- JSON array: as they stand in the file
    interviewer INTEGER NOT NULL DEFAULT 0,
    participant INTEGER REFERENCES participant (id),
    UNIQUE (document, ordinal)
);
CREATE INDEX speaker_participant ON speaker (participant);

CREATE TABLE code (
    id              INTEGER PRIMARY KEY AUTOINCREMENT,
    guid            TEXT NOT NULL UNIQUE,
    parent          INTEGER REFERENCES code (id),
    position        INTEGER NOT NULL,
    name            TEXT NOT NULL CHECK (name <> ''),
    short           TEXT NOT NULL CHECK (short <> ''),
    category        INTEGER NOT NULL DEFAULT 0, -- not applied itself
    brief           TEXT NOT NULL DEFAULT '',
    full_definition TEXT NOT NULL DEFAULT '',
    inclusion       TEXT NOT NULL DEFAULT '',
    exclusion       TEXT NOT NULL DEFAULT '',
    example         TEXT NOT NULL DEFAULT '',
    close_but_no    TEXT NOT NULL DEFAULT '',
    confused_with   TEXT NOT NULL DEFAULT '',
    colour          INTEGER NOT NULL DEFAULT 0 CHECK (colour BETWEEN 0 AND 8), -- hue of LOOK 4; 0: the branch's
    origin          TEXT NOT NULL DEFAULT 'inductive' CHECK (origin IN ('deductive', 'inductive', 'in vivo')),
    status          TEXT NOT NULL DEFAULT 'active' CHECK (status IN ('candidate', 'active', 'retired', 'merged')),
    merged_into     INTEGER REFERENCES code (id),
    pinned          INTEGER NOT NULL DEFAULT 0, -- place among the pinned, 0 for not
    version         INTEGER NOT NULL DEFAULT 1, -- of its definition
    created_at      TEXT NOT NULL,
    created_by      INTEGER REFERENCES person (id),
    changed_at      TEXT NOT NULL,
    changed_by      INTEGER REFERENCES person (id)
);
-- Among codes in use; a merged or retired one may keep a name taken anew.
CREATE UNIQUE INDEX code_name ON code (coalesce(parent, 0), name) WHERE status IN ('candidate', 'active');
CREATE UNIQUE INDEX code_short ON code (short) WHERE status IN ('candidate', 'active');
CREATE UNIQUE INDEX code_guid_short ON code (substr(guid, -12));
CREATE INDEX code_parent ON code (parent);

CREATE TABLE segment (                    -- never rewritten: another span is another segment
    id       INTEGER PRIMARY KEY AUTOINCREMENT,
    guid     TEXT NOT NULL UNIQUE,
    document INTEGER NOT NULL REFERENCES document (id),
    version  INTEGER NOT NULL REFERENCES version (id), -- the one it was made in
    start    INTEGER NOT NULL,
    finish   INTEGER NOT NULL,
    exact    TEXT NOT NULL,               -- the words at [start, finish)
    prefix   TEXT NOT NULL,               -- 32 code points on either side
    suffix   TEXT NOT NULL,
    origin   TEXT,                        -- raw offsets and program of a segment that came from elsewhere, JSON
    CHECK (start >= 0 AND finish > start)
);
CREATE INDEX segment_document ON segment (document, start);

CREATE TABLE coding (
    id         INTEGER PRIMARY KEY AUTOINCREMENT,
    guid       TEXT NOT NULL UNIQUE,
    segment    INTEGER NOT NULL REFERENCES segment (id),
    code       INTEGER NOT NULL REFERENCES code (id),
    coder      INTEGER NOT NULL REFERENCES person (id),
    layer      INTEGER NOT NULL REFERENCES layer (id),
    round      INTEGER REFERENCES round (id),
    valence    INTEGER CHECK (valence BETWEEN -1 AND 1),
    weight     INTEGER CHECK (weight BETWEEN 0 AND 100),
    comment    TEXT NOT NULL DEFAULT '',
    created_at TEXT NOT NULL,
    UNIQUE (segment, code, layer)
);
CREATE INDEX coding_code ON coding (code, layer);
CREATE INDEX coding_layer ON coding (layer);
CREATE UNIQUE INDEX coding_short ON coding (substr(guid, -12));

CREATE TABLE finding (
    id           INTEGER PRIMARY KEY AUTOINCREMENT,
    guid         TEXT NOT NULL UNIQUE,
    position     INTEGER NOT NULL,
    name         TEXT NOT NULL CHECK (name <> ''), -- what the study claims
    statement    TEXT NOT NULL DEFAULT '', -- plain words, in the project's language
    statement_en TEXT NOT NULL DEFAULT '',
    probe        TEXT NOT NULL DEFAULT '',
    created_at   TEXT NOT NULL
);

CREATE TABLE finding_code (
    id      INTEGER PRIMARY KEY AUTOINCREMENT,
    finding INTEGER NOT NULL REFERENCES finding (id),
    code    INTEGER NOT NULL REFERENCES code (id),
    UNIQUE (finding, code)
);
CREATE INDEX finding_code_code ON finding_code (code);

CREATE TABLE quote (                      -- a passage chosen for a finding
    id       INTEGER PRIMARY KEY AUTOINCREMENT,
    guid     TEXT NOT NULL UNIQUE,
    finding  INTEGER NOT NULL REFERENCES finding (id),
    segment  INTEGER NOT NULL REFERENCES segment (id),
    position INTEGER NOT NULL,
    contrary INTEGER NOT NULL DEFAULT 0,  -- evidence against
    UNIQUE (finding, segment)
);
CREATE INDEX quote_segment ON quote (segment);
