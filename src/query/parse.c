/* A recursive descent parser, with one function for each level: alternatives, conjunctions, nearness, a leaf.
 *   query = both { ("OR" | "|") both }        both = { ["AND"] clause }
 *   clause = { "-" | "!" | "NOT" | "+" } near   near = one { "NEAR/" number one }
 *   one = "(" query ")" | field ":" one | '"' words '"' ["~" number] | ["="] word, with "*" anywhere in it
 * In the value of a field '""' stands for a quotation mark. */
#include "query/operators.h"
#include "query/punctuation.h"
#include "query/syntax.h"
#include "text/text.h"

#include <stdint.h>
#include <stdlib.h>
#include <string.h>

struct parser {
  syntax *tree;
  sse_str text;
  size_t at;
  size_t depth;
  syntax_field field; /* the current one */
  size_t begin;       /* where a word begins after an unclosed quotation mark */
};

static const char note_operator[] = "empty-operator";

/* ---- Characters --------------------------------------------------------------------------------- */

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

/* Consumes the operator `word`, which must be a separate word. */
static bool take_operator(struct parser *parser, const char *word) {
  size_t length = strlen(word);
  skip_spaces(parser);
  if (parser->text.length - parser->at < length ||
      memcmp(parser->text.data + parser->at, word, length) != 0 || !is_end(parser, parser->at + length))
    return false;
  parser->at += length;
  return true;
}

/* The field whose name and colon are at `at`, and where its value begins; SYNTAX_FIELDS if there is none. */
static syntax_field field_at(const struct parser *parser, size_t at, size_t *value) {
  size_t end = at;
  while (!is_end(parser, end) && parser->text.data[end] != ':')
    end++;
  *value = end + 1;
  bool is_name = end < parser->text.length && parser->text.data[end] == ':';
  return is_name ? syntax_field_of(sse_str_part(parser->text, at, end)) : SYNTAX_FIELDS;
}

static bool take_and(struct parser *parser) {
  return take_operator(parser, "AND") || take_operator(parser, "&&");
}

static bool take_or(struct parser *parser) {
  skip_spaces(parser);
  if (here(parser) != '|') return take_operator(parser, "OR");
  while (here(parser) == '|')
    parser->at++;
  return true;
}

static sse_str take_word(struct parser *parser) {
  size_t start = parser->at;
  while (!is_end(parser, parser->at))
    parser->at++;
  return sse_str_part(parser->text, start, parser->at);
}

/* ---- Leaves and groups ------------------------------------------------------------------------------ */

static size_t parse_query(struct parser *parser);
static size_t parse_one(struct parser *parser);
static size_t parse_signed(struct parser *parser);
static size_t parse_value(struct parser *parser);

static size_t add(struct parser *parser, syntax_kind kind, syntax_field field, sse_str text) {
  size_t node = field == SYNTAX_ANYWHERE ? syntax_add(parser->tree, kind, field, text)
                                         : syntax_add_value(parser->tree, kind, field, text);
  if (node == SYNTAX_NONE)
    query_notes_add(&parser->tree->notes, "too-long", "the query is too long; its end was ignored");
  return node;
}

/* Consumes the text between quotation marks, which starts at the current place; returns false if there is no
 * closing mark. */
static bool take_quoted(struct parser *parser, sse_str *text) {
  size_t open = syntax_quote_at(parser->text, parser->at), start = parser->at + open, end;
  size_t close = open > 0 ? syntax_close_after(parser->text, start, parser->field, &end) : 0;
  if (close == 0) return false;
  *text = sse_str_trim(sse_str_part(parser->text, start, end));
  parser->at = end + close;
  return true;
}

/* True if a text contains characters that words consist of. */
static bool has_letters(sse_str text) {
  char folded[TEXT_TERM_SIZE];
  return text_fold(text, folded) > 0;
}

/* Adds a note on an operand without letters. */
static size_t note_empty(struct parser *parser, sse_str text) {
  query_notes_add(&parser->tree->notes, "empty-word", "'%.*s' has no letters and was ignored",
                  (int)text.length, text.data);
  return SYNTAX_NONE;
}

/* Consumes ~3 directly after a phrase: the number of other words allowed in between. */
static size_t take_slop(struct parser *parser) {
  size_t start = parser->at, distance = 0;
  if (here(parser) != '~') return 0;
  parser->at++;
  if (!operators_read_distance(take_word(parser), &distance)) parser->at = start;
  return distance;
}

