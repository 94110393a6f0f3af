/* Private to query/: the tree of spans.h from within, for what finds its leaves' places: by FTS5 (spans.c),
 * or in doclists (span_walk.c), which is faster where no leaf is a prefix.
 */
#ifndef SSE_QUERY_SPAN_TREE_H
#define SSE_QUERY_SPAN_TREE_H

#include "query/spans.h"

/* Places of an item: `first` to `last` of a column. */
struct span {
  int column, first, last;
};

struct span_node {
  spans_kind kind;
  size_t distance;
  size_t child, last_child, next; /* 0 for none */
  size_t children;
  size_t terms;   /* of a leaf: how many, */
  size_t written; /* and where they begin in texts, with spaces between */
  size_t written_length;
  int column;           /* that it is looked for in; -1 for any */
  bool is_prefix;       /* the last one */
  size_t start, length; /* of its expression, in texts */
  int phrase;           /* its number in the whole expression */
  struct span *found;
  size_t count, capacity;
  int longest; /* places of one of them */
};

struct span_query {
  struct span_node *nodes; /* the first is not used; the second is the root */
  size_t count, capacity;
  sse_buffer texts, expression;
  int phrases;
  bool is_too_large, failed;
};

/* Adds what a leaf has in the item at hand to its spans, in order; a code of SQLite. */
typedef int span_leaf_fn(void *context, struct span_node *leaf);

static inline int span_length(const struct span *span) {
  return span->last - span->first + 1;
}

/* Adds a span to those of a node. False where memory is short. */
bool span_make_room(struct span_node *node, size_t count);
static inline bool span_add(struct span_node *node, struct span span) {
  if (node->count == node->capacity && !span_make_room(node, node->count + 1)) return false;
  node->found[node->count++] = span;
  if (span_length(&span) > node->longest) node->longest = span_length(&span);
  return true;
}

/* Finds the spans of a node and of all below it in the item at hand. */
int spans_evaluate(span_query *spans, size_t node, span_leaf_fn *on_leaf, void *context);

/* A copy that finds spans of its own, for another thread; NULL where memory is short. */
span_query *spans_copy(const span_query *spans);

/* span_walk.c: true where spans can be found in doclists. */
bool span_walk_can(const span_query *spans);
/* The same as spans_find, for these. */
sse_status span_walk_all(span_query *spans, span_query *second, const index_db *index, void *context,
                         index_match_fn *on_item, sse_error *err);

#endif
