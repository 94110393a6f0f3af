/* Trees back to text: as a query that parses to the same tree, and as a description in words.
 * Fields are printed for each leaf, since the parser passes them down to the leaves.
 * Words are as they were typed. */
#include "query/punctuation.h"
#include "query/query.h"

#include <string.h>

/* Appends a text in quotation marks, with those inside it doubled. */
static void print_quoted(const char *before, sse_str text, sse_buffer *out) {
  sse_buffer_printf(out, "\"%s", before);
  for (size_t i = 0; i < text.length;) {
    const size_t quote = syntax_quote_at(text, i), length = quote > 0 ? quote : 1;
    sse_buffer_append(out, text.data + i, length);
    sse_buffer_append(out, text.data + i, quote);
    i += length;
  }
  sse_buffer_append_text(out, "\"");
}

/* Appends a value, in quotation marks only if requested or if it would not be one word without them. */
static void print_value(sse_str text, bool is_quoted, sse_buffer *out) {
  is_quoted = is_quoted || text.length == 0 || punctuation_has_other(text);
  for (size_t i = 0; i < text.length; i++)
    is_quoted = is_quoted || sse_is_space(text.data[i]) || strchr("()|", text.data[i]) ||
                syntax_quote_at(text, i) > 0;
  if (is_quoted) {
    print_quoted("", text, out);
  } else {
    sse_buffer_append_str(out, text);
  }
}

/* Appends what comes before a leaf's text or before a group of leaves: + and the field. */
static void print_head(const syntax_node *node, sse_buffer *out) {
  const char *field = syntax_field_name(node->field);
  if (node->is_must) sse_buffer_append_text(out, "+");
  if (field) sse_buffer_append_text(out, field);
  if (field) sse_buffer_append_text(out, ":");
}

static void print_text(const syntax *tree, const syntax_node *node, sse_buffer *out) {
  if (node->kind == SYNTAX_EXACT) sse_buffer_append_text(out, "=");
  print_value(syntax_text(tree, node), node->kind == SYNTAX_PHRASE, out);
  if (node->kind == SYNTAX_PHRASE && node->distance > 0) sse_buffer_printf(out, "~%zu", node->distance);
}

/* True for a word whose parentheses say that it is not required by itself. */
static bool needs_group(const syntax_node *node) {
  return node->is_grouped && !syntax_is_filter(node) && (node->is_must || node->field != SYNTAX_ANYWHERE);
}

static void print_leaf(const syntax *tree, const syntax_node *node, sse_buffer *out) {
  print_head(node, out);
  sse_buffer_append_text(out, needs_group(node) ? "(" : "");
  print_text(tree, node, out);
  sse_buffer_append_text(out, needs_group(node) ? ")" : "");
}

/* Appends such a word and those after it that may share its parentheses; returns the last of them. */
static size_t print_group(const syntax *tree, size_t place, sse_buffer *out) {
  const syntax_node *nodes = tree->nodes, *first = &nodes[place];
  print_head(first, out);
  sse_buffer_append_text(out, "(");
  for (;;) {
    print_text(tree, &nodes[place], out);
    const size_t next = nodes[place].next;
    bool is_alike = next != SYNTAX_NONE && needs_group(&nodes[next]) && nodes[next].field == first->field &&
                    nodes[next].is_must == first->is_must;
    if (!is_alike) break;
    sse_buffer_append_text(out, " ");
    place = next;
  }
  sse_buffer_append_text(out, ")");
  return place;
}

static void print_node(const syntax *tree, size_t place, syntax_kind parent, sse_buffer *out);

static void print_children(const syntax *tree, const syntax_node *node, const char *between,
                           sse_buffer *out) {
  for (size_t child = node->child; child != SYNTAX_NONE; child = tree->nodes[child].next) {
    if (child != node->child) sse_buffer_append_text(out, between);
    if (node->kind == SYNTAX_AND && needs_group(&tree->nodes[child])) {
      child = print_group(tree, child, out);
    } else {
      print_node(tree, child, node->kind, out);
    }
  }
}

/* True for a node that needs parentheses inside one of kind `parent`. */
static bool is_inner(syntax_kind kind, syntax_kind parent) {
  switch (kind) {
  case SYNTAX_OR:
    return parent != SYNTAX_OR;
  case SYNTAX_AND:
  case SYNTAX_NEAR:
    return parent == SYNTAX_NOT || parent == SYNTAX_NEAR;
  case SYNTAX_NOT:
    return parent == SYNTAX_NEAR;
  default:
    return false;
  }
}

