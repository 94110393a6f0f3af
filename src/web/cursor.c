/* Cursors: a hash of the state of the archive, a hash of the search, and the number of hits to skip. They are
 * opaque: clients may only pass back a cursor that they were given. Relative dates and recency depend on the
 * day, so a cursor is valid for one day. */
#include "web/cursor.h"

#include <stdlib.h>
#include <string.h>
#include <xxhash.h>

static const size_t digits = 16; /* of each hash */

/* The state of the archive, and the day, on which relative dates and recency depend. */
static uint64_t state_of(const struct call *call) {
  sse_date today = sse_date_today();
  const uint64_t parts[] = {call->index->generation,
                            (uint64_t)(today.year * 10000 + today.month * 100 + today.day)};
  return XXH3_64bits(parts, sizeof parts);
}

/* Hashes everything that is asked for, except for the position in the list. */
static sse_status hash_search(const struct call *call, uint64_t *hash, sse_error *err) {
  struct request same = *call->request; /* a shallow copy */
  sse_buffer key = {0};
  same.texts[REQUEST_CURSOR] = NULL;
  same.limit = same.offset = 0;
  request_key(&same, &key);
  sse_status status = key.failed ? sse_fail_memory(err) : SSE_OK;
  if (!status) *hash = XXH3_64bits(key.data, key.length);
  sse_buffer_reset(&key);
  return status;
}

sse_status cursor_write(const struct call *call, size_t offset, char text[CURSOR_SIZE], sse_error *err) {
  uint64_t search = 0;
  sse_status status = hash_search(call, &search, err);
  (void)snprintf(text, CURSOR_SIZE, "%016llx%016llx%zx", (unsigned long long)state_of(call),
                 (unsigned long long)search, offset); /* fits */
  return status;
}

static sse_status fail_unknown(sse_error *err) {
  return sse_fail(err, SSE_INVALID, "'cursor' is not from this search");
}

sse_status cursor_read(const struct call *call, size_t *offset, sse_error *err) {
  const char *text = request_text_of(call->request, REQUEST_CURSOR);
  const unsigned place = REQUEST_BIT(REQUEST_FIRST) | REQUEST_BIT(REQUEST_PAGE);
  char expected[CURSOR_SIZE];
  index_ranking *ranking = NULL;
  char *end;
  if (!*text) return SSE_OK;
  if (call->request->given & place)
    return sse_fail(err, SSE_INVALID, "'cursor' cannot be combined with 'offset' or 'page'");
  if (strlen(text) <= 2 * digits || strspn(text, "0123456789abcdef") != strlen(text))
    return fail_unknown(err);
  *offset = (size_t)strtoull(text + 2 * digits, &end, 16);
  sse_status status = cursor_write(call, *offset, expected, err);
  if (!status) status = index_ranking_of(call->index->index, &ranking, err);
  if (status) return status;
  if (strncmp(text + digits, expected + digits, CURSOR_SIZE - digits) != 0) return fail_unknown(err);
  if (strncmp(text, expected, digits) != 0)
    return sse_fail(err, SSE_GONE, "the archive has changed since; start again without 'cursor'");
  return *offset > index_ranking_numbers(ranking) ? fail_unknown(err) : SSE_OK;
}
