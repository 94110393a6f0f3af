/* A parser by hand, one function a level: alternatives, then what has to hold together, then one thing.
 *   query = both { ("OR" | "|") both }     both = { ["AND"] ["-"] one }
 *   one = "(" query ")" | phrase | ["="] word ["*"] | word "NEAR/" number word | field ":" (word | phrase) */
#include "query/syntax.h"

#include <stdlib.h>
#include <string.h>

struct parser {
  syntax *tree;
  sse_str text;
  size_t at;
  size_t depth;
};

static const struct {
  const char *name;
  syntax_kind kind;
} fields[] = {{"title", SYNTAX_TITLE}, {"tag", SYNTAX_TAG},     {"source", SYNTAX_SOURCE},
              {"lang", SYNTAX_LANG},   {"after", SYNTAX_AFTER}, {"before", SYNTAX_BEFORE},
              {"date", SYNTAX_DATE},   {"group", SYNTAX_GROUP}};
enum { FIELDS = sizeof fields / sizeof *fields };

/* ---- Trees -------------------------------------------------------------------------------------- */

sse_str syntax_text(const syntax *tree, const syntax_node *node) {
  return sse_str_part(sse_buffer_str(&tree->texts), node->start, node->start + node->length);
}

size_t syntax_add(syntax *tree, syntax_kind kind, sse_str text) {
  void *nodes = tree->nodes;
  if (tree->count == SYNTAX_NODES_MOST) return SYNTAX_NONE;
  if (!sse_array_reserve(&nodes, &tree->capacity, tree->count + 2, sizeof *tree->nodes)) tree->failed = true;
  if (tree->failed) return SYNTAX_NONE;
  tree->nodes = nodes;
  tree->nodes[++tree->count] =
      (syntax_node){.kind = kind, .start = tree->texts.length, .length = text.length};
  sse_buffer_append_str(&tree->texts, text);
  return tree->count;
}

void syntax_append(syntax *tree, size_t parent, size_t child) {
  syntax_node *nodes = tree->nodes;
  if (child == SYNTAX_NONE) return;
  if (nodes[parent].child == SYNTAX_NONE) {
    nodes[parent].child = child;
  } else {
    nodes[nodes[parent].last].next = child;
  }
  while (nodes[child].next != SYNTAX_NONE) /* it brings others along */
    child = nodes[child].next;
  nodes[parent].last = child;
}

void syntax_free(syntax *tree) {
  if (!tree) return;
  sse_buffer_reset(&tree->texts);
  sse_buffer_reset(&tree->notes);
  free(tree->nodes);
  free(tree);
}

static void note(struct parser *parser, const char *what) {
  sse_buffer *notes = &parser->tree->notes;
  if (notes->data && strstr(notes->data, what)) return;
  sse_buffer_append_text(notes, notes->length > 0 ? "; " : "");
  sse_buffer_append_text(notes, what);
}

/* A node of one child is that child; of none, nothing. */
static size_t simplify(const syntax *tree, size_t node) {
  size_t child = tree->nodes[node].child;
  return child == SYNTAX_NONE || tree->nodes[child].next == SYNTAX_NONE ? child : node;
}

/* Appends a child, or the children of one of the same kind. */
static void merge(syntax *tree, size_t parent, size_t child) {
  bool same = child != SYNTAX_NONE && tree->nodes[child].kind == tree->nodes[parent].kind;
  syntax_append(tree, parent, same ? tree->nodes[child].child : child);
}

/* ---- Characters --------------------------------------------------------------------------------- */

size_t syntax_quote_at(sse_str text, size_t at) {
  static const char marks[][4] = {"\"", "“", "”", "„", "«", "»", "＂"};
  for (size_t i = 0; i < sizeof marks / sizeof *marks; i++) {
    size_t length = strlen(marks[i]);
    if (at + length <= text.length && memcmp(text.data + at, marks[i], length) == 0) return length;
  }
  return 0;
}

static bool is_end(const struct parser *parser, size_t at) {
  if (at >= parser->text.length) return true;
  return sse_is_space(parser->text.data[at]) || strchr("()|", parser->text.data[at]) ||
         syntax_quote_at(parser->text, at) > 0;
}

