/* Private to query/ and search/: the query language as a tree, and a tree as a query. All constructs can be
 * nested in each other. Anything can be parsed: text without a meaning is ignored, and a note is added.
 * A tree is an array of nodes that refer to each other by index. */
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
  SYNTAX_OR,      /* any child */
  SYNTAX_NOT,     /* not the child, of which there is one */
  SYNTAX_NEAR,    /* each child near the next, with at most `distance` other words in between */
  SYNTAX_WORD,    /* in any variant */
  SYNTAX_EXACT,   /* =word: as it is written, except for case */
  SYNTAX_PATTERN, /* wor*, *ord, w*d */
  SYNTAX_PHRASE   /* "several words", some of which may be patterns; in any order if `distance` is set */
} syntax_kind;

/* Where a leaf is searched for. From SYNTAX_SOURCE on, a leaf is a filter: it selects items and has no words.
 * An exact tag, which is compared as a whole, is a filter, too. */
typedef enum syntax_field {
  SYNTAX_ANYWHERE,
  SYNTAX_TITLE,
  SYNTAX_TAG,
  SYNTAX_AUTHOR,
  SYNTAX_NARROWER, /* labels of a concept and of narrower ones, anywhere */
  SYNTAX_SOURCE,   /* the publisher's name */
  SYNTAX_LANG,
  SYNTAX_AFTER,   /* on the first day of a date, or later */
  SYNTAX_BEFORE,  /* earlier than that */
  SYNTAX_DATE,    /* in a day, month or year, or in a range of them: 2023-06..2023-08 */
  SYNTAX_SEEN,    /* the same for the run that added the item, */
  SYNTAX_CHANGED, /* and for the last one that changed what is shown of it */
  SYNTAX_GROUP,
  SYNTAX_ARCHIVE, /* one of several that are searched as one */
  SYNTAX_SITE,    /* the host of the address, or its end */
  SYNTAX_URL,     /* a part of the address */
  SYNTAX_PATH,    /* a part of the path of the file */
  SYNTAX_ID,
  SYNTAX_HAS, /* whether the item has something: a date, an address */
  SYNTAX_SAVED,
  SYNTAX_FIELDS
} syntax_field;

typedef struct syntax_node {
  syntax_kind kind;
  syntax_field field;   /* of a leaf */
  bool is_must;         /* of a word or phrase without a field: never left out, as others may be */
  bool is_grouped;      /* of a word: required, if so, as one of a group, where it may be a stop word */
  size_t start, length; /* of a leaf's text, in syntax.texts */
  size_t child, next;   /* indexes into nodes; SYNTAX_NONE for none */
  size_t last;          /* child */
  size_t distance;      /* of SYNTAX_NEAR; of a phrase, the other words allowed in between, 0 for in order */
} syntax_node;

typedef struct syntax {
  sse_buffer plain; /* what was parsed: the text with its signs as the query language has them */
  sse_buffer texts;
  syntax_node *nodes; /* the first is unused */
  size_t count, capacity;
  bool failed;      /* memory ran out */
  bool lacks_value; /* a field had no value: what was meant is not known */
  size_t root;      /* SYNTAX_NONE for an empty query */
  query_notes notes;
} syntax;

/* Parses `text` (valid UTF-8). The caller frees `*tree` with syntax_free. Errors: SSE_NO_MEMORY. */
sse_status syntax_parse(sse_str text, syntax **tree, sse_error *err);
void syntax_free(syntax *tree); /* NULL is allowed */

/* Appends a query that parses to the same tree. */
void syntax_print(const syntax *tree, sse_buffer *out);
/* The same for one node. */
void syntax_print_node(const syntax *tree, size_t node, sse_buffer *out);
/* Appends a description of the tree in words, one line for each node. */
void syntax_describe(const syntax *tree, sse_buffer *out);

/* Appends what tells the language of the texts to find: the words to find, each once, separated by spaces;
 * nothing if there are alternatives, as these may be in different languages. Long queries may be cut. */
void syntax_append_words(const syntax *tree, sse_buffer *out);

/* For building trees: adds a node; returns SYNTAX_NONE if there are too many, or memory runs out. */
size_t syntax_add(syntax *tree, syntax_kind kind, syntax_field field, sse_str text);
/* The same for the value of a field, in which a doubled quotation mark stands for one. */
size_t syntax_add_value(syntax *tree, syntax_kind kind, syntax_field field, sse_str text);
void syntax_append(syntax *tree, size_t parent, size_t child);
/* Appends a child, or the children of one of the same kind. */
void syntax_merge(syntax *tree, size_t parent, size_t child);
/* The only child of a node, or the node itself if it has several; SYNTAX_NONE if it has none. */
size_t syntax_simplify(const syntax *tree, size_t node);
/* Marks the words and phrases of a node as required, or removes the mark from a node that is one. Only those
 * directly below AND need it: in other constructs nothing is left out. */
void syntax_set_must(syntax *tree, size_t node, bool is_must);
/* Marks the words of a group, a node in parentheses after `field`, that are not required by themselves. */
void syntax_set_grouped(syntax *tree, size_t node, syntax_field field);
/* Adds a copy of a node of another tree and of all below it. */
size_t syntax_copy(syntax *tree, const syntax *other, size_t node);

/* The length in bytes of a quotation mark at `at`; 0 for none. */
size_t syntax_quote_at(sse_str text, size_t at);
/* The length of the first quotation mark from `at` on that ends a quoted text, and its place; 0 for none. The
 * value of a field may contain doubled ones. */
size_t syntax_close_after(sse_str text, size_t at, syntax_field field, size_t *close);

/* True for a field with dates as values. */
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

/* A word that is read together with the words around it. */
static inline bool syntax_is_plain(const syntax_node *node) {
  return node->kind == SYNTAX_WORD && node->field == SYNTAX_ANYWHERE;
}

static inline bool syntax_is_filter(const syntax_node *node) {
  const bool is_whole_tag = node->field == SYNTAX_TAG && node->kind == SYNTAX_EXACT;
  return syntax_is_leaf(node) && (node->field >= SYNTAX_SOURCE || is_whole_tag);
}

#endif