/* Adds a quoted text. A filter, which includes exact tags, may have no letters; the fields that are always
 * filters may have the = inside the quotation marks. */
static size_t add_quoted(struct parser *parser, sse_str text, bool is_exact) {
  bool is_value = parser->field >= SYNTAX_SOURCE,
       is_filter = is_value || (is_exact && parser->field == SYNTAX_TAG);
  size_t distance = is_exact ? 0 : take_slop(parser);
  if (is_value && !is_exact && text.length > 1 && text.data[0] == '=') {
    text = sse_str_trim(sse_str_part(text, 1, text.length));
    is_exact = true;
  }
  if (!is_filter && !has_letters(text)) return note_empty(parser, text);
  size_t node = add(parser, is_exact ? SYNTAX_EXACT : SYNTAX_PHRASE, parser->field, text);
  if (node != SYNTAX_NONE) parser->tree->nodes[node].distance = is_filter ? 0 : distance;
  return node;
}

/* True at a word, or at a quotation mark that is closed. */
static bool begins_value(struct parser *parser) {
  size_t start = parser->at;
  sse_str ignored;
  bool is_quoted = take_quoted(parser, &ignored);
  parser->at = start;
  return is_quoted || !is_end(parser, parser->at);
}

/* Quoted and unquoted pieces without a space between them are one date: "March 2023".."June 2023". */
static size_t parse_date(struct parser *parser) {
  sse_buffer text = {0};
  while (here(parser) == '=') /* every date is exact */
    parser->at++;
  sse_str quoted;
  bool is_quoted = false;
  while (parser->at < parser->text.length) {
    if (take_quoted(parser, &quoted)) {
      is_quoted = true;
      sse_buffer_append_str(&text, quoted);
    } else if (is_end(parser, parser->at)) {
      break;
    } else {
      sse_buffer_append_str(&text, take_word(parser));
    }
  }
  if (text.failed) parser->tree->failed = true;
  size_t node = text.failed ? SYNTAX_NONE
                            : add(parser, is_quoted ? SYNTAX_PHRASE : SYNTAX_WORD, parser->field,
                                  sse_buffer_str(&text));
  sse_buffer_reset(&text);
  return node;
}

/* Removes leading operators that are not meant as such because they join the word to the one before it. */
static sse_str without_joints(const struct parser *parser, sse_str word) {
  size_t start = 0;
  while (start < word.length && strchr("-+!", word.data[start]))
    start++;
  bool is_value = parser->field >= SYNTAX_SOURCE;
  return is_value || start == word.length ? word : sse_str_part(word, start, word.length);
}

/* Adds a note on a name that looks like a field but is not one. */
static void look_for_field(const struct parser *parser, sse_str word) {
  enum { SHORTEST = 2, LONGEST = 20 };
  size_t length = 0;
  while (length < word.length && sse_is_letter(word.data[length]))
    length++;
  bool is_name = length >= SHORTEST && length <= LONGEST && length + 1 < word.length &&
                 word.data[length] == ':' && !strchr("/\\", word.data[length + 1]);
  if (is_name)
    query_notes_add(&parser->tree->notes, "unknown-field", "'%.*s:' is not a field; it is read as a word",
                    (int)length, word.data);
}

/* Adds a note on an operator that is ignored. */
static size_t note_lone(struct parser *parser, sse_str operator) {
  const char *lacks = sse_str_is(operator, "=") ? "no word right after it" : "nothing to join";
  query_notes_add(&parser->tree->notes, note_operator, "'%.*s' has %s and was ignored",
                  (int)operator.length, operator.data, lacks);
  return SYNTAX_NONE;
}

static size_t add_exact(struct parser *parser, sse_str word) {
  if (parser->field < SYNTAX_SOURCE && parser->field != SYNTAX_TAG && !has_letters(word))
    return note_empty(parser, word);
  if (memchr(word.data, '*', word.length))
    query_notes_add(&parser->tree->notes, "exact-star",
                    "=%.*s: a star means nothing after =", (int)word.length, word.data);
  return add(parser, SYNTAX_EXACT, parser->field, word);
}

