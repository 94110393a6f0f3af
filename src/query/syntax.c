/* Trees of queries: their nodes, fields and texts.
 * parse.c builds them, print.c prints them.
 * Nothing that is appended to a tree is ever removed. */
#include "query/syntax.h"

#include <stdlib.h>
#include <string.h>

static const struct {
  const char *name;
  syntax_field field;
} fields[] = {{"title", SYNTAX_TITLE},     {"tag", SYNTAX_TAG},
              {"author", SYNTAX_AUTHOR},   {"source", SYNTAX_SOURCE},
              {"lang", SYNTAX_LANG},       {"after", SYNTAX_AFTER},
              {"before", SYNTAX_BEFORE},   {"date", SYNTAX_DATE},
              {"group", SYNTAX_GROUP},     {"site", SYNTAX_SITE},
              {"url", SYNTAX_URL},         {"path", SYNTAX_PATH},
              {"id", SYNTAX_ID},           {"has", SYNTAX_HAS},
              {"saved", SYNTAX_SAVED},     {"tags", SYNTAX_TAG},
              {"language", SYNTAX_LANG},   {"publisher", SYNTAX_SOURCE},
              {"seen", SYNTAX_SEEN},       {"changed", SYNTAX_CHANGED},
              {"archive", SYNTAX_ARCHIVE}, {"narrower", SYNTAX_NARROWER}};

const char *syntax_field_name(syntax_field field) {
  for (size_t i = 0; i < sizeof fields / sizeof *fields; i++)
    if (fields[i].field == field) return fields[i].name;
  return NULL;
}

syntax_field syntax_field_of(sse_str name) {
  for (size_t i = 0; i < sizeof fields / sizeof *fields; i++)
    if (sse_str_is(name, fields[i].name)) return fields[i].field;
  return SYNTAX_FIELDS;
}

size_t syntax_quote_at(sse_str text, size_t at) {
  static const char marks[][4] = {"\"", "“", "”", "„", "«", "»", "＂"};
  for (size_t i = 0; i < sizeof marks / sizeof *marks; i++) {
    size_t length = strlen(marks[i]);
    if (at + length <= text.length && memcmp(text.data + at, marks[i], length) == 0) return length;
  }
  return 0;
}

/* The length in bytes of a doubled quotation mark at `at`; 0 for none. */
static size_t doubled_at(sse_str text, size_t at) {
  const size_t length = syntax_quote_at(text, at);
  const bool is_doubled = length > 0 && text.length - at >= 2 * length &&
                          memcmp(text.data + at, text.data + at + length, length) == 0;
  return is_doubled ? 2 * length : 0;
}

size_t syntax_close_after(sse_str text, size_t at, syntax_field field, size_t *close) {
  while (at < text.length) {
    const size_t doubled = field == SYNTAX_ANYWHERE ? 0 : doubled_at(text, at);
    const size_t length = doubled > 0 ? 0 : syntax_quote_at(text, at);
    *close = at;
    if (length > 0) return length;
    at += doubled > 0 ? doubled : 1;
  }
  return 0;
}

sse_str syntax_text(const syntax *tree, const syntax_node *node) {
  return sse_str_part(sse_buffer_str(&tree->texts), node->start, node->start + node->length);
}

static bool has_text(const sse_buffer *words, sse_str text) {
  sse_str word;
  for (size_t at = 0; sse_str_next(sse_buffer_str(words), ' ', &at, &word);)
    if (sse_str_equal(word, text)) return true;
  return false;
}

/* Returns false at alternatives. */
static bool append_words(const syntax *tree, size_t place, sse_buffer *out) {
  enum { BYTES_ENOUGH = 4096 }; /* for telling the language */
  const syntax_node *node = &tree->nodes[place];
  const sse_str text = syntax_text(tree, node);
  bool is_one = node->kind != SYNTAX_OR;
  if (node->kind == SYNTAX_NOT) return true;
  if (syntax_is_leaf(node) && !syntax_is_filter(node) && out->length < BYTES_ENOUGH && !has_text(out, text)) {
    sse_buffer_append_text(out, out->length > 0 ? " " : "");
    sse_buffer_append_str(out, text);
  }
  for (size_t child = node->child; child != SYNTAX_NONE && is_one; child = tree->nodes[child].next)
    is_one = append_words(tree, child, out);
  return is_one;
}

