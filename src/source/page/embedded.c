/* Finds JSON in scripts and attributes: a whole value, one that is assigned (window.x = {...}), an argument
 * (push({...})), or a string of JSON (JSON.parse("...")). What the names of members stand for is in
 * source/fields.def, as for JSON files.
 * What is parsed per page is limited, since each attempt may read to the end of its script. */
#include "source/page/embedded.h"
#include "source/format/json_text.h"
#include "source/format/json_value.h"
#include "source/format/rich_text.h"

#include <string.h>

enum {
  SHORTEST = 200, /* bytes of a script that may have an article */
  PARSED_MOST =
      32 * 1024 * 1024, /* bytes per page: a value that is broken at its end may be tried many times */
  DEEPEST = 64,
  INNER_MOST = 2,     /* levels of objects around a text: {"content": {"body": "..."}} */
  TITLE_SHORTEST = 8, /* bytes of letters: of several words */
  DATE_RANK = 2       /* below those that a page states */
};

struct search {
  sse_buffer titles[2]; /* the page's own, letters only */
  sse_buffer text;      /* the longest so far */
  sse_buffer date;      /* of the same object */
  size_t parsed;        /* bytes */
  bool has_failed;      /* memory ran out */
};

/* ---- Headlines ----------------------------------------------------------------------------------- */

/* Appends the letters and digits, ASCII ones in lower case; other characters but no-break spaces count as
 * letters. */
static void append_letters(sse_str text, sse_buffer *out) {
  for (size_t i = 0; i < text.length; i++) {
    unsigned char byte = (unsigned char)text.data[i];
    bool is_space = byte == 0xC2 && i + 1 < text.length && (unsigned char)text.data[i + 1] == 0xA0;
    const char lower = sse_lower(text.data[i]);
    if (is_space) {
      i++;
    } else if (byte >= 0x80 || sse_is_digit(byte) || sse_is_letter(byte)) {
      sse_buffer_append(out, &lower, 1);
    }
  }
}

/* True for a headline that is at least half of one of the page's titles: the rest is its site's name. */
static bool is_headline(struct search *search, const json_t *value) {
  sse_buffer letters = {0};
  bool is_one = false;
  append_letters(sse_str_of(json_string_value(value)), &letters);
  for (size_t i = 0; i < 2 && letters.length >= TITLE_SHORTEST; i++) {
    const sse_buffer *title = &search->titles[i];
    is_one = is_one || (title->length >= letters.length && title->length <= 2 * letters.length &&
                        memmem(title->data, title->length, letters.data, letters.length));
  }
  search->has_failed = search->has_failed || letters.failed;
  sse_buffer_reset(&letters);
  return is_one;
}

static bool has_headline(struct search *search, const json_t *object) {
  const char *key;
  json_t *value;
  json_object_foreach((json_t *)object, key, value) {
    if (!json_is_string(value) || fields_named(sse_str_of(key)) != FIELD_TITLE) continue;
    if (is_headline(search, value)) return true;
  }
  return false;
}

/* ---- Texts --------------------------------------------------------------------------------------- */

/* Appends the lines of a tree, in whose pieces editors may have put HTML. */
static void append_lines(struct search *search, sse_str lines, sse_buffer *out) {
  sse_str line;
  sse_error ignored;
  for (size_t position = 0; sse_str_next(lines, '\n', &position, &line);) {
    if (html_text(line, out, &ignored) == SSE_NO_MEMORY) search->has_failed = true;
    sse_buffer_append_text(out, "\n");
  }
}

/* Appends the text of a value: HTML, a tree, or an object around one of these. */
static void append_text(struct search *search, const json_t *value, sse_buffer *out) {
  sse_buffer tree = {0};
  sse_error ignored;
  bool is_tree = !json_is_string(value) && rich_text_append(value, &tree);
  if (is_tree) append_lines(search, sse_buffer_str(&tree), out);
  search->has_failed = search->has_failed || tree.failed;
  sse_buffer_reset(&tree);
  if (is_tree) return;
  const char *text = json_string_value(json_value_text(value, FIELD_BODY));
  if (text && html_text(sse_str_of(text), out, &ignored) == SSE_NO_MEMORY) search->has_failed = true;
}

/* Keeps the longest text of an object's members for texts, and of the objects that are such members. Returns
 * true if it is longer than that of any object before. */
static bool keep_longest(struct search *search, const json_t *object, int depth) {
  const char *key;
  json_t *value;
  bool is_longer = false;
  json_object_foreach((json_t *)object, key, value) {
    if (fields_named(sse_str_of(key)) != FIELD_BODY) continue;
    sse_buffer text = {0};
    append_text(search, value, &text);
    if (text.length > search->text.length) {
      sse_buffer longer = text;
      text = search->text;
      search->text = longer;
      is_longer = true;
    }
    sse_buffer_reset(&text);
    if (json_is_object(value) && depth < INNER_MOST && keep_longest(search, value, depth + 1))
      is_longer = true;
  }
  return is_longer;
}

/* Keeps the best date of an object that says when it was published. */
static void keep_date(struct search *search, const json_t *object) {
  enum { PUBLISHED = 7 }; /* the lowest rank of such names */
  const char *key;
  json_t *value;
  int best = PUBLISHED - 1;
  sse_buffer_clear(&search->date);
  json_object_foreach((json_t *)object, key, value) {
    struct field_rule rule = fields_rule(sse_str_of(key));
    if (rule.field != FIELD_DATE || rule.rank <= best || !json_is_string(value)) continue;
    best = rule.rank;
    sse_buffer_clear(&search->date);
    sse_buffer_append_text(&search->date, json_string_value(value));
  }
}