static size_t parse_word(struct parser *parser) {
  bool is_exact = here(parser) == '=' && parser->at + 1 < parser->text.length &&
                  (!is_end(parser, parser->at + 1) || syntax_quote_at(parser->text, parser->at + 1) > 0);
  size_t start = parser->at;
  sse_str quoted;
  if (is_exact) parser->at++;
  if (is_exact && take_quoted(parser, &quoted)) return add_quoted(parser, quoted, true);
  if (is_exact && is_end(parser, parser->at)) { /* an unclosed quotation mark */
    parser->at = start;
    is_exact = false;
  }
  sse_str word = take_word(parser);
  if (is_exact) return add_exact(parser, word);
  word = without_joints(parser, word);
  bool is_lone = sse_str_equal(word, sse_str_of("=")) || operators_has(word);
  if (is_lone && parser->field == SYNTAX_ANYWHERE) return note_lone(parser, word);
  if (parser->field == SYNTAX_ANYWHERE) look_for_field(parser, word);
  bool is_value = parser->field >= SYNTAX_SOURCE, has_star = memchr(word.data, '*', word.length);
  if (!is_value && !has_letters(word)) /* a lone hyphen or ampersand */
    return has_star ? note_empty(parser, word) : SYNTAX_NONE;
  return add(parser, has_star ? SYNTAX_PATTERN : SYNTAX_WORD, parser->field, word);
}

/* True for a field whose values may contain colons. */
static bool is_verbatim(syntax_field field) {
  return field == SYNTAX_URL || field == SYNTAX_PATH || field == SYNTAX_ID || field == SYNTAX_SITE;
}

/* Parses one operand, with the prefixes before it unless they belong to a field's value. */
static size_t parse_value(struct parser *parser) {
  bool has_prefixes = !syntax_is_date(parser->field) && !is_verbatim(parser->field);
  return has_prefixes ? parse_signed(parser) : parse_one(parser);
}

/* Parses a field: its name and a colon, directly followed by a word, a phrase or a group. */
static bool take_field(struct parser *parser, size_t *node) {
  size_t end;
  const syntax_field field = field_at(parser, parser->at, &end), outer = parser->field;
  if (field == SYNTAX_FIELDS) return false;
  if (is_verbatim(parser->field) || parser->depth == SYNTAX_DEPTH_MOST) return false;
  parser->depth++;
  parser->at = end;
  parser->field = field;
  bool has_value =
      parser->at < parser->text.length && !sse_is_space(here(parser)) && !strchr(")|", here(parser));
  *node = has_value ? parse_value(parser) : SYNTAX_NONE;
  parser->field = outer;
  parser->depth--;
  parser->tree->lacks_value = parser->tree->lacks_value || *node == SYNTAX_NONE;
  if (*node == SYNTAX_NONE && field >= SYNTAX_SOURCE) {
    *node = add(parser, SYNTAX_PHRASE, field, (sse_str){0}); /* which matches nothing and adds a note */
  } else if (*node == SYNTAX_NONE) {
    query_notes_add(&parser->tree->notes, "empty-field", "%s: has no value and was ignored",
                    syntax_field_name(field));
  }
  return true;
}

static size_t parse_group(struct parser *parser) {
  parser->at++;
  if (parser->depth == SYNTAX_DEPTH_MOST) {
    query_notes_add(&parser->tree->notes, "too-deep", "parentheses nested too deeply were ignored");
    return SYNTAX_NONE;
  }
  parser->depth++;
  size_t node = parse_query(parser);
  syntax_set_grouped(parser->tree, node, parser->field);
  parser->depth--;
  if (here(parser) == ')') {
    parser->at++;
  } else {
    query_notes_add(&parser->tree->notes, "unclosed-parenthesis",
                    "an opening parenthesis that is never closed was ignored");
  }
  return node;
}

static size_t parse_one(struct parser *parser) {
  sse_str quoted;
  size_t node;
  if (here(parser) == '(') return parse_group(parser);
  if (syntax_is_date(parser->field) && begins_value(parser)) return parse_date(parser);
  if (take_quoted(parser, &quoted)) return add_quoted(parser, quoted, false);
  size_t quote = syntax_quote_at(parser->text, parser->at);
  if (quote > 0) {
    parser->at += quote;
    query_notes_add(&parser->tree->notes, "unclosed-quote",
                    "a quotation mark that is never closed was ignored");
    parser->begin = parser->at;
    return is_end(parser, parser->at) ? SYNTAX_NONE : parse_value(parser);
  }
  return take_field(parser, &node) ? node : parse_word(parser);
}

