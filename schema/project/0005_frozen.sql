-- Evidence of a finding frozen at an entry of the history: what a check sheet
-- goes on saying while coding goes on.

CREATE TABLE frozen (
    id       INTEGER PRIMARY KEY AUTOINCREMENT,
    finding  INTEGER NOT NULL UNIQUE REFERENCES finding (id),
    entry    INTEGER NOT NULL, -- the last one before; 0 for none
    snapshot TEXT NOT NULL,    -- its first hex digits, as on exports
    at       TEXT NOT NULL,    -- that entry's time
    evidence TEXT NOT NULL     -- JSON: numbers, and ids of participants, cases and documents; no words
);

CREATE TABLE frozen_quote (
    id       INTEGER PRIMARY KEY AUTOINCREMENT,
    frozen   INTEGER NOT NULL REFERENCES frozen (id),
    segment  INTEGER NOT NULL REFERENCES segment (id),
    position INTEGER NOT NULL,
    contrary INTEGER NOT NULL DEFAULT 0
);
CREATE INDEX frozen_quote_frozen ON frozen_quote (frozen);
CREATE INDEX frozen_quote_segment ON frozen_quote (segment);
