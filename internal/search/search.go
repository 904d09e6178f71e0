// Package search finds passages. The index proposes, the evaluator decides: a
// bleve index names the turns that may hold an answer, and one small evaluator
// reads the words of each whole turn, confirms every hit and gives its exact
// code points. The same evaluator over the rows of the project is the answer
// while the index is missing, damaged, behind or held by another process.
//
// What is asked of a text is asked of a unit: the words of one turn, or one
// block of front text, or one heading. Words side by side must stand in the
// same unit; a phrase may run over punctuation and over the line ends between
// the blocks of a turn, never from one turn into the next.
package search
