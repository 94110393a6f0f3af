/* Private to source/: the labels before the colon in labelled text, and the lines between its records.
 * LexisNexis and ProQuest have their own labels, and lines by which their files are recognised.
 * Source: their files, as described by published readers for them. */
#ifndef SSE_SOURCE_LABELS_H
#define SSE_SOURCE_LABELS_H

#include "source/fields.h"

/* The labels of a file: any name of a field, the same but only below lines of hyphens, or those of one
 * archive. */
typedef enum label_kind { LABELS_OF_ANY, LABELS_BELOW_RULES, LABELS_OF_NEXIS, LABELS_OF_PROQUEST } label_kind;

/* What a label of an archive stands for. */
struct field_rule labels_rule(label_kind kind, sse_str label);
/* Returns true for the labels that an archive uses, whether they stand for a field or not; in its texts,
 * other words before a colon are ordinary words. */
bool labels_is_known(label_kind kind, sse_str label);

/* The label of a line, "Date: 25 July 2023", and its value; none for other lines. */
sse_str labels_name(sse_str line, sse_str *value);
/* Returns true for a line of three or more punctuation characters, all the same. */
bool labels_is_rule(sse_str line);
bool labels_is_in_capitals(sse_str label);
/* The first line that is neither blank nor a line of punctuation. */
sse_str labels_first_line(sse_str beginning, size_t *position);
/* Returns true for "1 of 20 DOCUMENTS". */
bool labels_is_nexis_mark(sse_str line);
/* Returns true for the line of underscores between the records of a ProQuest file. */
bool labels_is_proquest_rule(sse_str line);
/* Returns true for "Document 1 of 20". */
bool labels_is_proquest_mark(sse_str line);
/* Returns true for a ProQuest file: a line of underscores, and the beginning of its first page or of an
 * article. */
bool labels_are_of_proquest(sse_str beginning);
/* Returns true for a record in which each value ends with a line of four hyphens, as in Kirby's pages. */
bool labels_are_below_rules(sse_str beginning);

#endif