static void skip_spaces(struct parser *parser) {
  while (parser->at < parser->text.length && sse_is_space(parser->text.data[parser->at]))
    parser->at++;
}

static char here(const struct parser *parser) {
  if (parser->at == parser->text.length) return '\0';
  return parser->text.data[parser->at];
}

/* Takes the operator `word`, which has to stand alone. */
static bool take_operator(struct parser *parser, const char *word) {
  size_t length = strlen(word);
  skip_spaces(parser);
  if (parser->text.length - parser->at < length ||
      memcmp(parser->text.data + parser->at, word, length) != 0 || !is_end(parser, parser->at + length))
    return false;
  parser->at += length;
  return true;
}

static bool at_or(struct parser *parser) {
  skip_spaces(parser);
  if (here(parser) == '|') {
    parser->at++;
    return true;
  }
  return take_operator(parser, "OR");
}

/* ---- One thing ---------------------------------------------------------------------------------- */

static size_t parse_query(struct parser *parser);

static size_t add(struct parser *parser, syntax_kind kind, sse_str text) {
  size_t node = syntax_add(parser->tree, kind, text);
  if (node == SYNTAX_NONE) note(parser, "the query is too long, its end was left out");
  return node;
}

/* The text between quotes, of which the first stands at `at`; without a second one the quote is no quote. */
static bool take_quoted(struct parser *parser, sse_str *text) {
  size_t open = syntax_quote_at(parser->text, parser->at), start = parser->at + open;
  for (size_t i = start; open > 0 && i < parser->text.length; i++) {
    size_t close = syntax_quote_at(parser->text, i);
    if (close == 0) continue;
    *text = sse_str_trim(sse_str_part(parser->text, start, i));
    parser->at = i + close;
    return true;
  }
  return false;
}

static sse_str take_word(struct parser *parser) {
  size_t start = parser->at;
  while (!is_end(parser, parser->at))
    parser->at++;
  return sse_str_part(parser->text, start, parser->at);
}

/* True at NEAR or NEAR/5, of which it takes the number. */
static bool take_near(struct parser *parser, size_t *distance) {
  size_t start = parser->at;
  enum { USUAL = 10, MOST = 1000 };
  skip_spaces(parser);
  sse_str word = take_word(parser);
  *distance = USUAL;
  bool is_near =
      word.length >= 4 && memcmp(word.data, "NEAR", 4) == 0 && (word.length == 4 || word.data[4] == '/');
  if (is_near && word.length > 4) *distance = 0;
  for (size_t i = 5; is_near && i < word.length; i++) {
    is_near = word.data[i] >= '0' && word.data[i] <= '9';
    *distance = *distance * 10 + (size_t)(word.data[i] - '0');
    if (*distance > MOST) *distance = MOST;
  }
  skip_spaces(parser);
  is_near = is_near && word.length != 5 && !is_end(parser, parser->at);
  if (!is_near) parser->at = start;
  return is_near;
}

/* The field that a word begins with, and a value behind it. */
static bool take_field(struct parser *parser, size_t *node) {
  for (size_t i = 0; i < FIELDS; i++) {
    size_t length = strlen(fields[i].name), start = parser->at;
    if (parser->text.length - start <= length ||
        memcmp(parser->text.data + start, fields[i].name, length) != 0 ||
        parser->text.data[start + length] != ':')
      continue;
    sse_str value = {0};
    parser->at += length + 1;
    if (!take_quoted(parser, &value)) value = take_word(parser);
    *node = value.length > 0 ? add(parser, fields[i].kind, value) : SYNTAX_NONE;
    if (value.length == 0) note(parser, "a field without a value was passed over");
    return true;
  }
  return false;
}

static size_t parse_word(struct parser *parser) {
  size_t node, distance;
  if (take_field(parser, &node)) return node;
  bool exact = here(parser) == '=' && !is_end(parser, parser->at + 1);
  if (exact) parser->at++;
  sse_str word = take_word(parser);
  bool prefix = !exact && word.length > 1 && word.data[word.length - 1] == '*';
  if (prefix) word.length--;
  if (!exact && !prefix && take_near(parser, &distance)) {
    node = add(parser, SYNTAX_NEAR, (sse_str){0});
    if (node == SYNTAX_NONE) return node;
    parser->tree->nodes[node].distance = distance;
    syntax_append(parser->tree, node, add(parser, SYNTAX_WORD, word));
    syntax_append(parser->tree, node, add(parser, SYNTAX_WORD, take_word(parser)));
    return node;
  }
  return add(parser, exact ? SYNTAX_EXACT : prefix ? SYNTAX_PREFIX : SYNTAX_WORD, word);
}