static void print_node(const syntax *tree, size_t place, syntax_kind parent, sse_buffer *out) {
  const syntax_node *node = &tree->nodes[place];
  bool grouped = is_inner(node->kind, parent);
  char near[32];
  if (syntax_is_leaf(node)) {
    print_leaf(tree, node, out);
    return;
  }
  (void)snprintf(near, sizeof near, " NEAR/%zu ", node->distance); /* fits */
  sse_buffer_append_text(out, grouped ? "(" : "");
  if (node->kind == SYNTAX_NOT) sse_buffer_append_text(out, "-");
  print_children(tree, node, node->kind == SYNTAX_OR ? " OR " : node->kind == SYNTAX_NEAR ? near : " ", out);
  sse_buffer_append_text(out, grouped ? ")" : "");
}

void syntax_print_node(const syntax *tree, size_t node, sse_buffer *out) {
  print_node(tree, node, SYNTAX_OR, out);
}

void syntax_print(const syntax *tree, sse_buffer *out) {
  if (tree->root != SYNTAX_NONE) print_node(tree, tree->root, SYNTAX_OR, out);
}

/* ---- Description ------------------------------------------------------------------------------------ */

static void describe_leaf(const syntax *tree, const syntax_node *node, sse_buffer *out) {
  static const char *const kinds[] = {[SYNTAX_WORD] = "the word",
                                      [SYNTAX_EXACT] = "exactly",
                                      [SYNTAX_PATTERN] = "words like",
                                      [SYNTAX_PHRASE] = "the phrase"};
  const char *field = syntax_field_name(node->field);
  if (node->field == SYNTAX_NARROWER) {
    sse_buffer_append_text(out, "a label of the concept ");
    sse_buffer_append_str(out, syntax_text(tree, node));
    sse_buffer_append_text(out, ", or of one that is narrower");
    return;
  }
  if (syntax_is_filter(node)) {
    sse_buffer_printf(out, "%s%s ", field, node->kind == SYNTAX_EXACT ? " exactly" : "");
  } else {
    sse_buffer_append_text(out, kinds[node->kind]);
    sse_buffer_append_text(out, " ");
  }
  sse_buffer_append_str(out, syntax_text(tree, node));
  if (node->distance > 0)
    sse_buffer_printf(out, ", in any order with at most %zu words between", node->distance);
  if (field && !syntax_is_filter(node)) sse_buffer_printf(out, ", in the field %s", field);
  if (syntax_is_plain(node))
    sse_buffer_append_text(out, node->is_must ? ", in any form, required" : ", in any form");
}

static void describe_node(const syntax *tree, size_t place, size_t depth, sse_buffer *out) {
  const syntax_node *node = &tree->nodes[place];
  for (size_t i = 0; i < depth; i++)
    sse_buffer_append_text(out, "  ");
  switch (node->kind) {
  case SYNTAX_AND:
    sse_buffer_append_text(out, "all of");
    break;
  case SYNTAX_OR:
    sse_buffer_append_text(out, "any of");
    break;
  case SYNTAX_NOT:
    sse_buffer_append_text(out, "not");
    break;
  case SYNTAX_NEAR:
    sse_buffer_printf(out, "each at most %zu words from the next", node->distance);
    break;
  default:
    describe_leaf(tree, node, out);
  }
  sse_buffer_append_text(out, "\n");
  for (size_t child = node->child; child != SYNTAX_NONE; child = tree->nodes[child].next)
    describe_node(tree, child, depth + 1, out);
}

void syntax_describe(const syntax *tree, sse_buffer *out) {
  if (tree->root != SYNTAX_NONE) describe_node(tree, tree->root, 0, out);
}

/* ---- Filters from parameters ------------------------------------------------------------------------ */

void query_append_quoted(sse_buffer *query, const char *before, const char *value) {
  print_quoted(before, sse_str_of(value), query);
}

void query_add_filter(sse_buffer *filters, const char *field, const char *before, const char *value) {
  sse_buffer_printf(filters, " %s:%s", field, before);
  query_append_quoted(filters, "", value);
}
