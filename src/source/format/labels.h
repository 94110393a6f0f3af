/* Private to source/: what stands before the colon in text with labels, and between its records.
 * LexisNexis and ProQuest have labels of their own, and lines by which their files are known.
 * Source: their files as others publish readers for them. */
#ifndef SSE_SOURCE_LABELS_H
#define SSE_SOURCE_LABELS_H

#include "source/fields.h"

/* What labels are: any name that a field is called, the same below lines of hyphens alone, or those of one
 * archive, whose words are its own. */
typedef enum label_kind { LABELS_OF_ANY, LABELS_BELOW_RULES, LABELS_OF_NEXIS, LABELS_OF_PROQUEST } label_kind;

/* What a label of an archive stands for. */
struct field_rule labels_rule(label_kind kind, sse_str label);
/* True for those that it has, whether a field is for them or not: in a text, others are words like any. */
bool labels_is_known(label_kind kind, sse_str label);

/* The label of a line, "Date: 25 July 2023", whose value is given too; none for another line. */
sse_str labels_name(sse_str line, sse_str *value);
/* True for a line of three signs or more, all of one kind. */
bool labels_is_rule(sse_str line);
bool labels_is_in_capitals(sse_str label);
/* The first line with more than signs. */
sse_str labels_first_line(sse_str beginning, size_t *position);
/* True for "1 of 20 DOCUMENTS". */
bool labels_is_nexis_mark(sse_str line);
/* True for the line of underscores between what ProQuest saves. */
bool labels_is_proquest_rule(sse_str line);
/* True for "Document 1 of 20". */
bool labels_is_proquest_mark(sse_str line);
/* True for what ProQuest saves: a line of underscores, and what the first page or an article begins with. */
bool labels_are_of_proquest(sse_str beginning);
/* True for one record of which each value ends with a line of four hyphens, as Kirby keeps its pages. */
bool labels_are_below_rules(sse_str beginning);

#endif
