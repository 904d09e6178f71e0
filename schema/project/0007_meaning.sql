-- Which definition a coding was made under, so that it can be looked at again
-- when the code came to mean something else.

ALTER TABLE code ADD COLUMN meaning INTEGER NOT NULL DEFAULT 1; -- version of the definition since which it means the same
ALTER TABLE coding ADD COLUMN defined INTEGER NOT NULL DEFAULT 0; -- version of the code's definition it was made or confirmed under, 0 for not known
CREATE INDEX coding_defined ON coding (code, defined);

-- Both are read from the record as far as it goes: a coding was made in the entry
-- that gave it its code, under the definition of then; a code means the same
-- since its last change of words.

UPDATE code SET meaning = min(version, coalesce((
    SELECT max(json_extract(c.after, '$.version')) FROM change c
    WHERE c.tbl = 'code' AND c.row = code.id AND c.before IS NOT NULL AND c.after IS NOT NULL
      AND (json_extract(c.before, '$.brief') <> json_extract(c.after, '$.brief')
        OR json_extract(c.before, '$.full_definition') <> json_extract(c.after, '$.full_definition')
        OR json_extract(c.before, '$.inclusion') <> json_extract(c.after, '$.inclusion')
        OR json_extract(c.before, '$.exclusion') <> json_extract(c.after, '$.exclusion')
        OR json_extract(c.before, '$.example') <> json_extract(c.after, '$.example')
        OR json_extract(c.before, '$.close_but_no') <> json_extract(c.after, '$.close_but_no'))), 1));

UPDATE coding SET defined = min((SELECT version FROM code WHERE id = coding.code), coalesce((
    SELECT json_extract(d.after, '$.version') FROM change d
    WHERE d.tbl = 'code' AND d.row = coding.code AND d.after IS NOT NULL AND d.entry <= coalesce(
        (SELECT max(c.entry) FROM change c WHERE c.tbl = 'coding' AND c.row = coding.id
           AND json_extract(c.before, '$.code') <> coding.code AND json_extract(c.after, '$.code') = coding.code),
        (SELECT min(c.entry) FROM change c WHERE c.tbl = 'coding' AND c.row = coding.id))
    ORDER BY d.id DESC LIMIT 1), 0));
