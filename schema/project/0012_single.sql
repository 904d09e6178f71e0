-- The same code is on the same words once in a layer. Every coding has a segment
-- of its own, so no key of one table can say so; what would make a second one, be
-- it a step taken back, is refused here. Those that were there before are joined
-- by the program, in an entry.

CREATE TRIGGER coding_single_insert BEFORE INSERT ON coding
WHEN EXISTS (SELECT 1 FROM segment s
    CROSS JOIN segment q ON q.document = s.document AND q.start = s.start AND q.finish = s.finish AND q.version = s.version
    CROSS JOIN coding o ON o.segment = q.id AND o.code = new.code AND o.layer = new.layer
    WHERE s.id = new.segment)
BEGIN SELECT RAISE(ABORT, 'UNIQUE: this code is on these words already'); END;

CREATE TRIGGER coding_single_update BEFORE UPDATE OF segment, code, layer ON coding
WHEN (new.segment <> old.segment OR new.code <> old.code OR new.layer <> old.layer)
    AND EXISTS (SELECT 1 FROM segment s
    CROSS JOIN segment q ON q.document = s.document AND q.start = s.start AND q.finish = s.finish AND q.version = s.version
    CROSS JOIN coding o ON o.segment = q.id AND o.code = new.code AND o.layer = new.layer AND o.id <> old.id
    WHERE s.id = new.segment)
BEGIN SELECT RAISE(ABORT, 'UNIQUE: this code is on these words already'); END;