/* ---- Clauses ------------------------------------------------------------------------------------ */

/* True if the text at `at` is clearly an operand: a field, or =. */
static bool is_marked(const struct parser *parser, size_t at) {
  size_t value;
  return at < parser->text.length &&
         (parser->text.data[at] == '=' || field_at(parser, at, &value) != SYNTAX_FIELDS);
}

/* True at one of the prefixes if something directly follows it and it begins a word. A prefix after a closing
 * quotation mark or parenthesis joins the words on both sides, if there are such. */
static bool at_prefix(const struct parser *parser, const char *prefixes) {
  size_t next = parser->at + 1, end = next;
  const char *before = parser->at > 0 ? parser->text.data + parser->at - 1 : " ";
  while (end < parser->text.length && strchr("-+!", parser->text.data[end]))
    end++;
  bool begins = parser->at == parser->begin || sse_is_space(*before) || strchr("(|:-+!", *before) ||
                parser->field >= SYNTAX_SOURCE || is_marked(parser, end);
  return begins && here(parser) != '\0' && strchr(prefixes, here(parser)) && next < parser->text.length &&
         !sse_is_space(parser->text.data[next]) && !strchr(")|", parser->text.data[next]);
}

/* Consumes the prefixes of a clause; each that excludes inverts `*is_not`. */
static void take_prefixes(struct parser *parser, bool *is_not, bool *is_must) {
  *is_not = *is_must = false;
  for (;;) {
    bool is_value = syntax_is_date(parser->field) && here(parser) == '-' &&
                    parser->at + 1 < parser->text.length && sse_is_digit(parser->text.data[parser->at + 1]);
    if (!is_value && at_prefix(parser, "-!")) {
      *is_not = !*is_not;
      parser->at++;
    } else if (at_prefix(parser, "+")) {
      *is_must = true;
      parser->at++;
    } else if (take_operator(parser, "NOT")) {
      *is_not = !*is_not;
      skip_spaces(parser);
    } else {
      return;
    }
  }
}

static size_t negate(struct parser *parser, size_t one) {
  if (one == SYNTAX_NONE) return note_lone(parser, sse_str_of("NOT"));
  syntax_set_must(parser->tree, one, false);
  if (parser->tree->nodes[one].kind == SYNTAX_NOT) return parser->tree->nodes[one].child;
  size_t node = add(parser, SYNTAX_NOT, SYNTAX_ANYWHERE, (sse_str){0});
  if (node != SYNTAX_NONE) syntax_append(parser->tree, node, one);
  return node;
}

/* Consumes the operator NEAR if something follows it. */
static bool take_near(struct parser *parser, size_t *distance) {
  size_t start = parser->at;
  skip_spaces(parser);
  bool found = operators_is_near(take_word(parser), distance);
  skip_spaces(parser);
  if (found && here(parser) != '\0' && !strchr(")|", here(parser))) return true;
  parser->at = start;
  return false;
}

/* True at the end of the query or the group. */
static bool at_group_end(const struct parser *parser) {
  return here(parser) == '\0' || here(parser) == ')';
}

/* Parses an operand in a place where nothing can be left out, so that a + has no effect. */
static size_t parse_signed(struct parser *parser) {
  bool is_not, is_must;
  take_prefixes(parser, &is_not, &is_must);
  size_t one = at_group_end(parser) ? SYNTAX_NONE : parse_one(parser);
  return is_not ? negate(parser, one) : one;
}

/* Parses operands near each other; consecutive ones with the same distance become one node. */
static size_t parse_near(struct parser *parser, size_t first) {
  size_t distance, node = SYNTAX_NONE, depth = 0;
  while (first != SYNTAX_NONE && take_near(parser, &distance)) {
    size_t other = parse_signed(parser);
    if (other == SYNTAX_NONE) {
      (void)note_lone(parser, sse_str_of("NEAR"));
      continue;
    }
    syntax_set_must(parser->tree, first, false);
    syntax_set_must(parser->tree, other, false);
    bool is_other = node == SYNTAX_NONE || parser->tree->nodes[node].distance != distance;
    if (is_other && depth++ < SYNTAX_DEPTH_MOST) {
      node = add(parser, SYNTAX_NEAR, SYNTAX_ANYWHERE, (sse_str){0});
      if (node == SYNTAX_NONE) return first;
      parser->tree->nodes[node].distance = distance;
      syntax_append(parser->tree, node, first);
      first = node;
    }
    syntax_append(parser->tree, node, other);
  }
  return first;
}

