/* Spans by FTS5, which finds the items that have the words and reports their places. This is for trees with
 * prefixes, since only FTS5 knows which words have them; other trees are matched in doclists.
 * The places of each item are then checked. */
#include "query/spans.h"

/* ---- The expression of FTS5 ----------------------------------------------------------------------- */

/* Appends what an item must have, and numbers the phrases as FTS5 does, from left to right. A term that must
 * not be at a place is an alternative, so that FTS5 reports where it is. */
static void compile(span_query *spans, size_t place) {
  struct span_node *node = &spans->nodes[place];
  sse_buffer *out = &spans->expression;
  bool is_choice = node->kind == SPANS_ANY || node->kind == SPANS_BUT;
  if (node->kind == SPANS_PHRASE) {
    node->phrase = spans->phrases++;
    sse_buffer_append_str(
        out, sse_str_part(sse_buffer_str(&spans->texts), node->start, node->start + node->length));
    return;
  }
  if (node->child == 0) { /* a pattern that no word matches */
    spans->phrases++;
    sse_buffer_append_text(out, "\"\001\"");
    return;
  }
  sse_buffer_append_text(out, "(");
  for (size_t child = node->child; child != 0; child = spans->nodes[child].next) {
    if (child != node->child) sse_buffer_append_text(out, is_choice ? " OR " : " AND ");
    compile(spans, child);
  }
  sse_buffer_append_text(out, ")");
}

/* ---- The items -------------------------------------------------------------------------------- */

/* The current item of FTS5. */
struct standing {
  const Fts5ExtensionApi *api;
  Fts5Context *fts;
};

static int find_phrase(void *context, struct span_node *node) {
  const struct standing *standing = context;
  const Fts5ExtensionApi *api = standing->api;
  Fts5PhraseIter at;
  int column = -1, offset = -1;
  int code = api->xPhraseFirst(standing->fts, node->phrase, &at, &column, &offset);
  for (; code == SQLITE_OK && column >= 0; api->xPhraseNext(standing->fts, &at, &column, &offset))
    if (!span_add(node, (struct span){column, offset, offset + (int)node->terms - 1})) code = SQLITE_NOMEM;
  return code;
}

static int passes(void *context, const Fts5ExtensionApi *api, Fts5Context *fts, bool *result) {
  span_query *spans = context;
  struct standing standing = {api, fts};
  int code = spans_evaluate(spans, 1, find_phrase, &standing);
  *result = spans->nodes[1].count > 0;
  return code;
}

sse_status spans_find(span_query *spans, const index_db *index, void *context, index_match_fn *on_item,
                      sse_error *err) {
  if (spans->is_too_large) return sse_fail(err, SSE_TOO_LARGE, "a phrase has too many words");
  if (spans->failed) return sse_fail_memory(err);
  if (spans->count == 0) return SSE_OK;
  const bool can_walk = span_walk_can(spans);
  sse_buffer_clear(&spans->expression);
  spans->phrases = 0;
  if (!can_walk) compile(spans, 1);
  if (spans->texts.failed || spans->expression.failed) return sse_fail_memory(err);
  span_query *second = spans_copy(spans);
  const index_test test = {passes, spans, second};
  sse_status status = second ? SSE_OK : sse_fail_memory(err);
  if (!status)
    status = can_walk
                 ? span_walk_all(spans, second, index, context, on_item, err)
                 : index_matches(index, sse_buffer_str(&spans->expression), &test, context, on_item, err);
  spans_free(second);
  return status;
}
