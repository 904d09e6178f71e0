-- What touches a passage begins no further before it than the longest segment
-- of the document is long; this index knows how long that is. Without it all
-- codings from the beginning of the document on were looked at with every
-- change on the desk: 0.6 ms in place of 0.1 ms amid 5,000.

CREATE INDEX segment_length ON segment (document, finish - start);
