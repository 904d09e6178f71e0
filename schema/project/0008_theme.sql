-- Themes: groups of codes across the tree that the paper reports.

CREATE TABLE theme (
    id       INTEGER PRIMARY KEY AUTOINCREMENT,
    guid     TEXT NOT NULL UNIQUE,
    name     TEXT NOT NULL UNIQUE CHECK (name <> ''),
    about    TEXT NOT NULL DEFAULT '',  -- what it says, in a sentence or a few
    position INTEGER NOT NULL
);
CREATE UNIQUE INDEX theme_short ON theme (substr(guid, -12));

CREATE TABLE theme_code (
    id    INTEGER PRIMARY KEY AUTOINCREMENT,
    theme INTEGER NOT NULL REFERENCES theme (id),
    code  INTEGER NOT NULL REFERENCES code (id),
    UNIQUE (theme, code)
);
CREATE INDEX theme_code_code ON theme_code (code);
