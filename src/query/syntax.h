/* Private to query/ and search/: the query language as a tree, and a tree as a query.
 * Every construct takes every other. Anything can be parsed: what has no meaning is passed over and noted.
 * A tree is an array of nodes that name each other by place. */
#ifndef SSE_QUERY_SYNTAX_H
#define SSE_QUERY_SYNTAX_H

#include "base/buffer.h"
#include "base/status.h"
#include "query/notes.h"

#include <stdbool.h>
#include <stddef.h>

enum { SYNTAX_NODES_MOST = 65536, SYNTAX_DEPTH_MOST = 50, SYNTAX_NONE = 0, SYNTAX_DISTANCE_MOST = 1000 };

/* The leaves are those from SYNTAX_WORD on. */
typedef enum syntax_kind {
  SYNTAX_AND,     /* all children */
  SYNTAX_OR,      /* any */
  SYNTAX_NOT,     /* not the one child */
  SYNTAX_NEAR,    /* each child near the next, at most `distance` other words between them */
  SYNTAX_WORD,    /* in any variant */
  SYNTAX_EXACT,   /* =word: as it is written, but for case */
  SYNTAX_PATTERN, /* wor*, *ord, w*d */
  SYNTAX_PHRASE   /* "several words", of which some may be patterns; in any order where `distance` says so */
} syntax_kind;

/* Where a leaf is looked for. A leaf of those from SYNTAX_SOURCE on is a filter: it tells items, and has no
 * words; so is an exact tag, which is a whole one. */
typedef enum syntax_field {
  SYNTAX_ANYWHERE,
  SYNTAX_TITLE,
  SYNTAX_TAG,
  SYNTAX_AUTHOR,
  SYNTAX_NARROWER, /* labels of a concept, and of those that are narrower, anywhere */
  SYNTAX_SOURCE,   /* the publisher's name */
  SYNTAX_LANG,
  SYNTAX_AFTER,   /* on the first day of a date, or later */
  SYNTAX_BEFORE,  /* earlier than that */
  SYNTAX_DATE,    /* in a day, month or year, or from one to another: 2023-06..2023-08 */
  SYNTAX_SEEN,    /* the same of the run that brought it, */
  SYNTAX_CHANGED, /* and of the last one that changed what is shown of it */
  SYNTAX_GROUP,
  SYNTAX_ARCHIVE, /* one of several that are searched as one */
  SYNTAX_SITE,    /* the host of the address, or its end */
  SYNTAX_URL,     /* a part of the address */
  SYNTAX_PATH,    /* a part of the path of the file */
  SYNTAX_ID,
  SYNTAX_HAS, /* something: a date, an address */
  SYNTAX_SAVED,
  SYNTAX_FIELDS
} syntax_field;

typedef struct syntax_node {
  syntax_kind kind;
  syntax_field field;   /* of a leaf */
  bool is_must;         /* of a word without a field: it is never left out, as a plain one may be */
  size_t start, length; /* of a leaf's text, in syntax.texts */
  size_t child, next;   /* places in nodes; SYNTAX_NONE for none */
  size_t last;          /* child */
  size_t distance;      /* of SYNTAX_NEAR; of a phrase other words between its own plus one, 0 for in order */
} syntax_node;

typedef struct syntax {
  sse_buffer texts;
  syntax_node *nodes; /* the first is not used */
  size_t count, capacity;
  bool failed; /* for want of memory */
  size_t root; /* SYNTAX_NONE for a query of nothing */
  query_notes notes;
} syntax;

/* Parses `text` (valid UTF-8). `*tree` is the caller's to free with syntax_free. Errors: SSE_NO_MEMORY. */
sse_status syntax_parse(sse_str text, syntax **tree, sse_error *err);
void syntax_free(syntax *tree); /* NULL is allowed */

/* Appends a query that parses to the same tree. */
void syntax_print(const syntax *tree, sse_buffer *out);
/* The same of one node. */
void syntax_print_node(const syntax *tree, size_t node, sse_buffer *out);
/* Appends what the tree asks for, in words, a line a node. */
void syntax_describe(const syntax *tree, sse_buffer *out);

/* Appends the words that stand in texts, with spaces between them: neither operators nor filters. */
void syntax_append_words(const syntax *tree, sse_buffer *out);

/* For building trees: adds a node; SYNTAX_NONE where there are too many, or no memory. */
size_t syntax_add(syntax *tree, syntax_kind kind, syntax_field field, sse_str text);
/* The same for the value of a field, in which a quotation mark that stands twice is one. */
size_t syntax_add_value(syntax *tree, syntax_kind kind, syntax_field field, sse_str text);
void syntax_append(syntax *tree, size_t parent, size_t child);
/* Appends a child, or the children of one of the same kind. */
void syntax_merge(syntax *tree, size_t parent, size_t child);
/* A node of one child is that child; of none, SYNTAX_NONE. */
size_t syntax_simplify(const syntax *tree, size_t node);
/* Sets or clears that the words and phrases of a node are never left out. Only those side by side can be, so
 * that what holds together otherwise needs no mark. */
void syntax_set_must(syntax *tree, size_t node, bool is_must);
/* Adds a copy of a node of another tree and of all below it. */
size_t syntax_copy(syntax *tree, const syntax *other, size_t node);

/* How many bytes at `at` are a quotation mark; 0 for none. */
size_t syntax_quote_at(sse_str text, size_t at);
/* The length of the first quotation mark from `at` on that ends a quoted text, and its place; 0 for none. The
 * value of a field may have some of its own, each twice. */
size_t syntax_close_after(sse_str text, size_t at, syntax_field field, size_t *close);

/* True for a field whose values are dates. */
static inline bool syntax_is_date(syntax_field field) {
  return field >= SYNTAX_AFTER && field <= SYNTAX_CHANGED;
}

/* The name of a field as it is typed; NULL for SYNTAX_ANYWHERE. */
const char *syntax_field_name(syntax_field field);
/* The field of a name in any case; SYNTAX_FIELDS for none. */
syntax_field syntax_field_of(sse_str name);

sse_str syntax_text(const syntax *tree, const syntax_node *node);

static inline bool syntax_is_leaf(const syntax_node *node) {
  return node->kind >= SYNTAX_WORD;
}

/* A word that is read together with those beside it. */
static inline bool syntax_is_plain(const syntax_node *node) {
  return node->kind == SYNTAX_WORD && node->field == SYNTAX_ANYWHERE;
}

static inline bool syntax_is_filter(const syntax_node *node) {
  const bool is_whole_tag = node->field == SYNTAX_TAG && node->kind == SYNTAX_EXACT;
  return syntax_is_leaf(node) && (node->field >= SYNTAX_SOURCE || is_whole_tag);
}

#endif
