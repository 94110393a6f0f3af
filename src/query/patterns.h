/* Private to query/: words with stars in them.
 * A star at the end is a prefix, which FTS5 looks for itself; any other stands for the words of the index
 * that fit, of which the most frequent are taken. */
#ifndef SSE_QUERY_PATTERNS_H
#define SSE_QUERY_PATTERNS_H

#include "query/query.h"

enum { PATTERN_WORDS_MOST = 512 };

/* True for a pattern of which only the end is left open. */
bool pattern_is_prefix(sse_str pattern);

/* True for a leaf that FTS5 cannot look for as one phrase: what is exact, and phrases with other words
 * between their own or with patterns before their end. */
bool pattern_needs_places(const syntax *tree, const syntax_node *node);

/* Appends the pattern folded, its stars as they are, of several in a row one; false where it has stars only.
 */
bool pattern_fold(sse_str pattern, sse_buffer *folded);

/* Notes that stars in words without spaces, but for one at the end, mean nothing. */
void pattern_note_unspaced(sse_str pattern, query_notes *notes);

/* Calls `on_word` for the words that fit, the most frequent first; a note tells where there are more than
 * PATTERN_WORDS_MOST. Errors: those of the index, what on_word gives. */
sse_status pattern_each(const index_db *index, sse_str pattern, void *context, index_word_fn *on_word,
                        query_notes *notes, sse_error *err);

#endif
