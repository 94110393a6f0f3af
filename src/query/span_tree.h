/* Private to query/: where words stand in an item, as spans of their places, and what is asked of them: one
 * after the other, near each other, one and not the other.
 * The spans of a tree are found from those of its leaves, which spans.c or span_walk.c look up. */
#ifndef SSE_QUERY_SPAN_TREE_H
#define SSE_QUERY_SPAN_TREE_H

#include "base/buffer.h"
#include "base/status.h"

typedef enum spans_kind {
  SPANS_PHRASE, /* terms one after the other: a leaf */
  SPANS_ANY,    /* of the children */
  SPANS_ROW,    /* the children, each right after the one before */
  SPANS_NEAR,   /* the children in any order, at most `distance` other places between them together */
  SPANS_BUT     /* the first child, where the second does not begin at the same place */
} spans_kind;

/* A tree of what is asked. */
typedef struct span_query span_query;

/* `*made` is the caller's to free. Errors: SSE_NO_MEMORY. */
sse_status spans_new(span_query **made, sse_error *err);
void spans_free(span_query *spans); /* NULL is allowed */

/* Adds a node, a child of `parent`, or the root where there is none: the first one. Where memory is short, or
 * there are too many, the number is 0, and who looks for them says so. */
size_t spans_add(span_query *spans, size_t parent, spans_kind kind, size_t distance);
/* The same for a leaf: terms with spaces between them, in a column of the index (-1 for any), the last of
 * which needs only to begin so where it is a prefix. */
size_t spans_add_phrase(span_query *spans, size_t parent, sse_str terms, int column, bool is_prefix);

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

/* True for a tree that was built to its end. */
bool spans_are_whole(const span_query *spans);
/* Leaves out groups of one. */
void spans_simplify(span_query *spans);
/* A copy that finds spans of its own, for another thread; NULL where memory is short. */
span_query *spans_copy(const span_query *spans);

static inline int span_length(const struct span *span) {
  return span->last - span->first + 1;
}

/* Makes room for so many spans of a node, or adds one to them. False where memory is short. */
bool span_make_room(struct span_node *node, size_t count);
static inline bool span_add(struct span_node *node, struct span span) {
  if (node->count == node->capacity && !span_make_room(node, node->count + 1)) return false;
  node->found[node->count++] = span;
  if (span_length(&span) > node->longest) node->longest = span_length(&span);
  return true;
}

/* Adds what a leaf has in the item at hand to its spans, in order; a code of SQLite. */
typedef int span_leaf_fn(void *context, struct span_node *leaf);
/* Finds the spans of a node and of all below it in the item at hand. */
int spans_evaluate(span_query *spans, size_t place, span_leaf_fn *on_leaf, void *context);

#endif
