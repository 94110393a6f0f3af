/* Private to query/: words with stars in them.
 * A star at the end makes a prefix, which FTS5 can search for. Any other pattern stands for the most frequent
 * words of the index that match it. */
#ifndef SSE_QUERY_PATTERNS_H
#define SSE_QUERY_PATTERNS_H

#include "query/query.h"

enum { PATTERN_WORDS_MOST = 512 };

/* True for a pattern whose only star is at its end. */
bool pattern_is_prefix(sse_str pattern);

/* True for a leaf that FTS5 cannot search for as one phrase: exact words, and phrases that may have other
 * words in between or that contain patterns before their end. */
bool pattern_needs_places(const syntax *tree, const syntax_node *node);

/* Appends the pattern, folded except for its stars; several consecutive stars become one. Returns false if it
 * has only stars. */
bool pattern_fold(sse_str pattern, sse_buffer *folded);

/* Adds a note that a star in words written without spaces is only supported at the end. */
void pattern_note_unspaced(sse_str pattern, query_notes *notes);

/* Calls `on_word` for the words that match, the most frequent first; adds a note if there are more than
 * PATTERN_WORDS_MOST. Errors: those of the index and of on_word. */
sse_status pattern_each(const index_db *index, sse_str pattern, void *context, index_word_fn *on_word,
                        query_notes *notes, sse_error *err);

#endif