static size_t parse_clause(struct parser *parser) {
  bool is_not, is_must;
  take_prefixes(parser, &is_not, &is_must);
  size_t one = at_group_end(parser) ? SYNTAX_NONE : parse_near(parser, parse_one(parser));
  if (is_must && one == SYNTAX_NONE) return note_lone(parser, sse_str_of("+"));
  if (is_must && !is_not) syntax_set_must(parser->tree, one, true);
  return is_not ? negate(parser, one) : one;
}

/* ---- Conjunctions and alternatives ------------------------------------------------------------------ */

static size_t parse_both(struct parser *parser) {
  size_t node = add(parser, SYNTAX_AND, SYNTAX_ANYWHERE, (sse_str){0}), last = SYNTAX_NONE;
  if (node == SYNTAX_NONE) {
    parser->at = parser->text.length;
    return node;
  }
  for (;;) {
    bool is_and = take_and(parser);
    skip_spaces(parser);
    size_t before = parser->at;
    bool is_last = at_group_end(parser) || take_or(parser);
    if (is_and && (is_last || last == SYNTAX_NONE)) (void)note_lone(parser, sse_str_of("AND"));
    if (is_last) {
      parser->at = before;
      return syntax_simplify(parser->tree, node);
    }
    size_t clause = parse_clause(parser);
    if (is_and && last != SYNTAX_NONE) {
      if (clause == SYNTAX_NONE) (void)note_lone(parser, sse_str_of("AND"));
      syntax_set_must(parser->tree, last, true);
      syntax_set_must(parser->tree, clause, true);
    }
    syntax_merge(parser->tree, node, clause);
    last = clause;
    if (parser->at == before) parser->at++; /* always make progress */
  }
}

static size_t parse_query(struct parser *parser) {
  size_t first = parse_both(parser), node = SYNTAX_NONE;
  while (take_or(parser)) {
    size_t other = parse_both(parser);
    if (other == SYNTAX_NONE || first == SYNTAX_NONE) {
      query_notes_add(&parser->tree->notes, note_operator, "an %s with nothing on one side was ignored",
                      "OR");
      if (first == SYNTAX_NONE) first = other;
      continue;
    }
    if (node == SYNTAX_NONE) {
      node = add(parser, SYNTAX_OR, SYNTAX_ANYWHERE, (sse_str){0});
      if (node == SYNTAX_NONE) return first;
      syntax_set_must(parser->tree, first, false);
      syntax_merge(parser->tree, node, first);
    }
    syntax_set_must(parser->tree, other, false);
    syntax_merge(parser->tree, node, other);
  }
  return node == SYNTAX_NONE ? first : node;
}

sse_status syntax_parse(sse_str text, syntax **tree, sse_error *err) {
  syntax *made = calloc(1, sizeof *made);
  *tree = made;
  if (!made) return sse_fail_memory(err);
  punctuation_append_ascii(text, &made->plain);
  struct parser parser = {.tree = made, .text = sse_buffer_str(&made->plain), .begin = SIZE_MAX};
  sse_buffer_append_text(&made->texts, "");
  for (made->root = parse_query(&parser); parser.at < parser.text.length;) {
    query_notes_add(&made->notes, "unopened-parenthesis",
                    "a closing parenthesis that was never opened was ignored");
    parser.at++;
    size_t both = syntax_add(made, SYNTAX_AND, SYNTAX_ANYWHERE, (sse_str){0}), rest = parse_query(&parser);
    if (both == SYNTAX_NONE) break;
    syntax_merge(made, both, made->root);
    syntax_merge(made, both, rest);
    made->root = syntax_simplify(made, both);
  }
  const bool failed = made->plain.failed || made->texts.failed || made->notes.failed || made->failed;
  if (!failed) return SSE_OK;
  syntax_free(made);
  *tree = NULL;
  return sse_fail_memory(err);
}
