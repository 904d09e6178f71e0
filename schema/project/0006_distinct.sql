-- Codes that look like one, and that somebody said are not the same.

CREATE TABLE code_distinct (
    id    INTEGER PRIMARY KEY AUTOINCREMENT,
    one   INTEGER NOT NULL REFERENCES code (id),
    other INTEGER NOT NULL REFERENCES code (id),
    UNIQUE (one, other),
    CHECK (one < other)
);
CREATE INDEX code_distinct_other ON code_distinct (other);
