/* Patterns matched with the words that the index has: the text between the stars is folded as those are.
 * A pattern that folds to nothing has no words.
 * Consecutive stars count as one. */
#include "query/patterns.h"

#include <string.h>

bool pattern_is_prefix(sse_str pattern) {
  const char *star = pattern.length > 0 ? memchr(pattern.data, '*', pattern.length) : NULL;
  return star && star == pattern.data + pattern.length - 1;
}

bool pattern_needs_places(const syntax *tree, const syntax_node *node) {
  sse_str text = syntax_text(tree, node);
  bool has_star = text.length > 0 && memchr(text.data, '*', text.length);
  if (node->field == SYNTAX_NARROWER) return false;
  if (node->kind == SYNTAX_EXACT) return true;
  return node->kind == SYNTAX_PHRASE && (node->distance > 0 || (has_star && !pattern_is_prefix(text)));
}

bool pattern_fold(sse_str pattern, sse_buffer *folded) {
  char term[TEXT_TERM_SIZE];
  size_t letters = 0;
  for (size_t at = 0; at < pattern.length;) {
    const char *star = memchr(pattern.data + at, '*', pattern.length - at);
    size_t end = star ? (size_t)(star - pattern.data) : pattern.length;
    size_t length = text_fold(sse_str_part(pattern, at, end), term);
    sse_buffer_append(folded, term, length);
    letters += length;
    bool is_first = folded->length == 0 || folded->data[folded->length - 1] != '*';
    if (star && is_first) sse_buffer_append_text(folded, "*");
    at = star ? end + 1 : end;
  }
  return letters > 0;
}

void pattern_note_unspaced(sse_str pattern, query_notes *notes) {
  query_notes_add(notes, "pattern-unspaced",
                  "%.*s: in text written without spaces, a star works only at the end", (int)pattern.length,
                  pattern.data);
}

sse_status pattern_each(const index_db *index, sse_str pattern, void *context, index_word_fn *on_word,
                        query_notes *notes, sse_error *err) {
  sse_buffer folded = {0};
  if (text_is_dense(pattern)) pattern_note_unspaced(pattern, notes);
  bool is_cut = false, has_letters = pattern_fold(pattern, &folded);
  sse_status status = folded.failed ? sse_fail_memory(err) : SSE_OK;
  if (!status && has_letters)
    status =
        index_words_like(index, sse_buffer_str(&folded), PATTERN_WORDS_MOST, context, on_word, &is_cut, err);
  if (is_cut)
    query_notes_add(notes, "pattern-cut",
                    "%.*s matches more than %d words; only the most frequent are searched for",
                    (int)pattern.length, pattern.data, PATTERN_WORDS_MOST);
  sse_buffer_reset(&folded);
  return status;
}
