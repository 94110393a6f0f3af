/* Compiles a query to one FTS5 expression, which is the reference that tests compare with.
 * Each variant is a quoted string, so that none is taken for FTS5 syntax.
 * A literal expression matches less than one with synonyms and parts. */
#ifndef SSE_TESTS_COMPILING_H
#define SSE_TESTS_COMPILING_H

#include "query/query.h"

/* What an expression matches. */
enum query_wanted {
  QUERY_LITERAL, /* every word in one of its own variants */
  QUERY_EVERY    /* every word in one of its variants, a synonym, or all parts of the word */
};

/* Appends `count` variants from `first` on, as alternatives. */
static inline void compile_variants(const struct query *query, size_t first, size_t count,
                                    sse_buffer *expression) {
  for (size_t i = 0; i < count; i++) {
    if (i > 0) sse_buffer_append_text(expression, " OR ");
    query_compile_variant(query, &query->variants[first + i], expression);
  }
}

static inline void compile_words(const struct query *query, const struct query_group *group,
                                 sse_buffer *expression) {
  for (size_t i = 0, count = 0; i < group->word_count; i++) {
    const struct query_word *word = &query->words[group->first_word + i];
    if (!query_word_counts(query, group, i)) continue;
    sse_buffer_append_text(expression, count++ > 0 ? " AND " : "");
    sse_buffer_append_text(expression, "(");
    compile_variants(query, word->first_variant, word->variant_count, expression);
    sse_buffer_append_text(expression, ")");
  }
}

/* Appends a part of a term group or, as an alternative, another one that has a character in common with
 * it. */
static inline void compile_part(const struct query *query, const struct query_group *group, size_t part,
                                size_t other, size_t *count, sse_buffer *expression) {
  sse_buffer_append_text(expression, (*count)++ > 0 ? " AND (" : "(");
  compile_words(query, &query->groups[group->first_part + part], expression);
  if (other != part) {
    sse_buffer_append_text(expression, " OR ");
    compile_words(query, &query->groups[group->first_part + other], expression);
  }
  sse_buffer_append_text(expression, ")");
}

/* Appends all parts of a term group or, if its parts are pairs of characters, enough of them to have every
 * character that counts. */
static inline void compile_parts(const struct query *query, const struct query_group *group,
                                 sse_buffer *expression) {
  for (size_t i = 0, count = 0; i < group->part_count; i++) {
    const struct query_group *part = &query->groups[group->first_part + i];
    bool is_last = i + 1 == group->part_count;
    if (!group->overlaps) compile_part(query, group, i, i, &count, expression);
    if (group->overlaps && part->first_counts)
      compile_part(query, group, i, i > 0 ? i - 1 : i, &count, expression);
    if (group->overlaps && is_last && part->second_counts)
      compile_part(query, group, i, i, &count, expression);
  }
}

static inline void query_compile(const struct query *query, enum query_wanted wanted,
                                 sse_buffer *expression) {
  const bool has_others = wanted == QUERY_EVERY;
  for (size_t i = 0, count = 0; i < query->group_count; i++) {
    const struct query_group *group = &query->groups[i];
    if (group->is_optional) continue;
    bool has_synonyms = has_others && group->synonym_count > 0;
    bool has_parts = has_others && group->part_count > 0;
    if (count++ > 0) sse_buffer_append_text(expression, " AND ");
    if (has_synonyms || has_parts) sse_buffer_append_text(expression, "((");
    compile_words(query, group, expression);
    if (has_synonyms || has_parts) sse_buffer_append_text(expression, ")");
    if (has_synonyms) {
      sse_buffer_append_text(expression, " OR ");
      compile_variants(query, group->first_synonym, group->synonym_count, expression);
    }
    if (has_parts) {
      sse_buffer_append_text(expression, " OR (");
      compile_parts(query, group, expression);
      sse_buffer_append_text(expression, ")");
    }
    if (has_synonyms || has_parts) sse_buffer_append_text(expression, ")");
  }
}

#endif