static void look(struct search *search, const json_t *value, int depth) {
  const char *key;
  json_t *member;
  size_t i;
  if (depth == DEEPEST) return;
  json_array_foreach((json_t *)value, i, member) {
    look(search, member, depth + 1);
  }
  if (json_is_object(value) && has_headline(search, value) && keep_longest(search, value, 0))
    keep_date(search, value);
  json_object_foreach((json_t *)value, key, member) {
    look(search, member, depth + 1);
  }
}

/* ---- Scripts ------------------------------------------------------------------------------------- */

static size_t skip_space(sse_str text, size_t at) {
  while (at < text.length && sse_is_space(text.data[at]))
    at++;
  return at;
}

/* True if an object with members, or a list, begins at `at`. */
static bool begins_value(sse_str text, size_t at) {
  if (at >= text.length || !strchr("{[", text.data[at])) return false;
  size_t next = skip_space(text, at + 1);
  return next < text.length && strchr(text.data[at] == '{' ? "\"" : "{[\"", text.data[next]);
}

/* Appends the contents of a JavaScript string up to its end, as far as JSON in it needs that; `*at` is then
 * the place after it. */
static void append_string(sse_str script, size_t *at, sse_buffer *out) {
  static const char plain[] = {'\\', '"', '\'', '/'}; /* what may stand without the backslash; \n may not */
  char quote = script.data[*at];
  for ((*at)++; *at < script.length && script.data[*at] != quote; (*at)++) {
    bool is_escaped = script.data[*at] == '\\' && *at + 1 < script.length;
    sse_str code = sse_str_part(script, *at, *at + 6);
    bool is_quote = sse_str_is(code, "\\u0022");
    if (is_quote) {
      sse_buffer_append_text(out, "\"");
      *at += code.length - 1;
      continue;
    }
    bool is_kept = is_escaped && !memchr(plain, script.data[*at + 1], sizeof plain);
    if (is_kept) sse_buffer_append_text(out, "\\");
    if (is_escaped) (*at)++;
    sse_buffer_append(out, &script.data[*at], 1);
  }
}

/* Searches the value that begins at `at`; returns the place to go on from. */
static size_t look_at_value(struct search *search, sse_str script, size_t at) {
  json_error_t failure;
  json_t *value = json_loadb(script.data + at, script.length - at, JSON_DISABLE_EOF_CHECK, &failure);
  search->parsed += failure.position > 0 ? (size_t)failure.position : script.length - at;
  if (!value) return at + 1;
  look(search, value, 0);
  json_decref(value);
  return at + (size_t)failure.position;
}

/* Searches the JSON in a string that begins at `at`, if there is any; returns the place to go on from. */
static size_t look_at_string(struct search *search, sse_str script, size_t at) {
  sse_buffer text = {0};
  size_t end = at;
  append_string(script, &end, &text);
  if (begins_value(sse_buffer_str(&text), skip_space(sse_buffer_str(&text), 0)))
    (void)look_at_value(search, sse_buffer_str(&text), 0);
  search->has_failed = search->has_failed || text.failed;
  sse_buffer_reset(&text);
  return end;
}

static void look_at_script(struct search *search, sse_str script) {
  static const char parse[] = "JSON.parse(";
  size_t at = skip_space(script, 0);
  if (script.length < SHORTEST) return;
  if (begins_value(script, at) && search->parsed < PARSED_MOST) at = look_at_value(search, script, at);
  while (at < script.length && search->parsed < PARSED_MOST) {
    bool may_begin = script.data[at] == '=' || script.data[at] == '(';
    at++;
    size_t start = may_begin ? skip_space(script, at) : script.length;
    if (start >= script.length) continue;
    bool is_parsed = at >= sizeof parse - 1 && strchr("\"'", script.data[start]) &&
                     memcmp(script.data + at - (sizeof parse - 1), parse, sizeof parse - 1) == 0;
    if (is_parsed) at = look_at_string(search, script, start);
    if (begins_value(script, start)) at = look_at_value(search, script, start);
  }
}

/* The text of an element's script; empty for other elements. */
static sse_str script_of(const xmlNode *node) {
  const xmlNode *text = html_is(node, "script") ? node->children : NULL;
  return text && text->content ? sse_str_of((const char *)text->content) : (sse_str){0};
}

static void look_at_attributes(struct search *search, const xmlNode *node) {
  for (const xmlAttr *attribute = node->properties; attribute; attribute = attribute->next) {
    const xmlNode *text = attribute->children;
    sse_str value = text && text->content ? sse_str_of((const char *)text->content) : (sse_str){0};
    if (value.length >= SHORTEST && begins_value(value, 0) && search->parsed < PARSED_MOST)
      (void)look_at_value(search, value, 0);
  }
}

sse_status embedded_read(const xmlNode *root, page_metadata *metadata, sse_error *err) {
  struct search search = {0};
  append_letters(sse_buffer_str(&metadata->page_title), &search.titles[0]);
  append_letters(sse_buffer_str(&metadata->shared_title), &search.titles[1]);
  for (const xmlNode *node = root; node; node = html_next(node, root, true)) {
    if (node->type != XML_ELEMENT_NODE) continue;
    look_at_script(&search, script_of(node));
    look_at_attributes(&search, node);
  }
  sse_buffer_append_str(&metadata->embedded, sse_buffer_str(&search.text));
  metadata_offer(metadata, FIELD_DATE, DATE_RANK, sse_buffer_str(&search.date));
  search.has_failed = search.has_failed || search.text.failed || search.date.failed ||
                      search.titles[0].failed || search.titles[1].failed;
  sse_buffer_reset(&search.titles[0]);
  sse_buffer_reset(&search.titles[1]);
  sse_buffer_reset(&search.text);
  sse_buffer_reset(&search.date);
  return search.has_failed ? sse_fail_memory(err) : SSE_OK;
}
