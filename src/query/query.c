/* A query's lists: variants, words, and how they relate to each other.
 * read.c fills them, groups.c makes term groups of them.
 * The first variant of a word is the written one. */
#include "query/query.h"

#include <stdlib.h>

sse_str query_variant_phrase(const struct query *query, const struct query_variant *variant) {
  return sse_str_part(sse_buffer_str(&query->phrases), variant->start, variant->start + variant->length);
}

sse_str query_typed(const struct query *query, const struct query_word *word) {
  return sse_str_part(sse_buffer_str(&query->typed), word->typed, word->typed + word->typed_length);
}

bool query_has_variant(const struct query *query, size_t first, size_t count, sse_str phrase) {
  for (size_t i = first; i < first + count; i++)
    if (sse_str_equal(query_variant_phrase(query, &query->variants[i]), phrase)) return true;
  return false;
}

sse_status query_add_variant(struct query *query, sse_str phrase, const struct query_variant *like,
                             sse_error *err) {
  void *variants = query->variants;
  if (!sse_array_reserve(&variants, &query->variant_capacity, query->variant_count + 1,
                         sizeof *query->variants))
    return sse_fail_memory(err);
  query->variants = variants;
  struct query_variant *variant = &query->variants[query->variant_count++];
  *variant = *like;
  variant->start = query->phrases.length;
  variant->length = phrase.length;
  sse_buffer_append_str(&query->phrases, phrase);
  return query->phrases.failed ? sse_fail_memory(err) : SSE_OK;
}

sse_str query_written(const struct query *query, size_t word) {
  return query_variant_phrase(query, &query->variants[query->words[word].first_variant]);
}

bool query_word_counts(const struct query *query, const struct query_group *group, size_t which) {
  bool has_other = false;
  for (size_t i = 0; i < group->word_count; i++)
    has_other = has_other || !query->words[group->first_word + i].is_grammar;
  return !has_other || !query->words[group->first_word + which].is_grammar;
}

int query_column_of(syntax_field field) {
  switch (field) {
  case SYNTAX_TITLE:
    return INDEX_TITLE;
  case SYNTAX_TAG:
    return INDEX_TAGS;
  case SYNTAX_AUTHOR:
    return INDEX_AUTHOR;
  default:
    return -1;
  }
}

void query_reset(struct query *query) {
  sse_buffer_reset(&query->phrases);
  sse_buffer_reset(&query->typed);
  syntax_free(query->tree);
  free(query->variants);
  free(query->words);
  free(query->constraints);
  *query = (struct query){0};
}
