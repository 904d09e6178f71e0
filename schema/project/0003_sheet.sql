-- The check sheet that findings are put before a focus group on.

ALTER TABLE finding ADD COLUMN on_sheet INTEGER NOT NULL DEFAULT 1; -- its statement is put before the group

CREATE TABLE sheet (                      -- how the sheet looks; at most one row, defaults where there is none
    id         INTEGER PRIMARY KEY CHECK (id = 1),
    guid       TEXT NOT NULL UNIQUE,
    language   TEXT NOT NULL DEFAULT '',  -- nl, en; '' for the project's
    occasion   TEXT NOT NULL DEFAULT '',  -- what stands at the foot: the group and its date
    counts     INTEGER NOT NULL DEFAULT 0, -- say how many said it; off, because counts steer
    quotes     INTEGER NOT NULL DEFAULT 1 CHECK (quotes BETWEEN 0 AND 2), -- the most a statement
    importance INTEGER NOT NULL DEFAULT 1, -- ask how important it is, 1 to 5
    room       TEXT NOT NULL DEFAULT '[]' -- JSON array of the names of those in the group: they are not quoted
);
