/* A query as it is saved: copied, compared, narrowed for one search, written as it would be typed.
 * An empty part counts as not given.
 * Each part is one line, so that a text file can hold it. */
#include "programs/saved_query.h"

#include <stdlib.h>
#include <string.h>

/* The options of the parts that are not in the query language. */
static const char *const part_options[SAVED_PARTS] = {
    [SAVED_SIMILAR] = "--similar", [SAVED_MATCH] = "--match", [SAVED_SORT] = "--sort"};

void saved_query_reset(saved_query *query) {
  for (size_t i = 0; i < SAVED_PARTS; i++)
    free(query->parts[i]);
  *query = (saved_query){0};
}

bool saved_query_has(const saved_query *query, enum saved_part part) {
  return sse_str_trim(sse_str_of(query->parts[part])).length > 0;
}

bool saved_query_is_one(const saved_query *query) {
  return saved_query_has(query, SAVED_WORDS) || saved_query_has(query, SAVED_SIMILAR) ||
         saved_query_has(query, SAVED_FILTERS);
}

bool saved_query_is_same(const saved_query *a, const saved_query *b) {
  bool same = true;
  for (size_t i = 0; i < SAVED_PARTS; i++)
    same =
        same && sse_str_equal(sse_str_trim(sse_str_of(a->parts[i])), sse_str_trim(sse_str_of(b->parts[i])));
  return same;
}

sse_status saved_query_copy(const saved_query *from, saved_query *to, sse_error *err) {
  *to = (saved_query){0};
  for (enum saved_part i = 0; i < SAVED_PARTS; i++) {
    if (!saved_query_has(from, i)) continue;
    if (strlen(from->parts[i]) > SAVED_PART_LONGEST)
      return sse_fail(err, SSE_TOO_LARGE, "the query is too long to save");
    to->parts[i] = sse_copy(sse_str_trim(sse_str_of(from->parts[i])));
    if (!to->parts[i]) return sse_fail_memory(err);
    for (char *end = to->parts[i]; (end = strpbrk(end, "\r\n")) != NULL;)
      *end = ' ';
  }
  return SSE_OK;
}

sse_status saved_query_narrow(saved_query *query, const saved_query *given, sse_error *err) {
  for (enum saved_part i = SAVED_FILTERS; i < SAVED_PARTS; i++) {
    sse_buffer part = {0};
    if (!saved_query_has(given, i)) continue;
    if (i == SAVED_FILTERS && query->parts[i]) sse_buffer_printf(&part, "%s ", query->parts[i]);
    sse_buffer_append_text(&part, given->parts[i]);
    if (part.failed) {
      sse_buffer_reset(&part);
      return sse_fail_memory(err);
    }
    free(query->parts[i]);
    query->parts[i] = part.data;
  }
  return SSE_OK;
}

void saved_query_append(const saved_query *query, sse_buffer *out) {
  bool begun = false;
  for (enum saved_part i = 0; i < SAVED_PARTS; i++) {
    if (!saved_query_has(query, i)) continue;
    if (begun) sse_buffer_append_text(out, " ");
    if (part_options[i]) sse_buffer_printf(out, "%s ", part_options[i]);
    sse_buffer_append_str(out, sse_str_trim(sse_str_of(query->parts[i])));
    begun = true;
  }
}