static size_t parse_group(struct parser *parser) {
  parser->at++;
  if (parser->depth == SYNTAX_DEPTH_MOST) {
    note(parser, "parentheses that are nested too deep were passed over");
    return SYNTAX_NONE;
  }
  parser->depth++;
  size_t node = parse_query(parser);
  parser->depth--;
  if (here(parser) == ')') {
    parser->at++;
  } else {
    note(parser, "a parenthesis that is not closed was passed over");
  }
  return node;
}

static size_t parse_one(struct parser *parser) {
  sse_str quoted;
  if (here(parser) == '(') return parse_group(parser);
  if (take_quoted(parser, &quoted))
    return quoted.length > 0 ? add(parser, SYNTAX_PHRASE, quoted) : SYNTAX_NONE;
  size_t quote = syntax_quote_at(parser->text, parser->at);
  if (quote > 0) {
    parser->at += quote;
    note(parser, "a quotation mark without a second one was passed over");
    return SYNTAX_NONE;
  }
  return parse_word(parser);
}

/* ---- What has to hold together ------------------------------------------------------------------ */

/* True at a hyphen with something right after it, at the beginning of a word: one after a closing quotation
 * mark or parenthesis joins what stands on its sides. */
static bool at_not(const struct parser *parser) {
  size_t next = parser->at + 1;
  bool begins = parser->at == 0 || sse_is_space(parser->text.data[parser->at - 1]) ||
                parser->text.data[parser->at - 1] == '(';
  return begins && here(parser) == '-' && next < parser->text.length &&
         !sse_is_space(parser->text.data[next]) && !strchr(")|", parser->text.data[next]);
}

static size_t parse_not(struct parser *parser) {
  parser->at++;
  size_t one = parse_one(parser);
  if (one == SYNTAX_NONE) return one;
  if (parser->tree->nodes[one].kind == SYNTAX_NOT) return parser->tree->nodes[one].child;
  size_t node = add(parser, SYNTAX_NOT, (sse_str){0});
  if (node != SYNTAX_NONE) syntax_append(parser->tree, node, one);
  return node;
}

static size_t parse_both(struct parser *parser) {
  size_t node = add(parser, SYNTAX_AND, (sse_str){0});
  if (node == SYNTAX_NONE) {
    parser->at = parser->text.length;
    return node;
  }
  for (;;) {
    (void)take_operator(parser, "AND");
    skip_spaces(parser);
    size_t before = parser->at;
    if (here(parser) == '\0' || here(parser) == ')' || at_or(parser)) {
      parser->at = before;
      return simplify(parser->tree, node);
    }
    merge(parser->tree, node, at_not(parser) ? parse_not(parser) : parse_one(parser));
    if (parser->at == before) parser->at++; /* never stand still */
  }
}

static size_t parse_query(struct parser *parser) {
  size_t first = parse_both(parser), node = SYNTAX_NONE;
  while (at_or(parser)) {
    size_t other = parse_both(parser);
    if (other == SYNTAX_NONE || first == SYNTAX_NONE) {
      note(parser, "an OR with nothing on one side was passed over");
      if (first == SYNTAX_NONE) first = other;
      continue;
    }
    if (node == SYNTAX_NONE) {
      node = add(parser, SYNTAX_OR, (sse_str){0});
      if (node == SYNTAX_NONE) return first;
      merge(parser->tree, node, first);
    }
    merge(parser->tree, node, other);
  }
  return node == SYNTAX_NONE ? first : node;
}

