/* Private to query/: where words are in an item, as spans of places, and conditions on them: one after the
 * other, near each other, one but not the other. The spans of a tree are computed from those of its leaves,
 * which spans.c or span_walk.c look up. */
#ifndef SSE_QUERY_SPAN_TREE_H
#define SSE_QUERY_SPAN_TREE_H

#include "base/buffer.h"
#include "base/status.h"

typedef enum spans_kind {
  SPANS_PHRASE, /* consecutive terms: a leaf */
  SPANS_ANY,    /* of the children */
  SPANS_ROW,    /* the children, each directly after the one before */
  SPANS_NEAR,   /* the children in any order, with at most `distance` other places in between in total */
  SPANS_BUT     /* the first child, unless the second begins at the same place */
} spans_kind;

/* A tree of conditions. */
typedef struct span_query span_query;

/* The caller frees `*made`. Errors: SSE_NO_MEMORY. */
sse_status spans_new(span_query **made, sse_error *err);
void spans_free(span_query *spans); /* NULL is allowed */

/* Adds a node as a child of `parent` or, if that is 0, as the root, which must be added first. Returns 0 if
 * memory runs out or there are too many nodes; the search for the spans then fails. */
size_t spans_add(span_query *spans, size_t parent, spans_kind kind, size_t distance);
/* The same for a leaf: terms separated by spaces, in a column of the index (-1 for any). If `is_prefix`, the
 * last term is a prefix. */
size_t spans_add_phrase(span_query *spans, size_t parent, sse_str terms, int column, bool is_prefix);

/* Places of an item: from `first` to `last` in a column. */
struct span {
  int column, first, last;
};

struct span_node {
  spans_kind kind;
  size_t distance;
  size_t child, last_child, next; /* 0 for none */
  size_t children;
  size_t terms;   /* of a leaf: how many, */
  size_t written; /* and where they are in texts, separated by spaces */
  size_t written_length;
  int column;           /* to search in; -1 for any */
  bool is_prefix;       /* the last term is one */
  size_t start, length; /* of its expression, in texts */
  int phrase;           /* its number in the whole expression */
  struct span *found;
  size_t count, capacity;
  int longest; /* the most places of one span */
};

struct span_query {
  struct span_node *nodes; /* the first is unused; the second is the root */
  size_t count, capacity;
  sse_buffer texts, expression;
  int phrases;
  bool is_too_large, failed;
};

/* True if all nodes could be added. */
bool spans_are_whole(const span_query *spans);
/* Removes groups of one. */
void spans_simplify(span_query *spans);
/* A copy with separate results, for another thread; NULL if memory runs out. */
span_query *spans_copy(const span_query *spans);

static inline int span_length(const struct span *span) {
  return span->last - span->first + 1;
}

/* Makes room for a number of spans of a node, or adds one to them. Returns false if memory runs out. */
bool span_make_room(struct span_node *node, size_t count);
static inline bool span_add(struct span_node *node, struct span span) {
  if (node->count == node->capacity && !span_make_room(node, node->count + 1)) return false;
  node->found[node->count++] = span;
  if (span_length(&span) > node->longest) node->longest = span_length(&span);
  return true;
}

/* Adds the spans of a leaf in the current item, in order; returns an SQLite result code. */
typedef int span_leaf_fn(void *context, struct span_node *leaf);
/* Finds the spans of a node and of all nodes below it in the current item. */
int spans_evaluate(span_query *spans, size_t place, span_leaf_fn *on_leaf, void *context);

#endif