void syntax_append_words(const syntax *tree, sse_buffer *out) {
  sse_buffer_append_text(out, "");
  if (tree->root != SYNTAX_NONE && !append_words(tree, tree->root, out)) sse_buffer_clear(out);
}

size_t syntax_add(syntax *tree, syntax_kind kind, syntax_field field, sse_str text) {
  void *nodes = tree->nodes;
  if (tree->count == SYNTAX_NODES_MOST) return SYNTAX_NONE;
  if (!sse_array_reserve(&nodes, &tree->capacity, tree->count + 2, sizeof *tree->nodes)) tree->failed = true;
  if (tree->failed) return SYNTAX_NONE;
  tree->nodes = nodes;
  tree->nodes[++tree->count] =
      (syntax_node){.kind = kind, .field = field, .start = tree->texts.length, .length = text.length};
  sse_buffer_append_str(&tree->texts, text);
  return tree->count;
}

size_t syntax_add_value(syntax *tree, syntax_kind kind, syntax_field field, sse_str text) {
  const size_t node = syntax_add(tree, kind, field, (sse_str){0});
  for (size_t i = 0; i < text.length && node != SYNTAX_NONE;) {
    const size_t doubled = doubled_at(text, i);
    sse_buffer_append(&tree->texts, text.data + i, doubled > 0 ? doubled / 2 : 1);
    i += doubled > 0 ? doubled : 1;
  }
  if (node != SYNTAX_NONE) tree->nodes[node].length = tree->texts.length - tree->nodes[node].start;
  return node;
}

void syntax_append(syntax *tree, size_t parent, size_t child) {
  syntax_node *nodes = tree->nodes;
  if (child == SYNTAX_NONE) return;
  if (nodes[parent].child == SYNTAX_NONE) {
    nodes[parent].child = child;
  } else {
    nodes[nodes[parent].last].next = child;
  }
  while (nodes[child].next != SYNTAX_NONE) /* its siblings come with it */
    child = nodes[child].next;
  nodes[parent].last = child;
}

size_t syntax_copy(syntax *tree, const syntax *other, size_t node) {
  const syntax_node *from = &other->nodes[node];
  size_t made = syntax_add(tree, from->kind, from->field, syntax_text(other, from));
  if (made == SYNTAX_NONE) return SYNTAX_NONE;
  tree->nodes[made].is_must = from->is_must;
  tree->nodes[made].is_grouped = from->is_grouped;
  tree->nodes[made].distance = from->distance;
  for (size_t child = from->child; child != SYNTAX_NONE; child = other->nodes[child].next) {
    size_t copy = syntax_copy(tree, other, child);
    syntax_append(tree, made, copy);
  }
  return made;
}

size_t syntax_simplify(const syntax *tree, size_t node) {
  size_t child = tree->nodes[node].child;
  return child == SYNTAX_NONE || tree->nodes[child].next == SYNTAX_NONE ? child : node;
}

void syntax_merge(syntax *tree, size_t parent, size_t child) {
  bool same = child != SYNTAX_NONE && tree->nodes[child].kind == tree->nodes[parent].kind;
  syntax_append(tree, parent, same ? tree->nodes[child].child : child);
}

void syntax_set_must(syntax *tree, size_t node, bool is_must) {
  if (node == SYNTAX_NONE) return;
  syntax_node *at = &tree->nodes[node];
  bool may_be_left_out =
      at->field == SYNTAX_ANYWHERE && (at->kind == SYNTAX_WORD || at->kind == SYNTAX_PHRASE);
  if (may_be_left_out) at->is_must = is_must;
  if (at->kind != SYNTAX_AND || !is_must) return; /* what is required in a group stays so */
  for (size_t child = at->child; child != SYNTAX_NONE; child = tree->nodes[child].next)
    syntax_set_must(tree, child, is_must);
}

void syntax_set_grouped(syntax *tree, size_t node, syntax_field field) {
  if (node == SYNTAX_NONE) return;
  syntax_node *at = &tree->nodes[node];
  if (at->kind == SYNTAX_WORD && at->field == field && !at->is_must) at->is_grouped = true;
  if (at->kind != SYNTAX_AND) return;
  for (size_t child = at->child; child != SYNTAX_NONE; child = tree->nodes[child].next)
    syntax_set_grouped(tree, child, field);
}

void syntax_free(syntax *tree) {
  if (!tree) return;
  sse_buffer_reset(&tree->plain);
  sse_buffer_reset(&tree->texts);
  query_notes_reset(&tree->notes);
  free(tree->nodes);
  free(tree);
}
