/* Private to query/: the query language as a tree, and a tree as a query.
 * Anything can be parsed: what has no meaning is passed over and noted.
 * A tree is an array of nodes that name each other by place. */
#ifndef SSE_QUERY_SYNTAX_H
#define SSE_QUERY_SYNTAX_H

#include "base/buffer.h"
#include "base/status.h"

#include <stdbool.h>
#include <stddef.h>

enum { SYNTAX_NODES_MOST = 65536, SYNTAX_DEPTH_MOST = 50, SYNTAX_NONE = 0 };

typedef enum syntax_kind {
  SYNTAX_AND,    /* all children */
  SYNTAX_OR,     /* any */
  SYNTAX_NOT,    /* not the one child */
  SYNTAX_WORD,   /* in any form */
  SYNTAX_EXACT,  /* =word */
  SYNTAX_PREFIX, /* word* */
  SYNTAX_PHRASE, /* "several words" */
  SYNTAX_NEAR,   /* two words, at most `distance` others between them */
  SYNTAX_TITLE,  /* title:word or title:"several words" */
  SYNTAX_TAG,
  SYNTAX_SOURCE, /* filters: those from here on */
  SYNTAX_LANG,
  SYNTAX_AFTER,  /* on the first day of a date, or later */
  SYNTAX_BEFORE, /* earlier than that */
  SYNTAX_DATE,   /* in a day, month or year, or from one to another: 2023-06..2023-08 */
  SYNTAX_GROUP
} syntax_kind;

typedef struct syntax_node {
  syntax_kind kind;
  size_t start, length; /* of its text, in syntax.texts */
  size_t child, next;   /* places in nodes; SYNTAX_NONE for none */
  size_t last;          /* child */
  size_t distance;      /* of SYNTAX_NEAR, whose words are its children */
} syntax_node;

typedef struct syntax {
  sse_buffer texts;
  syntax_node *nodes; /* the first is not used */
  size_t count, capacity;
  bool failed;      /* for want of memory */
  size_t root;      /* SYNTAX_NONE for a query of nothing */
  sse_buffer notes; /* what was passed over, for a person; "" where nothing was */
} syntax;

/* Parses `text` (valid UTF-8). `*tree` is the caller's to free with syntax_free. Errors: SSE_NO_MEMORY. */
sse_status syntax_parse(sse_str text, syntax **tree, sse_error *err);
void syntax_free(syntax *tree); /* NULL is allowed */

/* Appends a query that parses to the same tree. */
void syntax_print(const syntax *tree, sse_buffer *out);

/* The same of one node. */
void syntax_print_node(const syntax *tree, size_t node, sse_buffer *out);

/* For building trees: adds a node; SYNTAX_NONE where there are too many, or no memory. */
size_t syntax_add(syntax *tree, syntax_kind kind, sse_str text);
void syntax_append(syntax *tree, size_t parent, size_t child);

/* How many bytes at `at` are a quotation mark; 0 for none. */
size_t syntax_quote_at(sse_str text, size_t at);

sse_str syntax_text(const syntax *tree, const syntax_node *node);
static inline bool syntax_is_filter(syntax_kind kind) {
  return kind >= SYNTAX_SOURCE;
}

#endif