sse_status syntax_parse(sse_str text, syntax **tree, sse_error *err) {
  syntax *made = calloc(1, sizeof *made);
  struct parser parser = {.tree = made, .text = text};
  *tree = made;
  if (!made) return sse_fail_memory(err);
  sse_buffer_append_text(&made->texts, "");
  sse_buffer_append_text(&made->notes, "");
  for (made->root = parse_query(&parser); parser.at < text.length;) {
    note(&parser, "a parenthesis that was not opened was passed over");
    parser.at++;
    size_t both = syntax_add(made, SYNTAX_AND, (sse_str){0}), rest = parse_query(&parser);
    if (both == SYNTAX_NONE) break;
    merge(made, both, made->root);
    merge(made, both, rest);
    made->root = simplify(made, both);
  }
  if (!made->texts.failed && !made->notes.failed && !made->failed) return SSE_OK;
  syntax_free(made);
  *tree = NULL;
  return sse_fail_memory(err);
}

/* ---- Back to text ------------------------------------------------------------------------------- */

static void print_node(const syntax *tree, size_t place, syntax_kind parent, sse_buffer *out);

static void print_children(const syntax *tree, const syntax_node *node, const char *between,
                           sse_buffer *out) {
  for (size_t child = node->child; child != SYNTAX_NONE; child = tree->nodes[child].next) {
    if (child != node->child) sse_buffer_append_text(out, between);
    print_node(tree, child, node->kind, out);
  }
}

static void print_value(sse_str text, sse_buffer *out) {
  bool quoted = text.length == 0;
  for (size_t i = 0; i < text.length; i++)
    quoted = quoted || sse_is_space(text.data[i]) || strchr("()|", text.data[i]);
  sse_buffer_append_text(out, quoted ? "\"" : "");
  sse_buffer_append_str(out, text);
  sse_buffer_append_text(out, quoted ? "\"" : "");
}

static void print_node(const syntax *tree, size_t place, syntax_kind parent, sse_buffer *out) {
  const syntax_node *node = &tree->nodes[place];
  sse_str text = syntax_text(tree, node);
  char near[32];
  bool grouped =
      (node->kind == SYNTAX_OR && parent != SYNTAX_OR) || (node->kind == SYNTAX_AND && parent == SYNTAX_NOT);
  switch (node->kind) {
  case SYNTAX_AND:
  case SYNTAX_OR:
    sse_buffer_append_text(out, grouped ? "(" : "");
    print_children(tree, node, node->kind == SYNTAX_OR ? " OR " : " ", out);
    sse_buffer_append_text(out, grouped ? ")" : "");
    return;
  case SYNTAX_NOT:
    sse_buffer_append_text(out, "-");
    print_children(tree, node, "", out);
    return;
  case SYNTAX_NEAR:
    (void)snprintf(near, sizeof near, " NEAR/%zu ", node->distance); /* fits */
    print_children(tree, node, near, out);
    return;
  case SYNTAX_PHRASE:
    sse_buffer_append_text(out, "\"");
    sse_buffer_append_str(out, text);
    sse_buffer_append_text(out, "\"");
    return;
  case SYNTAX_WORD:
  case SYNTAX_EXACT:
  case SYNTAX_PREFIX:
    sse_buffer_append_text(out, node->kind == SYNTAX_EXACT ? "=" : "");
    sse_buffer_append_str(out, text);
    sse_buffer_append_text(out, node->kind == SYNTAX_PREFIX ? "*" : "");
    return;
  default:
    sse_buffer_append_text(out, fields[node->kind - SYNTAX_TITLE].name);
    sse_buffer_append_text(out, ":");
    print_value(text, out);
    return;
  }
}

void syntax_print_node(const syntax *tree, size_t node, sse_buffer *out) {
  print_node(tree, node, SYNTAX_OR, out);
}

void syntax_print(const syntax *tree, sse_buffer *out) {
  if (tree->root != SYNTAX_NONE) print_node(tree, tree->root, SYNTAX_OR, out);
}

void query_add_filter(sse_buffer *filters, const char *field, const char *value) {
  sse_str text = sse_str_of(value);
  sse_buffer_printf(filters, " %s:\"", field);
  for (size_t i = 0; i < text.length;) {
    size_t quote = syntax_quote_at(text, i);
    if (quote == 0) sse_buffer_append(filters, text.data + i, 1);
    i += quote > 0 ? quote : 1;
  }
  sse_buffer_append_text(filters, "\"");
}
